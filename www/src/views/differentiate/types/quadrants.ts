import * as Plot from "@observablehq/plot";
import type { TypesReport } from "regulars/core";
import { type Drawing, INK, inkOn, plot, shade } from "../../../charts/plot.ts";
import { PARTS } from "../../../charts/parts.ts";
import { format, say } from "../../../i18n/lang.ts";
import { nameOf } from "../../../i18n/names.ts";
import type { Lit } from "../../../selection/division.ts";
import { finding } from "./finding.ts";
import { text } from "./text.ts";

/** The place of each type: high current value at the right, high potential value above. */
const PLACES: Record<string, [across: number, up: number]> = { VIP: [1, 1], improve: [0, 1], maintain: [1, 0], "let go": [0, 0] };

/** The four types as quadrants, darker where more money is to come; a bar shows how much of a quadrant is selected. */
export const quadrants = (report: TypesReport, lit?: Lit): Drawing => (width) => {
  const words = text();
  const { count, money, percent } = format.value;
  const most = Math.max(1e-9, ...report.types.map(({ potential }) => potential));
  const cells = report.types.map(({ name, customers, current, potential }, part) => {
    const [across, up] = PLACES[name]!;
    const weight = Math.max(0, potential / most);
    const lines = [(width < 480 ? words.customersShort : words.customers)(count(customers), percent(customers / report.customers_typed)), words.soFar(money(current)), words.ahead(money(potential))];
    return { part, across, up, name: nameOf(name), weight, lines, lit: customers > 0 ? (lit?.customers[part] ?? 0) / customers : 0 };
  });
  const label = (dy: number, of: (cell: (typeof cells)[number]) => string, weight: number) =>
    Plot.text(cells, { x: ({ across }) => across + 0.5, y: ({ up }) => up + 0.5, text: of, dy, fill: ({ weight }) => inkOn(weight), fontWeight: weight, pointerEvents: "none" });
  return plot(width, say(finding(report, format.value)), {
    height: Math.round(Math.min(420, Math.max(280, width * 0.55))),
    x: { domain: [0, 2], ticks: [0.5, 1.5], tickSize: 0, tickFormat: side, label: words.current(money(report.current_threshold)), labelAnchor: "center", labelArrow: "none" },
    y: { domain: [0, 2], ticks: [0.5, 1.5], tickSize: 0, tickFormat: side, label: words.potential(money(report.potential_threshold)), labelArrow: "none" },
    marks: [
      Plot.rect(cells, { x1: "across", x2: ({ across }) => across + 1, y1: "up", y2: ({ up }) => up + 1, inset: 2, rx: 4, fill: ({ weight }) => shade(weight), className: PARTS }),
      label(-30, ({ name }) => name, 600),
      [0, 1, 2].map((line) => label(20 * line - 8, ({ lines }) => lines[line]!, 400)),
      lit && Plot.rect(cells.filter((cell) => cell.lit > 0), { x1: ({ across }) => across + 0.03, x2: ({ across, lit }) => across + 0.03 + 0.94 * lit, y1: ({ up }) => up + 0.04, y2: ({ up }) => up + 0.08, fill: INK, stroke: "var(--surface)", pointerEvents: "none" }),
    ],
  }, cells.map(({ part }) => part));
};

const side = (place: number) => text().sides[place > 1 ? "high" : "low"];
