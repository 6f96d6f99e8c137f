import type { AbcReport, RfmReport } from "regulars/core";
import type { Format } from "../../i18n/format.ts";
import { counted } from "../../i18n/counted.ts";
import type { Text } from "../../i18n/lang.ts";
import { areFew, finding as shares } from "../differentiate/abc/finding.ts";
import { SLIPPING } from "../differentiate/rfm/finding.ts";

/** What a manager would want to hear first: on whom the money rests, and who of them has gone quiet. */
export function finding(abc: AbcReport, rfm: RfmReport, format: Format): Text {
  if (areFew(abc)) return shares(abc, format);
  const { count, percent } = format;
  const fifth = percent(abc.top.find(({ customers }) => customers === 0.2)?.value);
  const slipping = rfm.segments.filter(({ name }) => SLIPPING.includes(name));
  const silent = slipping.reduce((sum, { customers }) => sum + customers, 0);
  const money = percent(slipping.reduce((sum, { revenue }) => sum + revenue, 0) / rfm.revenue);
  const first = {
    en: `A fifth of your customers bring ${fifth} of the money`,
    zh: `五分之一的客户贡献了 ${fifth} 的收入`,
  };
  if (silent === 0) return { en: `${first.en}.`, zh: `${first.zh}。` };
  return {
    en: `${first.en}; ${counted(count(silent), "good customer", "good customers")} who brought ${money} of it ${silent === 1 ? "has" : "have"} gone quiet.`,
    zh: `${first.zh}；${count(silent)} 位曾贡献 ${money} 收入的好客户近期沉默。`,
  };
}
