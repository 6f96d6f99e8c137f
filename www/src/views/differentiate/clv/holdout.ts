import * as Plot from "@observablehq/plot";
import type { Holdout } from "regulars/core";
import { ACCENT, CATEGORIES, type Drawing, INK, MUTED, monthTicks, plot } from "../../../charts/plot.ts";
import { format } from "../../../i18n/lang.ts";
import { text } from "./text.ts";

const FORESEEN = CATEGORIES[1]!;

/** Mean purchases after the cut, by repeat purchases before it: what came and what was foreseen. */
export const byX = ({ by_x }: Holdout): Drawing => (width) => {
  const words = text();
  const rows = by_x.filter(({ customers }) => customers > 0).map((row) => ({ ...row, name: row.x === by_x.at(-1)!.x ? `${row.x}+` : String(row.x) }));
  const last = rows.slice(-1);
  return plot(width, words.byXAlt, {
    marginRight: 64,
    x: { type: "point", domain: rows.map(({ name }) => name), label: words.byXAxis, labelAnchor: "center", labelArrow: "none" },
    y: { zero: true, label: words.mean, labelArrow: "none", ticks: 5 },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks: 5 }),
      Plot.line(rows, { x: "name", y: "actual", stroke: ACCENT, strokeWidth: 2.5 }),
      Plot.line(rows, { x: "name", y: "predicted", stroke: FORESEEN, strokeWidth: 2.5, strokeDasharray: "5 4" }),
      Plot.dot(rows, { x: "name", y: "actual", fill: ACCENT, r: 4 }),
      Plot.dot(rows, { x: "name", y: "predicted", stroke: FORESEEN, fill: "var(--surface)", r: 4 }),
      ends(last, "name", "actual", "predicted"),
    ],
  });
};

/** Repeat purchases so far, day by day: what came and what was foreseen. */
export const tracking = ({ tracking: points, calibration_end }: Holdout): Drawing => (width) => {
  const words = text();
  const { compact, month } = format.value;
  const rows = points.map((point) => ({ ...point, date: new Date(`${point.day}T00:00:00Z`) }));
  const cut = [new Date(`${calibration_end}T00:00:00Z`)];
  return plot(width, words.trackingAlt, {
    marginRight: 64,
    x: { type: "utc", label: null, tickFormat: month, ticks: monthTicks(rows[0]?.date ?? cut[0]!, rows.at(-1)?.date ?? cut[0]!, width - 112) },
    y: { zero: true, label: words.cumulative, labelArrow: "none", ticks: 5, tickFormat: compact },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks: 5 }),
      Plot.ruleX(cut, { stroke: MUTED, strokeDasharray: "3 4" }),
      Plot.text(cut, { x: (date: Date) => date, frameAnchor: "top", text: () => words.cut, dy: -8, fill: MUTED }),
      Plot.line(rows, { x: "date", y: "actual", stroke: ACCENT, strokeWidth: 2.5 }),
      Plot.line(rows, { x: "date", y: "expected", stroke: FORESEEN, strokeWidth: 2.5, strokeDasharray: "5 4" }),
      ends(rows.slice(-1), "date", "actual", "expected"),
    ],
  });
};

/** Names both lines at their ends, the higher one above. */
function ends<T>(last: T[], x: keyof T & string, actual: keyof T & string, foreseen: keyof T & string): Plot.Markish {
  const words = text();
  const above = last.some((row) => Number(row[actual]) >= Number(row[foreseen]));
  const label = (y: string, name: string, dy: number) => Plot.text(last, { x, y, text: () => name, textAnchor: "start", dx: 8, dy, fill: INK });
  return [label(actual, words.actual, above ? -7 : 7), label(foreseen, words.predicted, above ? 7 : -7)];
}
