import * as Plot from "@observablehq/plot";
import type { TrendPeriod, TrendReport } from "regulars/core";
import { PARTS } from "../../../charts/parts.ts";
import { ACCENT, CATEGORIES, type Drawing, INK, MUTED, plot } from "../../../charts/plot.ts";
import { format, say } from "../../../i18n/lang.ts";
import type { Lit } from "../../../selection/division.ts";
import { figures } from "../../../components/figure.tsx";
import { customersTitle, finding } from "./finding.ts";
import { inPeriod, periodName } from "./period.ts";
import { text } from "./text.ts";

const FRESH = CATEGORIES[1]!;

/** What is stacked. */
const MEASURES = {
  money: { fresh: "new_money", rest: "repeat_money" },
  customers: { fresh: "new_customers", rest: "returning_customers" },
} as const;

/** Returning customers at the bottom, new ones on top; periods that the window cuts are pale. */
export const bars = (report: TrendReport, what: keyof typeof MEASURES, lit?: Lit): Drawing => (width) => {
  const words = text();
  const { compact, money } = format.value;
  const { fresh, rest } = MEASURES[what];
  const show = what === "money" ? money : compact;
  const rows = report.periods.map((period, place) => ({
    place,
    from: new Date(`${period.start}T00:00:00Z`),
    // The end is a day of the period, the bar goes on to the day after it.
    to: new Date(Date.parse(`${period.end}T00:00:00Z`) + 86_400_000),
    rest: Math.max(0, period[rest]),
    top: Math.max(0, period[rest]) + Math.max(0, period[fresh]),
    selected: lit?.customers[place] ?? 0,
    title: `${periodName(report.unit, period)}: ${show(period[rest])} + ${show(period[fresh])}`,
    opacity: period.complete ? 1 : 0.45,
  }));
  const last = rows.slice(-1);
  const most = Math.max(0, ...rows.map(({ top }) => top));
  const told = what === "money" ? finding(report, format.value) : customersTitle(report, format.value, inPeriod);
  return plot(width, say(told), {
    marginRight: width < 480 ? 92 : 128,
    x: { type: "utc", label: null, ticks: Math.max(2, Math.round(width / 130)), tickFormat: (date: Date) => tick(report, date) },
    y: { label: words.axis[what], labelArrow: "none", ticks: 5, tickFormat: show },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks: 5 }),
      // A thin part is hit anywhere above it.
      Plot.rect(rows, { x1: "from", x2: "to", y1: "rest", y2: most, fill: "transparent", title: "title", className: PARTS }),
      Plot.rectY(rows, { x1: "from", x2: "to", y: "rest", fill: ACCENT, fillOpacity: "opacity", title: "title", ...inset }),
      Plot.rectY(rows, { x1: "from", x2: "to", y1: "rest", y2: "top", fill: FRESH, fillOpacity: "opacity", title: "title", ...inset, className: PARTS }),
      what === "customers" && lit ? selectedIn(rows) : null,
      Plot.ruleY([0], { stroke: MUTED }),
      names(last, [words.returning[what], ACCENT], [words.fresh[what], FRESH]),
    ],
  }, [...rows, ...rows].map(({ place }) => place));
};

/** Between two bars. */
const inset = { insetLeft: 0.5, insetRight: 0.5 };

/** The selected among the new customers of each period. */
const selectedIn = (rows: { rest: number; selected: number }[]) =>
  Plot.rectY(rows, { x1: "from", x2: "to", y1: "rest", y2: ({ rest, selected }) => rest + selected, fill: INK, ...inset, pointerEvents: "none" });

/** Names the two stacks beside the last bar, kept apart where they are thin; a square says which is which where one is not there. */
function names(last: { to: Date; rest: number; top: number }[], rest: [string, string], fresh: [string, string]): Plot.Markish {
  const label = ([words, colour]: [string, string], y: (row: { rest: number; top: number }) => number, dy: number) => [
    Plot.dot(last, { x: "to", y, symbol: "square", r: 4, fill: colour, dx: 12, dy: dy * 3 }),
    Plot.text(last, { x: "to", y, text: () => words, textAnchor: "start", dx: 20, dy: dy * 3, fill: INK, fontWeight: 600, lineWidth: 8, lineAnchor: "middle" }),
  ];
  return [label(fresh, ({ rest, top }) => (rest + top) / 2, -4), label(rest, ({ rest }) => rest / 2, 4)];
}

function tick({ unit }: TrendReport, date: Date): string {
  const { day, month } = format.value;
  if (unit === "day" || unit === "week") return day(date.toISOString().slice(0, 10));
  return unit === "year" ? String(date.getUTCFullYear()) : month(date);
}

export function dataOf(report: TrendReport) {
  const { amount, count } = format.value;
  const row = (period: TrendPeriod) => [
    `${periodName(report.unit, period)}${period.complete ? "" : text().cut}`,
    period.repeat_money,
    period.new_money,
    period.returning_customers,
    period.new_customers,
    period.purchases,
  ];
  return figures(text().periodTable, [undefined, amount, amount, count, count, count], report.periods.map(row));
}
