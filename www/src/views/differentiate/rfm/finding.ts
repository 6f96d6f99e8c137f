import type { RfmReport, SegmentReport } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";

/** Segments of good customers who have been silent. */
export const SLIPPING = ["Can't lose", "At risk", "to keep", "to win back"];

/** Who brings the most money, and how much of it is slipping away. */
export function finding(report: RfmReport, { percent, count }: Format): Text {
  const { revenue, customers_scored } = report;
  const best = richest(report);
  const slipping = report.segments.filter(({ name }) => SLIPPING.includes(name));
  const customers = slipping.reduce((sum, segment) => sum + segment.customers, 0);
  const money = slipping.reduce((sum, segment) => sum + segment.revenue, 0);
  const share = percent(best.revenue / revenue);
  const part = percent(best.customers / customers_scored);
  const silent = {
    en: customers === 0 ? "" : ` ${count(customers)} good customers who brought ${percent(money / revenue)} have gone quiet.`,
    zh: customers === 0 ? "" : `另有 ${count(customers)} 位好客户近期沉默，曾贡献 ${percent(money / revenue)} 的收入。`,
  };
  return {
    en: `“${best.name}” are ${part} of your customers and bring ${share} of the money.${silent.en}`,
    zh: `“${best.name_zh}”占客户的 ${part}，贡献了 ${share} 的收入。${silent.zh}`,
  };
}

export function title(report: RfmReport, { percent }: Format): Text {
  const best = richest(report);
  const share = percent(best.revenue / report.revenue);
  return { en: `“${best.name}” bring ${share} of the money`, zh: `“${best.name_zh}”贡献 ${share} 的收入` };
}

export function richest({ segments }: RfmReport): SegmentReport {
  return segments.reduce((best, segment) => (segment.revenue > best.revenue ? segment : best));
}

/** The segments to act on: those slipping away first, then the richest. */
export function urgent(report: RfmReport): SegmentReport[] {
  const slipping = report.segments.filter(({ name, customers }) => SLIPPING.includes(name) && customers > 0);
  return [...slipping.sort((a, b) => b.revenue - a.revenue).slice(0, 1), richest(report)];
}
