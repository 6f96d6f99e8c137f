/** What is known of each customer, from the analyses that were worked out for the file and the window in use. */
import type { AnalysisName } from "regulars/core";
import { answerInUse } from "../app/analysis.ts";
import { valuesOf } from "../components/customers.tsx";
import { nameOf } from "../i18n/names.ts";

/** The columns that say who a customer is, by the names they have in the engine. */
const COLUMNS = [
  ["summary", ["recency_days", "frequency", "monetary"]],
  ["abc", ["class"]],
  ["rfm", ["segment"]],
  ["clv", ["p_alive", "clv"]],
  ["types", ["type"]],
  ["profile", ["cluster"]],
  ["churn", ["probability"]],
] as const satisfies [AnalysisName, string[]][];

export type KnownKey = (typeof COLUMNS)[number][1][number];

export interface KnownColumn {
  key: KnownKey;
  /** The value of a customer, by its place in the file; "" or not a number when it has none. */
  of: (customer: number) => string | number;
}

/** The columns that are there for a file of so many customers; levels are called as people say them unless told otherwise. */
export function knownColumns(customers: number, name = nameOf): KnownColumn[] {
  return COLUMNS.flatMap(([analysis, keys]) => {
    const frame = answerInUse(analysis)?.frame;
    if (!frame) return [];
    const rows = new Int32Array(customers).fill(-1);
    for (let row = 0; row < frame.rows.length; row += 1) rows[frame.rows[row]!] = row;
    return keys
      .filter((key) => key in frame.columns)
      .map((key) => {
        const value = valuesOf(frame, key, name);
        const none = "levels" in frame.columns[key]! ? "" : Number.NaN;
        return { key, of: (customer: number) => (rows[customer]! < 0 ? none : value(rows[customer]!)) };
      });
  });
}
