/** The figures behind the pictures. */
import type { ChurnReport } from "regulars/core";
import { figures } from "../../../components/figure.tsx";
import { format } from "../../../i18n/lang.ts";
import { strongest } from "./finding.ts";
import { termName } from "./odds.ts";
import { text } from "./text.ts";

export function coefficientData(report: ChurnReport) {
  const { figure, measure } = format.value;
  return figures(
    text().coefficientTable,
    [undefined, figure, figure, measure, measure, measure, measure, measure],
    strongest(report).map((term) => [termName(term), term.estimate, term.standard_error, term.z, term.p, term.odds_ratio, ...term.odds_ratio_interval]),
  );
}

export function rocData({ curve }: ChurnReport) {
  const { share } = format.value;
  return figures(
    text().rocTable,
    [share, share, share, share],
    curve.map(({ threshold, true_positive_rate, false_positive_rate, precision }) => [threshold, true_positive_rate, false_positive_rate, precision]),
  );
}

export function precisionData({ curve }: ChurnReport) {
  const { share } = format.value;
  return figures(
    text().precisionTable,
    [share, share, share],
    curve.map(({ threshold, true_positive_rate, precision }) => [threshold, true_positive_rate, precision]),
  );
}

export function gainData({ deciles }: ChurnReport) {
  const { count, measure, share } = format.value;
  return figures(
    text().gainTable,
    [count, count, measure, share],
    deciles.map(({ decile, positives, lift, gain }) => [decile, positives, lift, gain]),
  );
}

export function calibrationData({ calibration }: ChurnReport) {
  const { count, share } = format.value;
  return figures(
    text().calibrationTable,
    [count, share, share],
    calibration.map(({ rows, predicted, observed }) => [rows, predicted, observed]),
  );
}
