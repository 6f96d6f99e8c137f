import * as Plot from "@observablehq/plot";
import type { HistoricalReport } from "regulars/core";
import { PARTS } from "../../../charts/parts.ts";
import { ACCENT, type Drawing, INK, LOSS, MUTED, plot, told } from "../../../charts/plot.ts";
import { figures } from "../../../components/figure.tsx";
import { format } from "../../../i18n/lang.ts";
import type { Lit } from "../../../selection/division.ts";
import { text } from "./text.ts";

/** What each tenth of the customers brought, as it came and, pale behind it, with interest; the selected customers' part stands dark. */
export const tenths = (report: HistoricalReport, title: string, lit?: Lit): Drawing => (width) => {
  const words = text();
  const { money } = format.value;
  const rows = report.tenths.map((tenth, place) => ({
    ...tenth,
    from: place + 0.56,
    to: place + 1.44,
    selected: lit?.weights[place] ?? 0,
    title: `${words.tenth(String(place + 1))}: ${money(tenth.value)} → ${money(tenth.carried)}`,
  }));
  const ends = rows.flatMap(({ value, carried }) => [value, carried, 0]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const behind = { x1: "from", x2: "to" };
  return plot(width, told(title, words.axis), {
    x: { domain: [0.5, 10.5], ticks: 10, tickFormat: String, label: words.axis, labelAnchor: "center", labelArrow: "none" },
    y: { label: words.value, labelArrow: "none", ticks: 5, tickFormat: money },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks: 5 }),
      // A low bar is hit anywhere above it.
      Plot.rect(rows, { ...behind, y1: low, y2: high, fill: "transparent", title: "title", className: PARTS }),
      Plot.rectY(rows, { ...behind, y: "carried", fill: ACCENT, fillOpacity: 0.25, pointerEvents: "none" }),
      Plot.rectY(rows, { ...behind, y: "value", fill: ({ value }: { value: number }) => (value < 0 ? LOSS : ACCENT), title: "title", insetLeft: 4, insetRight: 4, className: PARTS }),
      lit && Plot.rectY(rows, { ...behind, y: "selected", fill: INK, insetLeft: 4, insetRight: 4, pointerEvents: "none" }),
      Plot.ruleY([0], { stroke: MUTED }),
      Plot.text(rows.slice(0, 1), { x: "to", y: "carried", text: () => words.carried, textAnchor: "start", dx: 6, dy: 4, fill: MUTED }),
      Plot.text(rows.slice(0, 1), { x: "to", y: ({ value }: { value: number }) => value / 2, text: () => words.plain, textAnchor: "start", dx: 6, fill: INK, fontWeight: 600 }),
    ],
  }, [...rows.keys(), ...rows.keys()]);
};

export function dataOf(report: HistoricalReport) {
  const { amount, count } = format.value;
  const words = text();
  return figures(
    words.table,
    [undefined, count, amount, amount, amount, amount],
    report.tenths.map(({ customers, revenue, cost, value, carried }, place) => [words.tenth(String(place + 1)), customers, revenue, cost, value, carried]),
  );
}
