import * as Plot from "@observablehq/plot";
import type { ImportReport } from "regulars/core";
import { type Drawing, INK, namesAtTheLeft, plot, wholeTicks } from "../../../charts/plot.ts";
import { format, lang, say } from "../../../i18n/lang.ts";
import { finding } from "./finding.ts";
import { text } from "./text.ts";

/** How many rows were left out for each reason. */
export const reasons = (report: ImportReport): Drawing => (width) => {
  const { count } = format.value;
  const rows = Object.entries(report.rejected_by_reason)
    .map(([code, rows]) => ({ label: labelOf(report, code), rows }))
    .sort((a, b) => b.rows - a.rows);
  return plot(width, say(finding(report, format.value)), {
    height: 36 * rows.length + 60,
    marginLeft: Math.min(230, width * 0.42),
    marginRight: 60,
    x: { label: text().rows, labelArrow: "none", ticks: wholeTicks(rows[0]?.rows ?? 0, 4), tickFormat: count },
    y: { domain: rows.map(({ label }) => label), axis: null, padding: 0.35 },
    marks: [
      namesAtTheLeft(width),
      Plot.barX(rows, { x: "rows", y: "label", fill: "var(--warning)", rx: 2 }),
      Plot.text(rows, { x: "rows", y: "label", text: ({ rows }) => count(rows), textAnchor: "start", dx: 6, fill: INK }),
    ],
  });
};

/** The reason that most rows were left out for, and how many of them. */
export function title(report: ImportReport): string {
  const [code, rows] = Object.entries(report.rejected_by_reason).reduce((best, one) => (one[1] > best[1] ? one : best));
  const { count } = format.value;
  return text().mostly(labelOf(report, code).replace(/[.。]$/, ""), count(rows), count(report.rows_rejected));
}

/** A reason in words; the first row left out for it says it for all. */
export function labelOf({ rejected }: ImportReport, code: string): string {
  const example = rejected.find((row) => row.code === code);
  if (!example) return code.replaceAll("_", " ");
  return lang.value === "zh" ? example.reason_zh : example.reason;
}
