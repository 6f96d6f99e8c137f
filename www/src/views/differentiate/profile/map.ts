import * as Plot from "@observablehq/plot";
import type { PicturePoint, ProfileReport } from "regulars/core";
import { CATEGORIES, type Drawing, INK, plot, roomFor } from "../../../charts/plot.ts";
import { PARTS } from "../../../charts/parts.ts";
import type { Members } from "../../../selection/steps.ts";
import { featureName } from "../../features.ts";
import { format, say } from "../../../i18n/lang.ts";
import { text } from "./text.ts";

/** Groups beyond the colours that can be told apart share the last one. */
export const groupColour = (cluster: number) => CATEGORIES[Math.min(cluster, CATEGORIES.length) - 1]!;

/** The customers on the two axes that keep most of their differences, each group named in its middle. */
export const map = (report: ProfileReport): Drawing => (width) => {
  const { points } = report;
  const { centroids } = report.pca;
  const words = text();
  const names = report.personas.map(({ cluster, name }) => {
    const label = `${cluster} ${say(name)}`;
    // Where there is no room for the name, the number leads to its card.
    return roomFor(label) < width * 0.32 ? label : String(cluster);
  });
  return plot(width, words.mapAlt(String(report.k)), {
    height: Math.round(Math.min(460, Math.max(280, width * 0.62))),
    x: { label: axisLabel(report, 0), labelAnchor: "center", labelArrow: "none", ticks: 5 },
    y: { label: axisLabel(report, 1), labelArrow: "none", ticks: 5 },
    symbol: { type: "ordinal", domain: report.personas.map(({ cluster }) => Number(cluster)) },
    marks: [
      Plot.dot(points, {
        x: "pc1",
        y: "pc2",
        r: 2.4,
        stroke: ({ cluster }: PicturePoint) => groupColour(cluster),
        symbol: "cluster",
        strokeOpacity: USUAL,
        className: PARTS,
      }),
      Plot.text(centroids, {
        x: ([x]: [number, number]) => x,
        y: ([, y]: [number, number]) => y,
        text: (_: unknown, place: number) => names[place]!,
        fill: INK,
        stroke: "var(--paper)",
        strokeWidth: 5,
        fontWeight: 700,
        lineWidth: 20,
        className: PARTS,
      }),
    ],
  }, [...points.map(({ cluster }) => cluster - 1), ...centroids.map((_, part) => part)]);
};

/** How strong a dot is when nobody is selected, when it is, and when it is not. */
const [USUAL, SELECTED, OTHERS] = [0.55, 1, 0.15];

/** The dots of those who are not selected fade. */
export const light = ({ points }: ProfileReport, members: Members | undefined) => (drawn: SVGSVGElement): void => {
  const dots = drawn.querySelectorAll(`.${PARTS} > *`);
  points.forEach(({ customer }, place) => {
    const strength = !members ? USUAL : members[customer] ? SELECTED : OTHERS;
    dots[place]?.setAttribute("stroke-opacity", String(strength));
  });
};

/** An axis with its share of the differences and the feature that weighs most on it. */
function axisLabel({ features, pca }: ProfileReport, axis: 0 | 1): string {
  const loadings = pca.loadings[axis] ?? [];
  const heaviest = loadings.reduce((best, loading, place) => (Math.abs(loading) > Math.abs(loadings[best] ?? 0) ? place : best), 0);
  const sign = (loadings[heaviest] ?? 0) < 0 ? "− " : "";
  const feature = `${sign}${featureName(features[heaviest]?.name ?? "")}`;
  return text().axis(String(axis + 1), format.value.percent(pca.explained[axis]), feature);
}
