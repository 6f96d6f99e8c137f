import type { ChurnReport, Term } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";
import { featureName } from "../../features.ts";
import type { Text } from "../../../i18n/lang.ts";

/** How many are about to leave, and how far the warning can be trusted. */
export function finding(report: ChurnReport, warned: number, all: number, { count, percent }: Format): Text {
  const { auc, params, threshold } = report;
  const trust = {
    en: `The warning ranks a leaver above a stayer in ${percent(auc)} of pairs.`,
    zh: `在 ${percent(auc)} 的配对中，预警能把流失者排在留存者之前。`,
  };
  const chance = percent(threshold);
  if (report.window) {
    return {
      en: `${count(warned)} of ${count(all)} customers have a chance of ${chance} or more to buy nothing for the next ${count(params.horizon)} days. ${trust.en}`,
      zh: `${count(all)} 位客户中，${count(warned)} 位在未来 ${count(params.horizon)} 天内不再购买的概率达到 ${chance}。${trust.zh}`,
    };
  }
  return {
    en: `${count(warned)} of ${count(all)} customers have a chance of ${chance} or more of “${report.positive.en}”. ${trust.en}`,
    zh: `${count(all)} 位客户中，${count(warned)} 位“${report.positive.zh}”的概率达到 ${chance}。${trust.zh}`,
  };
}

/** The terms that matter most, strongest first. */
export function strongest({ coefficients }: ChurnReport): Term[] {
  // |z| weighs a term by how sure its effect is, whatever its unit.
  return coefficients.filter(({ term }) => term !== "(intercept)").sort((a, b) => Math.abs(b.z ?? 0) - Math.abs(a.z ?? 0));
}

export const termName = ({ term }: Term) => featureName(term);
