import * as Plot from "@observablehq/plot";
import type { ClvReport } from "regulars/core";
import { type Drawing, inkOn, plot, shade } from "../../../charts/plot.ts";
import { format, words as shared } from "../../../i18n/lang.ts";
import { figures } from "../../../components/figure.tsx";
import { text } from "./text.ts";

/** P(alive) or expected purchases of customers of one age, by frequency and recency. */
export const surface = (report: ClvReport, what: "p_alive" | "expected_purchases"): Drawing => (width) => {
  const words = text();
  const { count, measure, percent } = format.value;
  const { x, t_x, age } = report.surface;
  // Some cells say their value, so that colour is not the only way to read them.
  const across = inner(t_x, Math.round(width / 90));
  const up = inner(x, 5);
  const rows = report.surface[what];
  const most = what === "p_alive" ? 1 : Math.max(...rows.flat());
  const cells = x.flatMap((repeats, row) => t_x.map((at, column) => ({ repeats, at, value: rows[row]![column]! })));
  const unit = shared.value.units.periods[report.settings.unit];
  return plot(width, what === "p_alive" ? words.aliveAlt : words.expectedAlt, {
    height: 320,
    x: { type: "band", domain: t_x, label: words.recency(unit, count(age)), labelAnchor: "center", labelArrow: "none", tickSize: 0, ticks: some(t_x, 5), tickFormat: age < 20 ? measure : count, padding: 0 },
    y: { type: "band", domain: x.toReversed(), label: words.repeats, labelArrow: "none", tickSize: 0, ticks: some(x, 6), padding: 0 },
    marks: [
      Plot.cell(cells, {
        x: "at",
        y: "repeats",
        fill: ({ value }) => shade(value / most),
        inset: -0.3,
      }),
      Plot.text(cells.filter(({ at, repeats, value }) => across.includes(at) && up.includes(repeats) && value >= LEAST), {
        x: "at",
        y: "repeats",
        text: ({ value }) => (what === "p_alive" ? percent(value) : measure(Number(value.toPrecision(2)))),
        fill: ({ value }) => inkOn(value / most),
        pointerEvents: "none",
      }),
      // One tip for all cells; a title in each would double what the browser has to draw.
      Plot.tip(cells, Plot.pointer({ x: "at", y: "repeats", title: ({ repeats, at, value }: (typeof cells)[number]) => `${count(repeats)}, ${measure(at)}: ${measure(value)}` })),
    ],
  });
};

/** The same figures: a row for each number of repeats, a column for each time of the last one. */
export function surfaceData(report: ClvReport, what: "p_alive" | "expected_purchases") {
  const { count, measure, share } = format.value;
  const { x, t_x } = report.surface;
  const columns = some(t_x, 8);
  return figures(
    [text().repeats, ...columns.map(measure)],
    [count, ...columns.map(() => (what === "p_alive" ? share : measure))],
    some(x, 12).map((repeats) => [repeats, ...columns.map((at) => report.surface[what][x.indexOf(repeats)]![t_x.indexOf(at)]!)]),
  );
}

/** About so many of the values, the first and the last among them. */
function some(values: number[], wanted: number): number[] {
  const step = Math.max(1, Math.round((values.length - 1) / wanted));
  return values.filter((_, place) => place % step === 0);
}

/** Less than this is not said in a cell. */
const LEAST = 0.05;

/** About so many of the values, nearer to the last, where most happens. */
function inner(values: number[], wanted: number): number[] {
  const step = values.length / Math.max(1, wanted);
  return Array.from({ length: wanted }, (_, place) => values[Math.max(0, Math.floor((place + 1) * step) - 2)]!);
}
