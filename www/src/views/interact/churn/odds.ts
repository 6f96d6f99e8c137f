import * as Plot from "@observablehq/plot";
import type { ChurnReport, Term } from "regulars/core";
import { ACCENT, type Drawing, INK, LOSS, MUTED, namesAtTheLeft, plot } from "../../../charts/plot.ts";
import { format } from "../../../i18n/lang.ts";
import { featureName } from "../../features.ts";
import { strongest } from "./finding.ts";
import { text } from "./text.ts";

/** A term in words. */
export const termName = ({ term }: Term): string => featureName(term);

/** Terms that fit in one look. */
const SHOWN = 12;
/** Intervals are cut here: beyond it their length says nothing more. */
const WIDEST = 50;

/** Where the scale is marked. */
const MARKS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];

/** Odds ratios for one standard deviation more, with their intervals; right of 1 means more likely to leave. */
export const odds = (report: ChurnReport): Drawing => (width) => {
  const words = text();
  const { list, measure } = format.value;
  const rows = strongest(report).slice(0, SHOWN).map(perDeviation);
  const colour = ({ ratio }: Row) => (ratio > 1 ? LOSS : ACCENT);
  const [least, most] = [Math.min(1, ...rows.map(({ low }) => low)), Math.max(1, ...rows.map(({ high }) => high))];
  const ticks = MARKS.filter((mark) => mark >= least && mark <= most);
  return plot(width, words.strongestAlt(list(rows.slice(0, 3).map(({ name }) => name))), {
    height: 30 * rows.length + 76,
    marginTop: 32,
    marginLeft: Math.min(230, width * 0.42),
    marginRight: 64,
    x: { type: "log", label: words.odds, labelAnchor: "center", labelArrow: "none", ticks, tickFormat: measure },
    y: { domain: rows.map(({ name }) => name), axis: null },
    marks: [
      namesAtTheLeft(width),
      Plot.gridX(ticks, { stroke: "var(--hairline)", strokeOpacity: 1 }),
      Plot.ruleX([1], { stroke: MUTED }),
      Plot.ruleY(rows, { y: "name", x1: "low", x2: "high", stroke: colour, strokeWidth: 2 }),
      Plot.dot(rows, { y: "name", x: "ratio", fill: colour, r: 5 }),
      Plot.text(rows, { y: "name", x: "high", text: ({ ratio }: Row) => `× ${measure(ratio)}`, textAnchor: "start", dx: 8, fill: INK, stroke: "var(--paper)", strokeWidth: 4 }),
      Plot.text([words.moreLikely], { x: [1], frameAnchor: "top", dy: -18, dx: 6, textAnchor: "start", fill: LOSS }),
      Plot.text([words.lessLikely], { x: [1], frameAnchor: "top", dy: -18, dx: -6, textAnchor: "end", fill: ACCENT }),
    ],
  });
};

interface Row {
  name: string;
  ratio: number;
  low: number;
  high: number;
}

/** A term for one standard deviation more, so that terms in different units can be compared. */
function perDeviation(term: Term): Row {
  // Odds too large for a number, and ends that are not known, lie where the picture is cut.
  const ratio = term.odds_ratio_per_deviation ?? term.odds_ratio ?? WIDEST;
  const deviation = Math.log(ratio) / term.estimate;
  const within = (estimate: number | null, cut: number) =>
    estimate === null ? cut : Math.min(WIDEST, Math.max(1 / WIDEST, Math.exp(estimate * deviation)));
  return { name: termName(term), ratio, low: within(term.interval[0], 1 / WIDEST), high: within(term.interval[1], WIDEST) };
}
