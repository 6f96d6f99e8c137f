import * as Plot from "@observablehq/plot";
import type { SbgReport } from "regulars/core";
import { ACCENT, type Drawing, INK, plot, told } from "../../../charts/plot.ts";
import { text } from "./text.ts";

/** What was seen of each renewal as dots, what the model says as a line. */
export const lines = (report: SbgReport, what: "survival" | "retention", title: string): Drawing => (width) => {
  const words = text();
  const observed = `observed_${what}` as const;
  const start = what === "survival" ? [{ renewal: 0, seen: 1, model: 1 }] : [];
  const rows = [...start, ...report.renewals.map((one) => ({ renewal: one.renewal, seen: one[observed], model: one[what] }))];
  const seen = rows.filter((row): row is typeof row & { seen: number } => row.seen !== null);
  return plot(width, told(title, what === "survival" ? words.survivalHow : words.retentionHow), {
    marginRight: 56,
    x: { label: words.renewals, labelAnchor: "center", labelArrow: "none", ticks: Math.max(1, Math.min(rows.length - 1, Math.round(width / 80))) },
    y: { zero: what === "survival", percent: true, label: what === "survival" ? words.still : words.renew, labelArrow: "none", ticks: 5 },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks: 5 }),
      Plot.line(rows, { x: "renewal", y: "model", stroke: ACCENT, strokeWidth: 2.5 }),
      Plot.dot(seen, { x: "renewal", y: "seen", r: 3.5, fill: "var(--surface)", stroke: INK, strokeWidth: 1.4 }),
      Plot.text(rows.slice(-1), { x: "renewal", y: "model", text: () => words.model, textAnchor: "start", dx: 8, fill: INK }),
      // On the side of the dot where the line is not.
      Plot.text(seen.slice(-1).filter((row) => row.seen < row.model), { x: "renewal", y: "seen", text: () => words.seen, dy: 16, fill: INK }),
      Plot.text(seen.slice(-1).filter((row) => row.seen >= row.model), { x: "renewal", y: "seen", text: () => words.seen, dy: -14, fill: INK }),
    ],
  });
};
