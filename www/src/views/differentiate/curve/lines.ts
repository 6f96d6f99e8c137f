import * as Plot from "@observablehq/plot";
import type { CurveReport } from "regulars/core";
import { CATEGORIES, type Drawing, INK, MUTED, plot, roomForNames, told } from "../../../charts/plot.ts";
import { PARTS } from "../../../charts/parts.ts";
import { format, say } from "../../../i18n/lang.ts";
import type { Lit } from "../../../selection/division.ts";
import { title } from "./finding.ts";
import { text } from "./text.ts";

/** Lines that can be told apart by colour; the others are grey. */
const COLOURED = 6;

/** The least distance of two names, in pixels. */
const LINE = 15;

/** The typical curves, named at their ends; those whose customers are selected are thick. */
export const lines = (report: CurveReport, lit?: Lit): Drawing => (width) => {
  const words = text();
  const { money } = format.value;
  const drawn = report.curves.map((curve, part) => ({ ...curve, part })).filter(({ curve }) => curve.length > 0);
  const colour = (place: number) => (place < COLOURED ? CATEGORIES[place]! : MUTED);
  const height = Math.round(Math.min(400, Math.max(260, width * 0.5)));
  const most = Math.max(...drawn.flatMap(({ curve }) => curve.map(({ value }) => value)));
  const least = Math.min(0, ...drawn.flatMap(({ curve }) => curve.map(({ value }) => value)));
  const scale = (height - 68) / (most - least || 1);
  // Names that would lie over one another move down.
  let below = Number.NEGATIVE_INFINITY;
  const names = drawn
    .map(({ group, curve, part }) => ({ name: words.group(group), end: curve.at(-1)!, part }))
    .sort((a, b) => b.end.value - a.end.value)
    .map((label) => {
      const place = (most - label.end.value) * scale;
      below = Math.max(place, below + LINE);
      return { ...label, dy: below - place };
    });
  return plot(width, told(say(title(report, words.group, format.value)), words.how), {
    height,
    marginRight: Math.min(width * 0.35, roomForNames(names.map(({ name }) => name))),
    x: { label: words.age, labelAnchor: "center", labelArrow: "none", ticks: Math.max(1, Math.min(Math.max(...drawn.map(({ curve }) => curve.length)) - 1, Math.round(width / 80))) },
    y: { domain: [least, most], label: words.value, labelArrow: "none", ticks: 5, tickFormat: money },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks: 5 }),
      Plot.ruleX([report.horizon], { stroke: MUTED, strokeDasharray: "3 4" }),
      drawn.map(({ curve, part, followed }, place) =>
        Plot.line(curve, { x: "age", y: "value", stroke: colour(place), strokeWidth: (lit?.customers[part] ?? 0) > 0 ? 5 : 2.5, ...(!followed && { strokeDasharray: "4 4" }), className: PARTS }),
      ),
      names.map(({ name, end, dy }) => Plot.text([end], { x: "age", y: "value", text: () => name, textAnchor: "start", dx: 8, dy, fill: INK, pointerEvents: "none" })),
    ],
  }, drawn.map(({ part }) => part));
};
