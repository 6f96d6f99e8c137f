import type { Persona, ProfileReport } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";

/** How many kinds of customers there are, and which one matters. */
export function finding(report: ProfileReport, { count, percent }: Format): Text {
  const k = count(report.k);
  const best = richest(report);
  const share = percent(best.share);
  const groups = { en: `Your customers fall into ${k} groups`, zh: `客户可分为 ${k} 组` };
  if (best.money_share === null) {
    return {
      en: `${groups.en}; the largest, “${best.name.en}”, holds ${share} of them.`,
      zh: `${groups.zh}；最大的一组“${best.name.zh}”占 ${share}。`,
    };
  }
  const money = percent(best.money_share);
  return {
    en: `${groups.en}: “${best.name.en}” are ${share} of them and bring ${money} of the money.`,
    zh: `${groups.zh}：“${best.name.zh}”占客户的 ${share}，贡献了 ${money} 的收入。`,
  };
}

/** The group with the most money, or the largest where money is not known. */
export function richest({ personas }: ProfileReport): Persona {
  const weight = ({ money, customers }: Persona) => money ?? customers;
  return personas.reduce((best, persona) => (weight(persona) > weight(best) ? persona : best));
}
