import type { TrendPeriod, TrendReport } from "regulars/core";
import { format, lang } from "../../../i18n/lang.ts";

/** A period as people call it. */
export function periodName(unit: TrendReport["unit"], { start, end }: Pick<TrendPeriod, "start" | "end">): string {
  const { day, month } = format.value;
  const date = new Date(`${start}T00:00:00Z`);
  const year = date.getUTCFullYear();
  switch (unit) {
    case "year":
      return lang.value === "zh" ? `${year}年` : String(year);
    case "quarter": {
      const quarter = Math.floor(date.getUTCMonth() / 3) + 1;
      return lang.value === "zh" ? `${year}年第${quarter}季度` : `Q${quarter} ${year}`;
    }
    case "month":
      return month(date);
    case "day":
      return day(start);
    default:
      return `${day(start)} – ${day(end)}`;
  }
}

/** When something happened, as part of a sentence. */
export function inPeriod(unit: TrendReport["unit"], period: Pick<TrendPeriod, "start" | "end">): string {
  if (lang.value === "zh") return periodName(unit, period);
  const { day } = format.value;
  if (unit === "day") return `on ${day(period.start)}`;
  return unit === "week" ? `in the week from ${day(period.start)}` : `in ${periodName(unit, period)}`;
}
