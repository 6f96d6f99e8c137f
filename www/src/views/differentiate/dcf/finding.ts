import type { DcfReport } from "regulars/core";
import { counted } from "../../../i18n/counted.ts";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";
import { periodName } from "./period.ts";

/** What the flows are worth at their beginning, and when they have paid for themselves. */
export function finding(report: DcfReport, format: Format): Text {
  const { count, money } = format;
  const { source, params, heads, value, value_per_head: each, flows } = report;
  const periods = count(flows.length);
  const [first, last] = [periodName(report, 0, format), periodName(report, flows.length - 1, format)];
  const span = first === last ? { en: `in ${first}`, zh: `${first} ` } : { en: `from ${first} to ${last}`, zh: `${first} 至 ${last} ` };
  const who = {
    typed: { en: `The flows of ${counted(periods, "period", "periods")} are`, zh: `所填 ${periods} 期现金流` },
    customer: { en: `What customer ${params.customer} brought ${span.en} was`, zh: `客户 ${params.customer} ${span.zh}的净额` },
    everyone: { en: `What your ${counted(count(heads), "customer", "customers")} brought ${span.en} was`, zh: `${count(heads)} 位客户 ${span.zh}的净额` },
  }[source];
  const per = heads > 1 ? { en: `, ${money(each)} each`, zh: `，人均 ${money(each)}` } : { en: "", zh: "" };
  const when = broken(report, format);
  return {
    en: `${who.en} worth ${money(value)} at the start${per.en}.${when.en}`,
    zh: `${who.zh}，折到期初值 ${money(value)}${per.zh}。${when.zh}`,
  };
}

/** When the flows have paid for themselves, if there was a loss to make good. */

function broken(report: DcfReport, format: Format): Text {
  const { break_even: at } = report;
  if (at === null) return { en: " They do not pay for themselves.", zh: "至末期仍未回本。" };
  if (at === 0) return { en: "", zh: "" };
  const name = periodName(report, at, format);
  return { en: ` They have paid for themselves by period ${name}.`, zh: `到${name}回本。` };
}

/** The same in a few words, for the picture. */
export function title({ value, net }: DcfReport, { money }: Format): Text {
  return { en: `${money(net)} over time are worth ${money(value)} at the start`, zh: `累计 ${money(net)}，折到期初值 ${money(value)}` };
}
