import type { CurveReport } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";
import { counted } from "../../../i18n/counted.ts";
import { text } from "./text.ts";

/** What a customer typically brings by when, and what all will bring by then. */
export function finding(report: CurveReport, { count, money }: Format): Text {
  const curve = report.curves[0]?.curve ?? [];
  const [first, end] = [curve[0]?.value, curve[Math.min(report.horizon, curve.length - 1)]?.value];
  const ahead = report.projected - report.value_so_far;
  const age = count(report.horizon);
  return {
    en: `A customer brings ${money(first)} in the first period and ${money(end)} within ${counted(age, "period", "periods")} more. ${ahead > 0 ? `Those not that old yet will bring ${money(ahead)} more by then.` : "All customers are that old already."}`,
    zh: `客户在首期平均带来 ${money(first)}，再过 ${age} 期累计 ${money(end)}。${ahead > 0 ? `尚未到期的客户还将带来 ${money(ahead)}。` : "所有客户都已到期。"}`,
  };
}

/** The group whose members bring the most by the horizon. */
export function title({ curves, horizon }: CurveReport, { money }: Format): Text {
  const at = (group: (typeof curves)[number]) => group.curve[horizon]?.value ?? Number.NEGATIVE_INFINITY;
  const best = curves.reduce((best, group) => (at(group) > at(best) ? group : best));
  const name = text().group(best.group);
  return { en: `“${name}” come to ${money(at(best))} each`, zh: `“${name}”人均累计最高，达 ${money(at(best))}` };
}
