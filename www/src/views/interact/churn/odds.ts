import * as Plot from "@observablehq/plot";
import type { ChurnReport, Term } from "regulars/core";
import { ACCENT, type Drawing, INK, LOSS, MUTED, plot } from "../../../charts/plot.ts";
import { format } from "../../../i18n/lang.ts";
import { strongest, termName } from "./finding.ts";
import { text } from "./text.ts";

/** Terms that fit in one look. */
const SHOWN = 12;
/** Intervals are cut here: beyond it their length says nothing more. */
const WIDEST = 50;

/** Odds ratios with their intervals; right of 1 means more likely to leave. */
export const odds = (report: ChurnReport): Drawing => (width) => {
  const words = text();
  const { list, measure } = format.value;
  const terms = strongest(report).slice(0, SHOWN);
  const within = (value: number) => Math.min(WIDEST, Math.max(1 / WIDEST, value));
  const colour = ({ odds_ratio }: Term) => (odds_ratio > 1 ? LOSS : ACCENT);
  return plot(width, words.strongestAlt(list(terms.slice(0, 3).map(termName))), {
    height: 30 * terms.length + 76,
    marginTop: 32,
    marginLeft: Math.min(230, width * 0.42),
    marginRight: 56,
    x: { type: "log", label: words.odds, labelAnchor: "center", labelArrow: "none", ticks: 5, tickFormat: measure },
    y: { domain: terms.map(termName), label: null, tickSize: 0 },
    marks: [
      Plot.gridX({ ticks: 5, stroke: "var(--hairline)", strokeOpacity: 1 }),
      Plot.ruleX([1], { stroke: MUTED }),
      Plot.ruleY(terms, {
        y: termName,
        x1: ({ odds_ratio_interval: [low] }: Term) => within(low),
        x2: ({ odds_ratio_interval: [, high] }: Term) => within(high),
        stroke: colour,
        strokeWidth: 2,
      }),
      Plot.dot(terms, { y: termName, x: ({ odds_ratio }: Term) => within(odds_ratio), fill: colour, r: 5 }),
      Plot.text(terms, {
        y: termName,
        x: ({ odds_ratio_interval: [, high] }: Term) => within(high),
        text: ({ odds_ratio }: Term) => `× ${measure(odds_ratio)}`,
        textAnchor: "start",
        dx: 8,
        fill: INK,
      }),
      Plot.text([words.moreLikely], { x: [1], frameAnchor: "top", dy: -18, dx: 6, textAnchor: "start", text: [words.moreLikely], fill: LOSS }),
      Plot.text([words.lessLikely], { x: [1], frameAnchor: "top", dy: -18, dx: -6, textAnchor: "end", text: [words.lessLikely], fill: ACCENT }),
    ],
  });
};
