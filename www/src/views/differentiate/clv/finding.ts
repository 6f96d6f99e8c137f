import type { ClvReport } from "regulars/core";
import type { Work } from "../../../app/sliced.ts";
import { all, passing } from "../../../components/rows.ts";
import { byNumber } from "../../../components/sort.ts";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";
import { en } from "../../../i18n/en.ts";
import { zh } from "../../../i18n/zh.ts";
import type { Frame } from "../../../worker/protocol.ts";

/** The lifetime values that are known, rising. */
export function* valuesIn(frame: Frame | undefined): Work<Float64Array> {
  const clv = frame?.columns["clv"];
  if (!(clv instanceof Float64Array)) return new Float64Array();
  const known = yield* passing(all(clv.length), (row) => Number.isFinite(clv[row]));
  const order = yield* byNumber(known, (row) => clv[row]!, false);
  const rising = new Float64Array(order.length);
  for (let place = 0; place < order.length; place += 1) rising[place] = clv[order[place]!]!;
  return rising;
}

/** The value that a share of the customers stay below. */
export const quantile = (rising: Float64Array, share: number): number => rising[Math.floor(share * (rising.length - 1))] ?? Number.NaN;

/** What all customers are worth, how few of them hold most of it, and how many of the repeat buyers are still there. */
export function finding({ settings, totals, customers_fitted, repeaters }: ClvReport, frame: Frame | undefined, rising: Float64Array, f: Format): Text {
  const { count, money, percent } = f;
  const ahead = count(settings.horizon);
  const spans = { en: `${ahead} ${en.units.periods[settings.unit]}`, zh: `${ahead} ${zh.units.periods[settings.unit]}` };
  const still = stillThere(frame, count(repeaters), f);
  if (totals.clv === null) {
    const purchases = count(totals.expected_purchases);
    return {
      en: `Over the next ${spans.en} your ${count(customers_fitted)} customers will make about ${purchases} purchases. ${still.en}`,
      zh: `未来 ${spans.zh}，${count(customers_fitted)} 位客户预计购买 ${purchases} 次。${still.zh}`,
    };
  }
  const best = rising.subarray(-Math.ceil(rising.length / 10));
  const share = percent(best.reduce((sum, value) => sum + value, 0) / totals.clv);
  return {
    en: `Over the next ${spans.en} your customers are worth ${money(totals.clv)}; a tenth of them hold ${share} of it. ${still.en}`,
    zh: `未来 ${spans.zh}，客户价值合计 ${money(totals.clv)}，其中一成客户占 ${share}。${still.zh}`,
  };
}

/** Of those who bought once nothing can be said yet, so they are not counted. */
function stillThere(frame: Frame | undefined, repeaters: string, { count }: Format): Text {
  const { p_alive, x } = frame?.columns ?? {};
  if (!(p_alive instanceof Float64Array) || !(x instanceof Uint32Array)) return { en: "", zh: "" };
  const alive = count(p_alive.reduce((sum, chance, row) => sum + (x[row]! > 0 ? chance : 0), 0));
  return {
    en: `Of the ${repeaters} who came again, about ${alive} are still active.`,
    zh: `有复购的 ${repeaters} 位客户中，约 ${alive} 位仍活跃。`,
  };
}
