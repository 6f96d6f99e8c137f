import * as Plot from "@observablehq/plot";
import type { ChoiceReport } from "regulars/core";
import { ACCENT, CATEGORIES, type Drawing, INK, MUTED, monthTicks, plot, roomForNames } from "../../../charts/plot.ts";
import { format } from "../../../i18n/lang.ts";
import { text } from "./text.ts";

export type ModelRow = ChoiceReport["models"][number];

/** Models that foresee purchases, which can be set against those that came. */
export const comparable = ({ model }: ModelRow) => model !== "bgbb";

/** What each model foresaw in all, against what came. */
export const totals = ({ models, recommended }: ChoiceReport): Drawing => (width) => {
  const words = text();
  const { compact, count } = format.value;
  const rows = models.filter(comparable).flatMap(({ model, holdout }) => (holdout ? [{ name: words.models[model], predicted: holdout.predicted, actual: holdout.actual, own: model === recommended }] : []));
  const actual = rows.slice(0, 1);
  const most = Math.max(...rows.flatMap(({ predicted, actual }) => [predicted, actual]), 1);
  return plot(width, words.totalAlt, {
    height: 56 + 40 * rows.length,
    marginTop: 32,
    marginLeft: roomForNames(rows.map(({ name }) => name)),
    marginRight: 64,
    x: { label: words.foreseen, labelAnchor: "center", labelArrow: "none", domain: [0, most * 1.08], tickFormat: compact, ticks: Math.round(width / 100) },
    y: { label: null, domain: rows.map(({ name }) => name), tickSize: 0 },
    marks: [
      Plot.barX(rows, { x: "predicted", y: "name", fill: ({ own }) => (own ? ACCENT : MUTED), fillOpacity: 0.85, insetTop: 6, insetBottom: 6 }),
      // Beside the bar, and clear of the line of what came.
      Plot.text(rows, { x: ({ predicted, actual }) => (Math.abs(predicted - actual) < 0.1 * most ? Math.max(predicted, actual) : predicted), y: "name", text: ({ predicted }) => count(predicted), textAnchor: "start", dx: 6, fill: INK }),
      Plot.ruleX(actual, { x: "actual", stroke: INK, strokeWidth: 2 }),
      Plot.text(actual, { x: "actual", frameAnchor: "top", dy: -18, text: ({ actual }) => words.came(count(actual)), fill: INK }),
    ],
  });
};

/** Repeat purchases so far: what came, what the recommended model foresaw, and the baseline in which nobody leaves. */
export const tracks = ({ models, recommended, settings }: ChoiceReport): Drawing => (width) => {
  const words = text();
  const { compact, month } = format.value;
  const of = (wanted: string) => models.find(({ model }) => model === wanted)?.holdout?.tracking ?? [];
  const dated = (points: ReturnType<typeof of>) => points.map((point) => ({ ...point, date: new Date(`${point.day}T00:00:00Z`) }));
  const own = dated(of(recommended));
  const never = recommended === "nbd" ? [] : dated(of("nbd"));
  const cut = [new Date(`${settings.calibration_end}T00:00:00Z`)];
  const last = own.at(-1);
  const ends = [
    { date: last?.date, at: last?.actual ?? 0, name: words.actual },
    { date: last?.date, at: last?.expected ?? 0, name: words.models[recommended] },
    ...never.slice(-1).map(({ date, expected }) => ({ date, at: expected, name: words.models.nbd })),
  ].sort((a, b) => b.at - a.at);
  return plot(width, words.trackingAlt, {
    marginRight: roomForNames(ends.map(({ name }) => name)) + 8,
    x: { type: "utc", label: null, tickFormat: month, ticks: monthTicks(own[0]?.date ?? cut[0]!, last?.date ?? cut[0]!, width - 112) },
    y: { zero: true, label: words.cumulative, labelArrow: "none", ticks: 5, tickFormat: compact },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks: 5 }),
      Plot.ruleX(cut, { stroke: MUTED, strokeDasharray: "3 4" }),
      Plot.text(cut, { x: (date: Date) => date, frameAnchor: "top", text: () => words.cut, dy: -8, fill: MUTED }),
      Plot.line(never, { x: "date", y: "expected", stroke: MUTED, strokeWidth: 2, strokeDasharray: "2 3" }),
      Plot.line(own, { x: "date", y: "actual", stroke: ACCENT, strokeWidth: 2.5 }),
      Plot.line(own, { x: "date", y: "expected", stroke: CATEGORIES[1]!, strokeWidth: 2.5, strokeDasharray: "5 4" }),
      // From the highest to the lowest, so that names of lines that come together stay apart.
      ...ends.map((end, place) => Plot.text([end], { x: "date", y: "at", text: "name", textAnchor: "start", dx: 8, dy: 12 * (place - (ends.length - 1) / 2), fill: INK })),
    ],
  });
};
