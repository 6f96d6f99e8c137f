import type { SbgReport } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";

/** The share who are still there at the end of the horizon, by the model. */
export const atHorizon = ({ renewals, settings }: SbgReport): number | undefined => renewals[(settings.horizon ?? 12) - 1]?.survival;

/** How many renew at first and later, and how many are there in the end. */
export function finding(report: SbgReport, { count, percent }: Format): Text {
  const horizon = report.settings.horizon ?? 12;
  const [first, last] = [report.renewals[0]?.retention, report.renewals[horizon - 1]?.retention];
  const still = percent(atHorizon(report));
  return {
    en: `${percent(first)} of customers renew the first time and ${percent(last)} at renewal ${count(horizon)}; ${still} of all are still there after it.`,
    zh: `首次续约的客户占 ${percent(first)}，到第 ${count(horizon)} 次升为 ${percent(last)}；届时仍在的客户占 ${still}。`,
  };
}
