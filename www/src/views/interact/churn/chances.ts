import * as Plot from "@observablehq/plot";
import type { ChurnReport } from "regulars/core";
import { PARTS } from "../../../charts/parts.ts";
import { ACCENT, type Drawing, INK, LOSS, MUTED, plot, told, wholeTicks } from "../../../charts/plot.ts";
import { figures } from "../../../components/figure.tsx";
import { format } from "../../../i18n/lang.ts";
import type { Parts } from "../../../selection/parts.ts";
import { text } from "./text.ts";

/** Where the bars begin and end. */
export const EDGES = Array.from({ length: 21 }, (_, place) => place / 20);

/** How many customers have which chance of leaving, and from where on they are warned of; the selected stand dark in each bar. */
export const chances = ({ threshold }: ChurnReport, title: string, { customers, lit }: Parts): Drawing => (width) => {
  const words = text();
  const { compact, percent } = format.value;
  const bars = customers.map((all, part) => ({ from: EDGES[part]!, to: EDGES[part + 1]!, all, some: lit?.customers[part] ?? 0 }));
  const most = Math.max(...customers);
  const ticks = wholeTicks(most, 5);
  const inset = { insetLeft: 0.5, insetRight: 0.5 };
  return plot(width, told(title, words.chancesAlt), {
    x: { domain: [0, 100], percent: true, label: `${words.chance} (%)`, labelAnchor: "center", labelArrow: "none", ticks: 5 },
    y: { label: words.customers, labelArrow: "none", ticks, tickFormat: compact },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks }),
      // A low bar is hit anywhere above it.
      Plot.rect(bars, { x1: "from", x2: "to", y1: 0, y2: most, fill: "transparent", className: PARTS }),
      Plot.rectY(bars, { x1: "from", x2: "to", y: "all", fill: ({ from }) => (from >= threshold ? LOSS : ACCENT), ...inset, className: PARTS }),
      lit && Plot.rectY(bars, { x1: "from", x2: "to", y: "some", fill: INK, ...inset, pointerEvents: "none" }),
      Plot.ruleY([0], { stroke: MUTED }),
      Plot.ruleX([threshold], { stroke: INK, strokeDasharray: "4 3" }),
      Plot.text([threshold], { x: [threshold], frameAnchor: "top", text: [words.from(percent(threshold))], dy: -14, textAnchor: threshold > 0.7 ? "end" : "start", fill: INK, fontWeight: 600 }),
    ],
  }, [...bars.keys(), ...bars.keys()]);
};

export function chancesData({ customers }: Parts) {
  const { count, percent } = format.value;
  return figures(
    text().chancesTable,
    [percent, percent, count],
    customers.map((all, part) => [EDGES[part]!, EDGES[part + 1]!, all]),
  );
}
