import * as Plot from "@observablehq/plot";
import type { DcfReport } from "regulars/core";
import { ACCENT, CATEGORIES, type Drawing, LOSS, MUTED, legend, plot, told } from "../../../charts/plot.ts";
import { figures } from "../../../components/figure.tsx";
import { format } from "../../../i18n/lang.ts";
import { periodName } from "./period.ts";
import { text } from "./text.ts";

/** How pale what is not discounted stands behind what is. */
export const PALE = 0.25;

/** The net flow of each period, pale, its present value before it, and the line of what has added up. */
export const bars = (report: DcfReport, title: string): Drawing => (width) => {
  const words = text();
  const { money } = format.value;
  const name = (place: number) => periodName(report, place, format.value);
  const rows = report.flows.map((flow, place) => ({
    ...flow,
    place,
    from: place - 0.4,
    to: place + 0.4,
    title: `${name(place)}: ${money(flow.net)} × ${format.value.figure(flow.factor)} = ${money(flow.present)}`,
    opacity: flow.complete ? 1 : 0.55,
  }));
  const ticks = Math.max(1, Math.min(rows.length, Math.floor(width / 90)));
  const line = CATEGORIES[1]!;
  return plot(width, told(title, words.reading), {
    marginLeft: 56,
    x: { domain: [-0.5, rows.length - 0.5], ticks, tickFormat: (place: number) => (Number.isInteger(place) && place < rows.length ? name(place) : ""), label: words.axis[report.source], labelAnchor: "center", labelArrow: "none" },
    y: { label: words.money, labelArrow: "none", ticks: 5, tickFormat: money },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks: 5 }),
      Plot.rectY(rows, { x1: "from", x2: "to", y: "net", fill: ({ net }: { net: number }) => (net < 0 ? LOSS : ACCENT), fillOpacity: PALE, title: "title" }),
      Plot.rectY(rows, { x1: "from", x2: "to", y: "present", fill: ({ present }: { present: number }) => (present < 0 ? LOSS : ACCENT), fillOpacity: "opacity", insetLeft: 4, insetRight: 4, title: "title" }),
      Plot.ruleY([0], { stroke: MUTED }),
      Plot.line(rows, { x: "place", y: "cumulative", stroke: line, strokeWidth: 2.5 }),
      Plot.dot(rows, { x: "place", y: "cumulative", fill: line, r: rows.length > 40 ? 0 : 3, title: ({ cumulative }: { cumulative: number }) => `${words.cumulative}: ${money(cumulative)}` }),
      legend([
        { name: words.net, colour: ACCENT, opacity: PALE },
        { name: words.present, colour: ACCENT },
        { name: words.cumulative, colour: line, sign: "●" },
      ]),
    ],
  });
};

export function dataOf(report: DcfReport) {
  const { amount, figure } = format.value;
  return figures(
    text().table,
    [undefined, amount, amount, amount, figure, amount, amount],
    report.flows.map(({ revenue, cost, net, factor, present, cumulative }, place) => [periodName(report, place, format.value), revenue, cost, net, factor, present, cumulative]),
  );
}
