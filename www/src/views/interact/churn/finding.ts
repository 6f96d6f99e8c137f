import type { ChurnReport, Term } from "regulars/core";
import { counted } from "../../../i18n/counted.ts";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";

/** How many are about to leave, and how far the warning can be trusted. */
export function finding(report: ChurnReport, warned: number, all: number, { count, percent }: Format): Text {
  const { auc, params, threshold } = report;
  const poor = auc < COIN;
  const trust = {
    en: `The warning ranks a leaver above a stayer in ${percent(auc)} of pairs${poor ? ", hardly better than a coin" : ""}.`,
    zh: `在 ${percent(auc)} 的配对中，预警能把流失者排在留存者之前${poor ? "，与抛硬币相差无几" : ""}。`,
  };
  const chance = percent(threshold);
  const of = counted(count(all), "customer", "customers");
  const who = warned === 0 ? `None of ${of} has` : `${count(warned)} of ${of} ${warned === 1 ? "has" : "have"}`;
  const many = warned === 0 ? "没有人" : `${count(warned)} 位`;
  if (report.window) {
    const days = count(params.horizon);
    return {
      en: `${who} a chance of ${chance} or more to buy nothing for the next ${days === "1" ? "day" : `${days} days`}. ${trust.en}`,
      zh: `${count(all)} 位客户中，${many}在未来 ${days} 天内不再购买的概率不低于 ${chance}。${trust.zh}`,
    };
  }
  return {
    en: `${who} a chance of ${chance} or more of “${report.positive.en}”. ${trust.en}`,
    zh: `${count(all)} 位客户中，${many}“${report.positive.zh}”的概率不低于 ${chance}。${trust.zh}`,
  };
}

/** A ranking that is right less often than this is worth little. */
const COIN = 0.55;

/** The signal that is surest, and the way it points. */
export function oddsTitle({ estimate }: Term, name: string): Text {
  return estimate > 0 ? { en: `The strongest signal of leaving: ${name}`, zh: `最强的流失信号：${name}` } : { en: `The strongest signal of staying: ${name}`, zh: `最强的留存信号：${name}` };
}

/** Whether a chance means what it says, over all who were judged. */
export function calibrationTitle({ calibration }: ChurnReport, { percent }: Format): Text {
  const rows = calibration.reduce((sum, group) => sum + group.rows, 0);
  const mean = (of: "predicted" | "observed") => percent(calibration.reduce((sum, group) => sum + group.rows * group[of], 0) / rows);
  return { en: `It expected ${mean("predicted")} to leave, and ${mean("observed")} did`, zh: `预计流失 ${mean("predicted")}，实际流失 ${mean("observed")}` };
}

/** How many of those warned of do leave. */
export function precisionTitle({ confusion: { tp, fp } }: ChurnReport, { percent }: Format): Text {
  if (tp + fp === 0) return { en: "Nobody who was judged was warned of", zh: "评估所用客户中没有人被预警" };
  const share = percent(tp / (tp + fp));
  return { en: `${share} of those warned of did leave`, zh: `被预警的客户中，${share} 确实流失` };
}

/** How much likelier the riskiest are to leave. */
export function liftTitle({ deciles }: ChurnReport, { measure }: Format): Text {
  const times = measure(deciles[0]?.lift);
  return { en: `The riskiest tenth leave ${times} times as often as everyone`, zh: `风险最高的一成客户，流失率是总体的 ${times} 倍` };
}

/** The terms that matter most, strongest first. */
export function strongest({ coefficients }: ChurnReport): Term[] {
  // |z| weighs a term by how sure its effect is, whatever its unit.
  return coefficients.filter(({ term }) => term !== "(intercept)").sort((a, b) => Math.abs(b.z ?? 0) - Math.abs(a.z ?? 0));
}
