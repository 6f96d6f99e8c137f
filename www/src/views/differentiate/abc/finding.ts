import type { AbcReport } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";
import { counted } from "../../../i18n/counted.ts";
import type { Text } from "../../../i18n/lang.ts";

/** Whether a fifth of the customers is less than one of them. */
export const areFew = ({ notices }: AbcReport): boolean => notices.some(({ code }) => code === "few_customers");

/** How much the best fifth bring, and how few bring most of it. */
export function finding(report: AbcReport, { percent, count }: Format): Text {
  const { params, top, classes, curve, customers_ranked } = report;
  const fifth = percent(top.find(({ customers }) => customers === 0.2)?.value);
  const a = classes[0]!;
  const few = count(a.customers);
  const most = percent(a.share);
  const all = count(customers_ranked);
  if (areFew(report)) {
    const best = customers_ranked > 1 ? percent(curve[1]?.value) : undefined;
    return {
      en: `Only ${counted(all, "customer", "customers")}: too few to say who carries the business.${best ? ` The best brings ${best}.` : ""}`,
      zh: `只有 ${all} 位客户，还看不出谁在支撑生意${best ? `；最好的一位占 ${best}` : ""}。`,
    };
  }
  const what = params.by === "revenue" ? { en: "the money", zh: "收入" } : { en: "the purchases", zh: "购买次数" };
  return {
    en: `A fifth of your customers bring ${fifth} of ${what.en}: ${few} of ${all} ${a.customers === 1 ? "stands in class A and holds" : "stand in class A and hold"} ${most}.`,
    zh: `五分之一的客户贡献了 ${fifth} 的${what.zh}；${all} 位客户中，A 类 ${few} 位，占 ${most}。`,
  };
}

/** The same in a few words, for the picture. */
export function title({ params, top }: AbcReport, { percent }: Format): Text {
  const fifth = percent(top.find(({ customers }) => customers === 0.2)?.value);
  return params.by === "revenue"
    ? { en: `The best fifth bring ${fifth} of the money`, zh: `前五分之一的客户贡献 ${fifth} 的收入` }
    : { en: `The best fifth make ${fifth} of the purchases`, zh: `前五分之一的客户完成 ${fifth} 的购买` };
}
