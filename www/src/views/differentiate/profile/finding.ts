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
  if (best.customers === 1) {
    return {
      en: `${groups.en}: “${best.name.en}” is a single customer who brings ${money} of the money.`,
      zh: `${groups.zh}：“${best.name.zh}”只有 1 位客户，贡献了 ${money} 的收入。`,
    };
  }
  return {
    en: `${groups.en}: “${best.name.en}” are ${share} of them and bring ${money} of the money.`,
    zh: `${groups.zh}：“${best.name.zh}”占客户的 ${share}，贡献了 ${money} 的收入。`,
  };
}

/** The same in a few words, for the map. */
export function title(report: ProfileReport, { percent }: Format): Text {
  const { name, share, money_share } = richest(report);
  const size = { en: `“${name.en}”: ${percent(share)} of the customers`, zh: `“${name.zh}”占客户的 ${percent(share)}` };
  return money_share === null ? size : { en: `${size.en}, ${percent(money_share)} of the money`, zh: `${size.zh}、收入的 ${percent(money_share)}` };
}

/** Whether the groups shown are those that are most clearly apart. */
export function silhouetteTitle({ candidates, k }: ProfileReport, { count, measure }: Format): Text {
  const best = candidates.reduce((best, one) => ((one.silhouette ?? -1) > (best.silhouette ?? -1) ? one : best));
  if (best.k === k) return { en: `${count(k)} groups are the most clearly apart`, zh: `分成 ${count(k)} 组时区分最清晰` };
  const now = candidates.find((one) => one.k === k)?.silhouette ?? null;
  const figures = now === null ? { en: "", zh: "" } : { en: ` (${measure(best.silhouette)} against ${measure(now)})`, zh: `（${measure(best.silhouette)} 对 ${measure(now)}）` };
  return {
    en: `${count(best.k)} groups would be more clearly apart than ${count(k)}${figures.en}`,
    zh: `分成 ${count(best.k)} 组比 ${count(k)} 组更清晰${figures.zh}`,
  };
}

/** From which number of groups on more of them gain little. */
export function elbowTitle({ elbow }: ProfileReport, { count }: Format): Text {
  if (elbow === null) return { en: "Each further group gains a little; there is no clear bend", zh: "每多分一组都略有改善，没有明显的拐点" };
  return { en: `Beyond ${count(elbow)} groups, more of them gain little`, zh: `超过 ${count(elbow)} 组后，再细分改善不大` };
}

/** The group with the most money, or the largest where money is not known. */
export function richest({ personas }: ProfileReport): Persona {
  const weight = ({ money, customers }: Persona) => money ?? customers;
  return personas.reduce((best, persona) => (weight(persona) > weight(best) ? persona : best));
}
