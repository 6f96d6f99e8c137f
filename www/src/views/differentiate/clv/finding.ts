import type { ClvReport } from "regulars/core";
import type { Work } from "../../../app/sliced.ts";
import { all, passing } from "../../../components/rows.ts";
import { byNumber } from "../../../components/sort.ts";
import { counted } from "../../../i18n/counted.ts";
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
  const spans = {
    en: settings.horizon === 1 ? ONE[settings.unit] : `${ahead} ${en.units.periods[settings.unit]}`,
    zh: `${ahead} ${zh.units.periods[settings.unit]}`,
  };
  const still = stillThere(frame, repeaters, f);
  const customers = count(customers_fitted);
  if (totals.clv === null) {
    const purchases = count(totals.expected_purchases);
    return {
      en: `Over the next ${spans.en} your ${counted(customers, "customer", "customers")} will make about ${counted(purchases, "purchase", "purchases")}. ${still.en}`,
      zh: `未来 ${spans.zh}，${customers} 位客户预计购买 ${purchases} 次。${still.zh}`,
    };
  }
  const worth = {
    en: `Over the next ${spans.en} your ${counted(customers, "customer is", "customers are")} worth ${money(totals.clv)}`,
    zh: `未来 ${spans.zh}，${customers} 位客户价值合计 ${money(totals.clv)}`,
  };
  // With fewer than ten customers there is no tenth of them.
  if (rising.length < 10 || totals.clv <= 0) return { en: `${worth.en}. ${still.en}`, zh: `${worth.zh}。${still.zh}` };
  const best = rising.subarray(-Math.ceil(rising.length / 10));
  const share = percent(best.reduce((sum, value) => sum + value, 0) / totals.clv);
  return {
    en: `${worth.en}; a tenth of them hold ${share} of it. ${still.en}`,
    zh: `${worth.zh}，其中一成客户占 ${share}。${still.zh}`,
  };
}

/** One unit of time, after "the next". */
const ONE = { day: "day", week: "week", month: "month", year: "year" };

/** How many of the repeat buyers are still active: a sum of chances. Of those who bought once nothing can be said yet. */
function activeIn(frame: Frame | undefined): number | undefined {
  const { p_alive, x } = frame?.columns ?? {};
  if (!(p_alive instanceof Float64Array) || !(x instanceof Uint32Array)) return undefined;
  return p_alive.reduce((sum, chance, row) => sum + (x[row]! > 0 ? chance : 0), 0);
}

function stillThere(frame: Frame | undefined, repeaters: number, { count, percent }: Format): Text {
  if (repeaters === 0) return { en: "Nobody has come again yet, so who is still active cannot be told.", zh: "还没有客户复购，无法判断谁仍活跃。" };
  const active = activeIn(frame);
  if (active === undefined) return { en: "", zh: "" };
  if (repeaters === 1) {
    return {
      en: `The one who came again is still active with a chance of ${percent(active)}.`,
      zh: `有复购的 1 位客户仍活跃的概率为 ${percent(active)}。`,
    };
  }
  const alive = count(active);
  return {
    en: `Of the ${count(repeaters)} who came again, about ${alive} ${alive === "1" ? "is" : "are"} still active.`,
    zh: `有复购的 ${count(repeaters)} 位客户中，约 ${alive} 位仍活跃。`,
  };
}

/** How sure it is that the repeat buyers are still there, for the picture. */
export function aliveTitle(repeaters: number, frame: Frame | undefined, { percent }: Format): Text {
  const active = activeIn(frame);
  if (repeaters === 0 || active === undefined) return { en: "Who would still be a customer", zh: "怎样的客户仍会在" };
  const share = percent(active / repeaters);
  return { en: `About ${share} of those who came again are still active`, zh: `有复购的客户中，约 ${share} 仍活跃` };
}

/** How many purchases are to come, for the picture. */
export function expectedTitle({ settings, totals }: ClvReport, { count }: Format): Text {
  const purchases = count(totals.expected_purchases);
  const ahead = count(settings.horizon);
  const span = settings.horizon === 1 ? ONE[settings.unit] : `${ahead} ${en.units.periods[settings.unit]}`;
  return {
    en: `${counted(purchases, "purchase", "purchases")} to come in the next ${span}`,
    zh: `未来 ${ahead} ${zh.units.periods[settings.unit]}预计购买 ${purchases} 次`,
  };
}
