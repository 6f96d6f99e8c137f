import * as Plot from "@observablehq/plot";
import type { ClvReport } from "regulars/core";
import { ACCENT, type Drawing, INK, MUTED, plot, wholeTicks } from "../../../charts/plot.ts";
import { PARTS } from "../../../charts/parts.ts";
import { format } from "../../../i18n/lang.ts";
import type { Lit } from "../../../selection/division.ts";
import { text } from "./text.ts";

type Bin = ClvReport["distribution"][number];

/** How many customers are worth how much; the last bar holds everyone above too, and the selected stand dark in each. */
export const distribution = ({ distribution: bins }: ClvReport, title: string, lit?: Lit): Drawing => (width) => {
  const words = text();
  const { compact, count, money } = format.value;
  const most = Math.max(...bins.map(({ customers }) => customers));
  const ticks = wholeTicks(most, 5);
  const tip = ({ from, to, customers }: Bin) => `${money(from)} – ${money(to)}: ${count(customers)}`;
  return plot(width, title, {
    x: { label: words.value, labelAnchor: "center", labelArrow: "none", tickFormat: money, ticks: Math.round(width / 100) },
    y: { label: words.customers, labelArrow: "none", ticks, tickFormat: compact },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks }),
      // A low bar is hit anywhere above it.
      Plot.rect(bins, { x1: "from", x2: "to", y1: 0, y2: most, fill: "transparent", title: tip, className: PARTS }),
      Plot.rectY(bins, {
        x1: "from",
        x2: "to",
        y: "customers",
        fill: ACCENT,
        insetLeft: 0.5,
        insetRight: 0.5,
        className: PARTS,
        title: tip,
      }),
      lit && Plot.rectY(bins, { x1: "from", x2: "to", y: (_: Bin, place: number) => lit.customers[place], fill: INK, insetLeft: 0.5, insetRight: 0.5, pointerEvents: "none" }),
      Plot.ruleY([0], { stroke: MUTED }),
      Plot.text(bins.slice(-1), {
        x: ({ from, to }: Bin) => (from + to) / 2,
        y: "customers",
        text: () => words.orMore,
        textAnchor: "end",
        dy: -10,
        fill: INK,
      }),
    ],
  }, [...bins.keys(), ...bins.keys()]);
};
