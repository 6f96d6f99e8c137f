import * as Plot from "@observablehq/plot";
import type { Cell, RfmReport } from "regulars/core";
import { type Drawing, inkOn, plot, shade, told } from "../../../charts/plot.ts";
import { PARTS } from "../../../charts/parts.ts";
import { format, say } from "../../../i18n/lang.ts";
import type { Lit } from "../../../selection/division.ts";
import { gridTitle } from "./finding.ts";
import { text } from "./text.ts";

/** Recency by frequency: each cell shaded by its money, with its customers, and how many of them are selected, written in it. */
export const grid = (report: RfmReport, lit?: Lit): Drawing => (width) => {
  const { count, money } = format.value;
  const words = text();
  const most = Math.max(...report.grid.map(({ revenue }) => revenue), 1);
  // The root keeps the small cells apart, where one cell holds most of the money.
  const share = ({ revenue }: Cell) => Math.sqrt(Math.max(0, revenue) / most);
  const scores = (key: "r" | "f") => [...new Set(report.grid.map((cell) => cell[key]))].sort((a, b) => a - b);
  const selected = (cell: Cell) => {
    const customers = lit?.customers[report.grid.indexOf(cell)] ?? 0;
    return customers > 0 ? [words.selectedHere(count(customers))] : [];
  };
  return plot(width, told(say(gridTitle(report, format.value)), words.gridNote), {
    height: Math.min(420, 70 * scores("r").length + 70),
    marginLeft: 44,
    x: { domain: scores("f"), type: "band", label: words.frequency, labelAnchor: "center", labelArrow: "none", tickSize: 0, padding: 0.03 },
    y: { domain: scores("r").reverse(), type: "band", label: words.recency, labelArrow: "none", tickSize: 0, padding: 0.03 },
    marks: [
      Plot.cell(report.grid, { x: "f", y: "r", fill: (cell: Cell) => shade(share(cell)), stroke: "var(--hairline)", rx: 3, className: PARTS }),
      Plot.text(report.grid.filter(({ customers }) => customers > 0), {
        x: "f",
        y: "r",
        text: (cell: Cell) => [count(cell.customers), money(cell.revenue), ...selected(cell)].join("\n"),
        fill: (cell: Cell) => inkOn(share(cell)),
      }),
    ],
  }, report.grid.map((_, place) => place));
};
