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
  const who = {
    typed: { en: "The flows", zh: "所填现金流" },
    customer: { en: `Customer ${params.customer}`, zh: `客户 ${params.customer}` },
    everyone: { en: `Your ${counted(count(heads), "customer", "customers")}`, zh: `${count(heads)} 位客户` },
  }[source];
  const are = source === "customer" ? "is" : "are";
  const per = heads > 1 ? { en: `, ${money(each)} each`, zh: `，人均 ${money(each)}` } : { en: "", zh: "" };
  const when = broken(report, format);
  return {
    en: `${who.en} ${are} worth ${money(value)} at the start of ${periods === "1" ? "the one period" : `${periods} periods`}${per.en}. ${when.en}`,
    zh: `${who.zh}共 ${periods} 期，折到期初价值 ${money(value)}${per.zh}。${when.zh}`,
  };
}

function broken(report: DcfReport, format: Format): Text {
  const { break_even: at } = report;
  if (at === null) return { en: "They do not pay for themselves.", zh: "至末期仍未回本。" };
  if (at === 0) return { en: "No period leaves a loss.", zh: "各期累计均无亏损。" };
  const name = periodName(report, at, format);
  return { en: `They have paid for themselves by period ${name}.`, zh: `到${name}回本。` };
}

/** The same in a few words, for the picture. */
export function title({ value, net }: DcfReport, { money }: Format): Text {
  return { en: `${money(net)} over time are worth ${money(value)} at the start`, zh: `累计 ${money(net)}，折到期初值 ${money(value)}` };
}
