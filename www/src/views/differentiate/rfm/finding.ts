import type { RfmReport, SegmentReport } from "regulars/core";
import { counted } from "../../../i18n/counted.ts";
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
  const brought = { en: revenue > 0 ? ` who brought ${percent(money / revenue)}` : "", zh: revenue > 0 ? `，曾贡献 ${percent(money / revenue)} 的收入` : "" };
  const silent = {
    en: customers === 0 ? "" : ` ${counted(count(customers), "good customer", "good customers")}${brought.en} ${customers === 1 ? "has" : "have"} gone quiet.`,
    zh: customers === 0 ? "" : `有 ${count(customers)} 位好客户近期沉默${brought.zh}。`,
  };
  const all = count(customers_scored);
  if (best.customers === customers_scored) {
    return {
      en: `${customers_scored === 1 ? "Your only customer belongs" : `All ${all} customers belong`} to “${best.name}”: there is nobody to compare them with.${silent.en}`,
      zh: `${customers_scored === 1 ? "唯一的客户" : `全部 ${all} 位客户都`}属于“${best.name_zh}”，没有可以对比的分群。${silent.zh}`,
    };
  }
  if (revenue <= 0) {
    return {
      en: `“${best.name}” are ${part} of your customers. Returns took all the money that came in.${silent.en}`,
      zh: `“${best.name_zh}”占客户的 ${part}。退款抵消了全部收入。${silent.zh}`,
    };
  }
  return {
    en: `“${best.name}” are ${part} of your customers and bring ${share} of the money.${silent.en}`,
    zh: `“${best.name_zh}”占客户的 ${part}，贡献了 ${share} 的收入。${silent.zh}`,
  };
}

export function title(report: RfmReport, { percent }: Format): Text {
  const best = richest(report);
  const share = percent(best.revenue / report.revenue);
  if (report.revenue <= 0) return { en: "How many customers each segment has", zh: "各分群的客户数" };
  return { en: `“${best.name}” bring ${share} of the money`, zh: `“${best.name_zh}”贡献 ${share} 的收入` };
}

/** The cell of recency by frequency that brings the most money. */
export function gridTitle({ grid, revenue }: RfmReport, { count, percent }: Format): Text {
  const best = grid.reduce((best, cell) => (cell.revenue > best.revenue ? cell : best));
  const share = percent(best.revenue / revenue);
  if (revenue <= 0) return { en: "How many customers each score has", zh: "各得分的客户数" };
  return {
    en: `${counted(count(best.customers), "customer", "customers")} with R ${best.r} and F ${best.f} ${best.customers === 1 ? "brings" : "bring"} ${share} of the money`,
    zh: `R 为 ${best.r}、F 为 ${best.f} 的 ${count(best.customers)} 位客户贡献 ${share} 的收入`,
  };
}

/** The segment that brings the most money, or has the most customers where there is none. */
export function richest({ segments, revenue }: RfmReport): SegmentReport {
  const weight = (segment: SegmentReport) => (revenue > 0 ? segment.revenue : segment.customers);
  return segments.reduce((best, segment) => (weight(segment) > weight(best) ? segment : best));
}

/** The segments to act on: those slipping away first, then the richest. */
export function urgent(report: RfmReport): SegmentReport[] {
  const slipping = report.segments.filter(({ name, customers }) => SLIPPING.includes(name) && customers > 0);
  return [...slipping.sort((a, b) => b.revenue - a.revenue).slice(0, 1), richest(report)];
}
