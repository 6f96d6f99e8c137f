import * as Plot from "@observablehq/plot";
import type { ImportReport, Rejected } from "regulars/core";
import { type Drawing, INK, namesAtTheLeft, plot, wholeTicks } from "../../../charts/plot.ts";
import { format, lang, say } from "../../../i18n/lang.ts";
import { finding } from "./finding.ts";
import { text } from "./text.ts";

/** The rows of all files that could not be used. */
export interface RejectedOf {
  /** The rows of the files. */
  read: number;
  /** Those that could not be used. */
  rows: number;
  /** Those of them that name no customer. */
  nameless: number;
  byReason: Record<string, number>;
  /** The first ones of each file. */
  examples: Rejected[];
}

export function rejectedOf(imports: readonly ImportReport[]): RejectedOf {
  const sum = (what: "rows_read" | "rows_rejected" | "missing_customer_rows") => imports.reduce((sum, one) => sum + one[what], 0);
  const byReason: Record<string, number> = {};
  for (const [code, rows] of imports.flatMap(({ rejected_by_reason }) => Object.entries(rejected_by_reason))) byReason[code] = (byReason[code] ?? 0) + rows;
  return { read: sum("rows_read"), rows: sum("rows_rejected"), nameless: sum("missing_customer_rows"), byReason, examples: imports.flatMap(({ rejected }) => rejected) };
}

/** How many rows were left out for each reason. */
export const reasons = (rejected: RejectedOf): Drawing => (width) => {
  const { count } = format.value;
  const rows = Object.entries(rejected.byReason)
    .map(([code, rows]) => ({ label: labelOf(rejected, code), rows }))
    .sort((a, b) => b.rows - a.rows);
  return plot(width, say(finding(rejected, format.value)), {
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
export function title(rejected: RejectedOf): string {
  const [code, rows] = Object.entries(rejected.byReason).reduce((best, one) => (one[1] > best[1] ? one : best));
  const { count } = format.value;
  return text().mostly(labelOf(rejected, code).replace(/[.。]$/, ""), count(rows), count(rejected.rows));
}

/** A reason in words; the first row left out for it says it for all. */
export function labelOf({ examples }: RejectedOf, code: string): string {
  const example = examples.find((row) => row.code === code);
  if (!example) return code.replaceAll("_", " ");
  return lang.value === "zh" ? example.reason_zh : example.reason;
}
