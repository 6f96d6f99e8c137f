/** The days and amounts that a text can mean. */
import type { DateOrder, DecimalMark } from "regulars/core";

export interface Reading<T> {
  /** How it is read. */
  as: T;
  /** A day as "2024-04-03", or an amount. */
  value: string | number;
}

/** Two-digit years up to this one are of this century. */
const CENTURY = 69;

/** The ways of reading a date whose year stands last; one where both are the same day, or where only one is a day at all. */
export function daysOf(text: string): Reading<DateOrder>[] {
  const [, first, second, last] = /^\D*(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})(?!\d)/.exec(text) ?? [];
  if (!first || !second || !last) return [];
  const year = last.length === 4 ? last : String((Number(last) < CENTURY ? 2000 : 1900) + Number(last));
  const [dayFirst, monthFirst] = [dayOf(year, second, first), dayOf(year, first, second)];
  return [
    ...(dayFirst ? [{ as: "DMY" as const, value: dayFirst }] : []),
    ...(monthFirst && monthFirst !== dayFirst ? [{ as: "MDY" as const, value: monthFirst }] : []),
  ];
}

function dayOf(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
}

/** The ways of reading a number whose only mark may stand before decimals or after thousands. */
export function amountsOf(text: string): Reading<DecimalMark>[] {
  const [, whole, mark, rest] = /^[^\d.,]*(\d{1,3})([.,])(\d{3})[^\d.,]*$/.exec(text) ?? [];
  if (!whole || !mark || !rest || /^0/.test(whole)) return [];
  const [thousands, decimals] = [Number(whole + rest), Number(`${whole}.${rest}`)];
  return [
    { as: "point", value: mark === "." ? decimals : thousands },
    { as: "comma", value: mark === "," ? decimals : thousands },
  ];
}
