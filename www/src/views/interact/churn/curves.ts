import * as Plot from "@observablehq/plot";
import type { CalibrationGroup, ChurnReport, Decile } from "regulars/core";
import { ACCENT, type Drawing, INK, MUTED, plot } from "../../../charts/plot.ts";
import { format } from "../../../i18n/lang.ts";
import { text } from "./text.ts";

const SQUARE = { domain: [0, 100], percent: true, labelArrow: "none", ticks: 5 } as const;
const chance = () => Plot.line([[0, 0], [1, 1]], { stroke: MUTED, strokeDasharray: "3 4" });

/** Leavers warned of against false alarms, for every threshold. */
export const roc = (report: ChurnReport): Drawing => (width) => {
  const words = text();
  const { confusion: c } = report;
  const now = { found: c.tp / (c.tp + c.fn), alarms: c.fp / (c.fp + c.tn) };
  return plot(width, words.rocAlt, {
    x: { ...SQUARE, label: `${words.falseAlarms} (%)`, labelAnchor: "center" },
    y: { ...SQUARE, label: `${words.found} (%)` },
    marks: [
      chance(),
      Plot.areaY(report.curve, { x: "false_positive_rate", y1: 0, y2: "true_positive_rate", fill: ACCENT, fillOpacity: 0.12 }),
      Plot.line(report.curve, { x: "false_positive_rate", y: "true_positive_rate", stroke: ACCENT, strokeWidth: 2.5 }),
      Plot.dot([now], { x: "alarms", y: "found", fill: ACCENT, r: 5 }),
      Plot.text([now], { x: "alarms", y: "found", text: [format.value.percent(report.threshold)], dx: 10, dy: 4, textAnchor: "start", fill: INK, fontWeight: 600 }),
      Plot.text([[0.7, 0.62]], { text: [words.byChance], textAnchor: "start", dx: 6, fill: MUTED }),
    ],
  });
};

/** How many of the leavers are reached by writing to the riskiest. */
export const gain = ({ deciles }: ChurnReport): Drawing => (width) => {
  const words = text();
  const { percent } = format.value;
  const steps = [{ x: 0, gain: 0, low: 0, high: 0 }, ...deciles.map(gainStep)];
  return plot(width, words.gainAlt, {
    x: { ...SQUARE, label: `${words.contacted} (%)`, labelAnchor: "center" },
    y: { ...SQUARE, label: `${words.reached} (%)` },
    marks: [
      chance(),
      Plot.areaY(steps, { x: "x", y1: "low", y2: "high", fill: ACCENT, fillOpacity: 0.16 }),
      Plot.line(steps, { x: "x", y: "gain", stroke: ACCENT, strokeWidth: 2.5 }),
      Plot.dot(steps.slice(1, 2), { x: "x", y: "gain", fill: ACCENT, r: 5 }),
      Plot.text(steps.slice(1, 2), { x: "x", y: "gain", text: ({ gain }) => percent(gain), dx: 10, dy: 4, textAnchor: "start", fill: INK, fontWeight: 600 }),
    ],
  });
};

const gainStep = ({ decile, gain, gain_interval: [low, high] }: Decile) => ({ x: decile / 10, gain, low, high });

/** Predicted against observed shares: on the line, a chance means what it says. */
export const calibration = ({ calibration: groups }: ChurnReport): Drawing => (width) => {
  const words = text();
  return plot(width, words.calibrationAlt, {
    x: { ...SQUARE, label: `${words.predicted} (%)`, labelAnchor: "center" },
    y: { ...SQUARE, label: `${words.observed} (%)` },
    marks: [
      chance(),
      Plot.ruleX(groups, {
        x: "predicted",
        y1: ({ observed_interval: [low] }: CalibrationGroup) => low,
        y2: ({ observed_interval: [, high] }: CalibrationGroup) => high,
        stroke: ACCENT,
      }),
      Plot.dot(groups, { x: "predicted", y: "observed", fill: ACCENT, r: 4.5 }),
    ],
  });
};
