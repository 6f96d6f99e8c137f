import * as Plot from "@observablehq/plot";
import type { RfmReport } from "regulars/core";
import { ACCENT, type Drawing, INK, MUTED, plot, roomForNames } from "../../../charts/plot.ts";
import { PARTS } from "../../../charts/parts.ts";
import { format, say } from "../../../i18n/lang.ts";
import { nameOf } from "../../../i18n/names.ts";
import type { Lit } from "../../../selection/division.ts";
import { finding } from "./finding.ts";
import { text } from "./text.ts";

/** Each segment's share of the customers and of the money, side by side; the money of the selected lies as a dark bar in it. */
export const segments = (report: RfmReport, lit?: Lit): Drawing => (width) => {
  const { count, percent } = format.value;
  const words = text();
  const narrow = width < 480;
  const rows = report.segments
    .map((segment, part) => ({ ...segment, part }))
    .filter(({ customers }) => customers > 0)
    .map(({ name, customers, revenue, part }, place) => ({
      part,
      name: nameOf(name),
      customers: customers / report.customers_scored,
      money: Math.max(0, revenue / report.revenue),
      selected: Math.max(0, (lit?.weights[part] ?? 0) / report.revenue),
      // The first label says what the others leave out.
      label: (place === 0 && !narrow ? words.label : words.short)(percent(revenue / report.revenue), count(customers)),
    }));
  const widest = Math.max(...rows.map(({ customers, money }) => Math.max(customers, money)));
  const parts = rows.map(({ part }) => part);
  return plot(width, say(finding(report, format.value)), {
    height: 34 * rows.length + 52,
    marginTop: 8,
    marginLeft: roomForNames(rows.map(({ name }) => name)),
    marginRight: narrow ? 80 : 150,
    x: { domain: [0, widest * 102], percent: true, label: narrow ? words.bothShort : words.both, labelAnchor: "center", labelArrow: "none", ticks: Math.max(3, Math.round(width / 140)) },
    y: { domain: rows.map(({ name }) => name), label: null, padding: 0.4, tickSize: 0 },
    marks: [
      Plot.gridX({ stroke: "var(--hairline)", strokeOpacity: 1 }),
      // A short bar is hit anywhere in its row.
      Plot.barX(rows, { x: () => widest, y: "name", fill: "transparent", className: PARTS }),
      Plot.barX(rows, { x: "money", y: "name", fill: ACCENT, rx: 2, className: PARTS }),
      lit && Plot.barX(rows, { x: "selected", y: "name", fill: INK, insetTop: 6, insetBottom: 6, pointerEvents: "none" }),
      Plot.dot(rows, { x: "customers", y: "name", r: 5, fill: "var(--surface)", stroke: INK, strokeWidth: 1.6, pointerEvents: "none" }),
      Plot.text(rows, { x: ({ customers, money }) => Math.max(customers, money), y: "name", text: "label", textAnchor: "start", dx: 10, fill: MUTED }),
    ],
  }, [...parts, ...parts]);
};
