import type { DcfReport } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";

/** A period by its place in the calendar, or by its number where it has none. */
export function periodName({ flows, params }: Pick<DcfReport, "flows" | "params">, place: number, { month }: Format): string {
  const start = flows[place]?.start;
  if (!start) return String(place);
  const [year, of] = start.split("-");
  if (params.period === "year") return year!;
  return params.period === "quarter" ? `${year} Q${(Number(of) + 2) / 3}` : month(new Date(`${start}T00:00:00Z`));
}
