import type { ClvReport } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";
import { en } from "../../../i18n/en.ts";
import { zh } from "../../../i18n/zh.ts";
import type { Frame } from "../../../worker/protocol.ts";

/** The lifetime values that are known, rising. */
export function valuesIn(frame: Frame | undefined): Float64Array {
  const clv = frame?.columns["clv"];
  return clv instanceof Float64Array ? clv.filter(Number.isFinite).toSorted() : new Float64Array();
}

/** The value that a share of the customers stay below. */
export const quantile = (rising: Float64Array, share: number): number => rising[Math.floor(share * (rising.length - 1))] ?? Number.NaN;

/** What all customers are worth, how few of them hold most of it, and how many are still there. */
export function finding({ settings, totals, customers_fitted }: ClvReport, rising: Float64Array, { count, money, percent }: Format): Text {
  const ahead = count(settings.horizon);
  const spans = { en: `${ahead} ${en.units.periods[settings.unit]}`, zh: `${ahead} ${zh.units.periods[settings.unit]}` };
  const alive = { all: count(customers_fitted), still: count(totals.alive) };
  if (rising.length === 0) {
    return {
      en: `Over the next ${spans.en} your ${alive.all} customers will make about ${count(totals.expected_purchases)} purchases; about ${alive.still} of them are still active.`,
      zh: `未来 ${spans.zh}，${alive.all} 位客户预计购买 ${count(totals.expected_purchases)} 次；约 ${alive.still} 位仍活跃。`,
    };
  }
  const best = rising.subarray(-Math.ceil(rising.length / 10));
  const share = percent(best.reduce((sum, value) => sum + value, 0) / totals.clv);
  return {
    en: `Over the next ${spans.en} your customers are worth ${money(totals.clv)}; a tenth of them hold ${share} of it. About ${alive.still} of ${alive.all} are still active.`,
    zh: `未来 ${spans.zh}，客户价值合计 ${money(totals.clv)}，其中一成客户占 ${share}。${alive.all} 位客户中约 ${alive.still} 位仍活跃。`,
  };
}
