/** The figures behind the pictures. */
import type { ChurnReport } from "regulars/core";
import { format } from "../../../i18n/lang.ts";
import { strongest, termName } from "./finding.ts";
import { text } from "./text.ts";

export function coefficientData(report: ChurnReport) {
  const { figure, measure } = format.value;
  return {
    columns: text().coefficientTable,
    rows: strongest(report).map((term) => [
      termName(term),
      figure(term.estimate),
      figure(term.standard_error),
      measure(term.z),
      measure(term.p),
      measure(term.odds_ratio),
      term.odds_ratio_interval.map(measure).join(" – "),
    ]),
  };
}

export function rocData({ curve }: ChurnReport) {
  const { share } = format.value;
  return {
    columns: text().rocTable,
    rows: curve.map(({ threshold, true_positive_rate, false_positive_rate, precision }) => [
      share(threshold),
      share(true_positive_rate),
      share(false_positive_rate),
      share(precision),
    ]),
  };
}

export function gainData({ deciles }: ChurnReport) {
  const { count, measure, share } = format.value;
  return {
    columns: text().gainTable,
    rows: deciles.map(({ decile, positives, lift, gain }) => [count(decile), count(positives), measure(lift), share(gain)]),
  };
}

export function calibrationData({ calibration }: ChurnReport) {
  const { count, share } = format.value;
  return {
    columns: text().calibrationTable,
    rows: calibration.map(({ rows, predicted, observed }) => [count(rows), share(predicted), share(observed)]),
  };
}
