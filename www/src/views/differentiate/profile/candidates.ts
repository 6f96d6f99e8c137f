import * as Plot from "@observablehq/plot";
import type { Candidate, ProfileReport } from "regulars/core";
import { ACCENT, type Drawing, INK, MUTED, plot, told } from "../../../charts/plot.ts";
import { format, say } from "../../../i18n/lang.ts";
import { elbowTitle, silhouetteTitle } from "./finding.ts";
import { text } from "./text.ts";

/** How clearly the customers fall apart for each number of groups that was tried. */
export const candidates = (report: ProfileReport): Drawing => (width) => {
  const words = text();
  const { count, list, measure } = format.value;
  const known = report.candidates.filter(({ silhouette }) => silhouette !== null);
  const chosen = known.filter(({ k }) => k === report.k);
  const margin = ({ silhouette_margin }: Candidate) => silhouette_margin ?? 0;
  const heights = known.map((one) => one.silhouette! + margin(one));
  const all = known.map(({ k, silhouette }) => words.silhouetteAlt(count(k), measure(silhouette)));
  return plot(width, told(say(silhouetteTitle(report, format.value)), list(all)), {
    height: 260,
    x: { type: "point", domain: known.map(({ k }) => k), label: words.k, labelAnchor: "center", labelArrow: "none" },
    y: { domain: [Math.min(0, ...heights), Math.max(...heights) * 1.15], label: words.silhouette, labelArrow: "none", ticks: 4 },
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
      Plot.text(chosen, { x: "k", y: "silhouette", text: ({ silhouette }) => measure(silhouette), dy: -16, fill: INK, fontWeight: 600, stroke: "var(--paper)", strokeWidth: 4 }),
    ],
  });
};

/** How far the customers lie from the middles of their groups, for each number of groups; the bend and the number shown are marked. */
export const elbow = (report: ProfileReport): Drawing => (width) => {
  const words = text();
  const { compact } = format.value;
  const { candidates: rows, k, elbow: bend } = report;
  const marked = rows.filter((row) => row.k === k || row.k === bend);
  const name = (row: Candidate) => [row.k === bend ? words.bend : "", row.k === k ? words.shown : ""].filter(Boolean).join(words.and);
  return plot(width, say(elbowTitle(report, format.value)), {
    height: 260,
    x: { type: "point", domain: rows.map((row) => row.k), label: words.k, labelAnchor: "center", labelArrow: "none" },
    y: { domain: [0, Math.max(...rows.map(({ inertia }) => inertia)) * 1.15], label: words.inertia, labelArrow: "none", ticks: 4, tickFormat: compact },
    marks: [
      Plot.ruleY([0], { stroke: MUTED }),
      Plot.line(rows, { x: "k", y: "inertia", stroke: MUTED }),
      Plot.dot(rows, { x: "k", y: "inertia", fill: "var(--surface)", stroke: MUTED, r: 4 }),
      Plot.dot(rows.filter((row) => row.k === bend), { x: "k", y: "inertia", fill: "var(--surface)", stroke: INK, strokeWidth: 2, r: 9 }),
      Plot.dot(rows.filter((row) => row.k === k), { x: "k", y: "inertia", fill: ACCENT, r: 6 }),
      Plot.text(marked, { x: "k", y: "inertia", text: name, textAnchor: "start", dx: 12, dy: -12, fill: INK, fontWeight: 600, stroke: "var(--paper)", strokeWidth: 4 }),
    ],
  });
};
