/** Periods of the calendar, as they are counted and spoken of. */
import type { Period } from "regulars/core";

interface Names {
  /** One of them, and several. */
  en: [one: string, many: string];
  /** After a number, the first of them, the one to come. */
  zh: { many: string; first: string; next: string };
}

export const PERIODS: Record<Period, Names> = {
  month: { en: ["month", "months"], zh: { many: "个月", first: "首月", next: "下个月" } },
  quarter: { en: ["quarter", "quarters"], zh: { many: "个季度", first: "首个季度", next: "下个季度" } },
  year: { en: ["year", "years"], zh: { many: "年", first: "首年", next: "下一年" } },
};
