import * as Plot from "@observablehq/plot";
import type { CalibrationGroup, ChurnReport, Decile } from "regulars/core";
import { ACCENT, type Drawing, INK, MUTED, plot, told } from "../../../charts/plot.ts";
import { format, say } from "../../../i18n/lang.ts";
import { calibrationTitle, liftTitle, precisionTitle } from "./finding.ts";
import { text } from "./text.ts";

const SQUARE = { domain: [0, 100], percent: true, labelArrow: "none", ticks: 5 } as const;
const chance = () => Plot.line([[0, 0], [1, 1]], { stroke: MUTED, strokeDasharray: "3 4" });

/** Leavers warned of against false alarms, for every threshold. */
export const roc = (report: ChurnReport): Drawing => (width) => {
  const words = text();
  const { confusion: c } = report;
  const now = { found: c.tp / (c.tp + c.fn), alarms: c.fp / (c.fp + c.tn) };
  const { percent } = format.value;
  return plot(width, words.rocAlt(percent(report.threshold), percent(now.found), percent(now.alarms)), {
    x: { ...SQUARE, label: `${words.falseAlarms} (%)`, labelAnchor: "center" },
    y: { ...SQUARE, label: `${words.found} (%)` },
    marks: [
      chance(),
      Plot.areaY(report.curve, { x: "false_positive_rate", y1: 0, y2: "true_positive_rate", fill: ACCENT, fillOpacity: 0.12 }),
      Plot.line(report.curve, { x: "false_positive_rate", y: "true_positive_rate", stroke: ACCENT, strokeWidth: 2.5 }),
      Plot.dot([now], { x: "alarms", y: "found", fill: ACCENT, r: 5 }),
      Plot.text([now], { x: "alarms", y: "found", text: [percent(report.threshold)], dx: 10, dy: 4, textAnchor: "start", fill: INK, fontWeight: 600 }),
      Plot.text([[0.7, 0.62]], { text: [words.byChance], textAnchor: "start", dx: 6, fill: MUTED }),
    ],
  });
};

/** How many of the leavers are reached by writing to the riskiest. */
export const gain = ({ deciles }: ChurnReport): Drawing => (width) => {
  const words = text();
  const { percent } = format.value;
  const steps = [{ x: 0, gain: 0, low: 0, high: 0 }, ...deciles.map(gainStep)];
  return plot(width, words.gainAlt(percent(deciles[0]?.gain), percent(deciles[4]?.gain)), {
    x: { ...SQUARE, label: `${words.contacted} (%)`, labelAnchor: "center" },
    y: { ...SQUARE, label: `${words.reached} (%)` },
    marks: [
      chance(),
      Plot.areaY(steps, { x: "x", y1: "low", y2: "high", fill: ACCENT, fillOpacity: 0.16 }),
      Plot.line(steps, { x: "x", y: "gain", stroke: ACCENT, strokeWidth: 2.5 }),
      Plot.dot(steps.slice(1, 2), { x: "x", y: "gain", fill: ACCENT, r: 5 }),
      Plot.text(steps.slice(1, 2), { x: "x", y: "gain", text: ({ gain }) => percent(gain), dx: -4, dy: -14, textAnchor: "end", fill: INK, fontWeight: 600 }),
      Plot.text([[0.7, 0.62]], { text: [words.byChance], textAnchor: "start", dx: 6, fill: MUTED }),
    ],
  });
};

const gainStep = ({ decile, gain, gain_interval: [low, high] }: Decile) => ({ x: decile / 10, gain, low, high });

/** Predicted against observed shares: on the line, a chance means what it says. */
export const calibration = (report: ChurnReport): Drawing => (width) => {
  const words = text();
  const groups = report.calibration;
  return plot(width, told(say(calibrationTitle(report, format.value)), words.calibrationAlt), {
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
      Plot.text([[0.7, 0.62]], { text: [words.asSaid], textAnchor: "start", dx: 6, fill: MUTED }),
    ],
  });
};

/** How many of those warned of do leave, against how many of the leavers are found, for every threshold. */
export const precision = (report: ChurnReport): Drawing => (width) => {
  const words = text();
  const { percent } = format.value;
  const { confusion: c, curve, threshold } = report;
  const everyone = report.evaluated_positives / report.evaluated_rows;
  const now = c.tp + c.fp > 0 ? [{ found: c.tp / (c.tp + c.fn), right: c.tp / (c.tp + c.fp) }] : [];
  return plot(width, told(say(precisionTitle(report, format.value)), words.precisionAlt(percent(everyone))), {
    x: { ...SQUARE, label: `${words.found} (%)`, labelAnchor: "center" },
    y: { ...SQUARE, label: `${words.right} (%)` },
    marks: [
      Plot.ruleY([everyone], { stroke: MUTED, strokeDasharray: "3 4" }),
      Plot.text([everyone], { x: 0, y: [everyone], text: [words.byChance], textAnchor: "start", dx: 6, dy: 10, fill: MUTED }),
      Plot.line(curve, { x: "true_positive_rate", y: "precision", stroke: ACCENT, strokeWidth: 2.5 }),
      Plot.dot(now, { x: "found", y: "right", fill: ACCENT, r: 5 }),
      Plot.text(now, { x: "found", y: "right", text: () => percent(threshold), dy: -12, fill: INK, fontWeight: 600, stroke: "var(--paper)", strokeWidth: 4 }),
    ],
  });
};

/** How many times as often as everyone each tenth leaves, riskiest first. */
export const lift = (report: ChurnReport): Drawing => (width) => {
  const words = text();
  const { measure } = format.value;
  const { deciles } = report;
  const most = Math.max(1, ...deciles.map(({ lift_interval: [, high] }) => high));
  return plot(width, say(liftTitle(report, format.value)), {
    x: { type: "band", domain: deciles.map(({ decile }) => decile), label: words.tenth, labelAnchor: "center", labelArrow: "none", tickSize: 0, padding: 0.2 },
    y: { domain: [0, most * 1.15], label: words.lift, labelArrow: "none", ticks: 5 },
    marks: [
      Plot.barY(deciles, { x: "decile", y: "lift", fill: ACCENT, fillOpacity: 0.75, rx: 2 }),
      Plot.ruleX(deciles, { x: "decile", y1: ({ lift_interval: [low] }: Decile) => low, y2: ({ lift_interval: [, high] }: Decile) => high, stroke: INK }),
      Plot.ruleY([1], { stroke: INK, strokeDasharray: "3 4" }),
      Plot.text([1], { frameAnchor: "right", y: [1], text: [words.average], textAnchor: "end", dy: -8, fill: INK, stroke: "var(--paper)", strokeWidth: 4 }),
      Plot.text(deciles.slice(0, 1), { x: "decile", y: ({ lift_interval: [, high] }: Decile) => high, text: ({ lift }: Decile) => `× ${measure(lift)}`, dy: -8, fill: INK, fontWeight: 600 }),
    ],
  });
};
