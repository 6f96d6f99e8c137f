import * as Plot from "@observablehq/plot";
import type { DwyerReport } from "regulars/core";
import { ACCENT, CATEGORIES, type Drawing, INK, MUTED, monthTicks, plot, roomForNames, told } from "../../../charts/plot.ts";
import { PARTS } from "../../../charts/parts.ts";
import { format, say } from "../../../i18n/lang.ts";
import type { Lit } from "../../../selection/division.ts";
import { finding, title } from "./finding.ts";
import { text } from "./text.ts";

/** The chance to purchase next by silent periods, with its interval and what is still to come; the selected are dark. */
export const states = (report: DwyerReport, lit?: Lit): Drawing => (width) => {
  const words = text();
  const { count, money } = format.value;
  const { states } = report.migration;
  const rows = states.map((state, part) => ({
    part,
    name: words.state(state.state, report.params.period),
    chance: state.probability ?? 0,
    interval: state.interval,
    label: (width < 480 ? words.worthShort : words.worth)(money(state.value), count(state.customers)),
    lit: state.customers > 0 ? (lit?.customers[part] ?? 0) / state.customers : 0,
  }));
  const widest = Math.max(0.01, ...rows.map(({ chance, interval }) => Math.max(chance, interval?.[1] ?? 0)));
  const known = rows.flatMap(({ name, interval }) => (interval ? [{ name, low: interval[0], high: interval[1] }] : []));
  const parts = rows.map(({ part }) => part);
  return plot(width, told(say(title(report, format.value)), say(finding(report, format.value))), {
    height: 38 * rows.length + 52,
    marginTop: 8,
    marginLeft: roomForNames(rows.map(({ name }) => name)),
    marginRight: roomForNames(rows.map(({ label }) => label)),
    x: { domain: [0, widest * 100], percent: true, label: words.chance, labelAnchor: "center", labelArrow: "none", ticks: Math.max(3, Math.round(width / 160)) },
    y: { domain: rows.map(({ name }) => name), label: null, padding: 0.4, tickSize: 0 },
    marks: [
      Plot.gridX({ stroke: "var(--hairline)", strokeOpacity: 1 }),
      Plot.barX(rows, { x: () => widest, y: "name", fill: "transparent", className: PARTS }),
      Plot.barX(rows, { x: "chance", y: "name", fill: ACCENT, fillOpacity: 0.8, rx: 2, className: PARTS }),
      lit && Plot.barX(rows, { x: ({ chance, lit }) => chance * lit, y: "name", fill: INK, insetTop: 7, insetBottom: 7, pointerEvents: "none" }),
      Plot.ruleY(known, { x1: "low", x2: "high", y: "name", stroke: INK, strokeWidth: 1.5, pointerEvents: "none" }),
      Plot.text(rows, { x: ({ chance, interval }) => Math.max(chance, interval?.[1] ?? 0), y: "name", text: "label", textAnchor: "start", dx: 10, fill: MUTED }),
    ],
  }, [...parts, ...parts]);
};

/** What a new customer has brought by then, under both models. */
export const courses = (report: DwyerReport): Drawing => (width) => {
  const words = text();
  const { money } = format.value;
  const lines = [
    { name: words.migrating, points: report.migration.course, colour: ACCENT, dash: "" },
    { name: words.lost, points: report.retention.course, colour: CATEGORIES[1]!, dash: "5 4" },
  ];
  const above = (lines[0]!.points.at(-1)?.cumulative ?? 0) >= (lines[1]!.points.at(-1)?.cumulative ?? 0);
  return plot(width, told(words.courseTitle(money(report.migration.new_customer)), words.courseHow), {
    marginRight: 96,
    x: { label: words.after, labelAnchor: "center", labelArrow: "none", ticks: Math.min(report.params.horizon, Math.round(width / 80)) },
    y: { zero: true, label: null, ticks: 5, tickFormat: money },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks: 5 }),
      lines.map(({ points, colour, dash }) => Plot.line(points, { x: "period", y: "cumulative", stroke: colour, strokeWidth: 2.5, strokeDasharray: dash })),
      lines.map(({ name, points }, place) => Plot.text(points.slice(-1), { x: "period", y: "cumulative", text: () => name, textAnchor: "start", dx: 8, dy: (place === 0) === above ? -7 : 7, fill: INK })),
    ],
  });
};

/** The retention rate of each cohort, larger where it rests on more customers, and that of all. */
export const cohorts = ({ retention }: DwyerReport): Drawing => (width) => {
  const words = text();
  const { month, percent } = format.value;
  const rows = retention.cohorts.filter(({ active }) => active > 0).map(({ start, active, kept }) => ({ date: new Date(`${start}T00:00:00Z`), rate: kept / active, active }));
  const [first, last] = [rows[0]?.date ?? new Date(0), rows.at(-1)?.date ?? new Date(0)];
  return plot(width, told(words.cohortsTitle(percent(retention.rate)), words.cohort), {
    x: { type: "utc", label: null, tickFormat: month, ticks: monthTicks(first, last, width - 72), inset: 12 },
    y: { zero: true, percent: true, label: words.cohort, labelArrow: "none", ticks: 5 },
    r: { range: [3, 9] },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks: 5 }),
      Plot.ruleY([retention.rate], { stroke: MUTED, strokeDasharray: "3 4" }),
      Plot.line(rows, { x: "date", y: "rate", stroke: ACCENT, strokeWidth: 2 }),
      Plot.dot(rows, { x: "date", y: "rate", r: "active", fill: ACCENT }),
    ],
  });
};
