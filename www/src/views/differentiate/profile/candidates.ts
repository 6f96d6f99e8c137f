import * as Plot from "@observablehq/plot";
import type { Candidate, ProfileReport } from "regulars/core";
import { ACCENT, type Drawing, INK, MUTED, plot } from "../../../charts/plot.ts";
import { format } from "../../../i18n/lang.ts";
import { text } from "./text.ts";

/** How clearly the customers fall apart for each number of groups that was tried. */
export const candidates = (report: ProfileReport): Drawing => (width) => {
  const words = text();
  const { measure } = format.value;
  const known = report.candidates.filter(({ silhouette }) => silhouette !== null);
  const chosen = known.filter(({ k }) => k === report.k);
  const margin = ({ silhouette_margin }: Candidate) => silhouette_margin ?? 0;
  return plot(width, words.candidatesAlt, {
    height: 260,
    x: { type: "point", domain: known.map(({ k }) => k), label: words.k, labelAnchor: "center", labelArrow: "none" },
    y: { zero: true, label: words.silhouette, labelArrow: "none", ticks: 4 },
    marks: [
      Plot.ruleY([0], { stroke: MUTED }),
      Plot.ruleX(known, {
        x: "k",
        y1: (one: Candidate) => one.silhouette! - margin(one),
        y2: (one: Candidate) => one.silhouette! + margin(one),
        stroke: MUTED,
      }),
      Plot.line(known, { x: "k", y: "silhouette", stroke: MUTED }),
      Plot.dot(known, { x: "k", y: "silhouette", fill: "var(--surface)", stroke: MUTED, r: 4 }),
      Plot.dot(chosen, { x: "k", y: "silhouette", fill: ACCENT, r: 6 }),
      Plot.text(chosen, { x: "k", y: "silhouette", text: ({ silhouette }) => measure(silhouette), textAnchor: "start", dx: 12, dy: 2, fill: INK, fontWeight: 600 }),
    ],
  });
};
