/** Divisions of customers: which part of a picture each belongs to, and what is in the parts. */
import { STRIDE, type Work } from "../app/sliced.ts";
import type { Frame } from "../worker/protocol.ts";
import type { Members } from "./steps.ts";

/** How a picture divides the customers of a frame. */
export interface Division {
  frame: Frame;
  /** How many parts there are. */
  parts: number;
  /** The part that a row is in; -1 when it is in none. */
  partOf: (row: number) => number;
  /** What a row weighs in the picture, where that is not one. */
  weight?: (row: number) => number;
}

/** What of a picture's parts is selected. */
export interface Lit {
  /** Selected customers in each part. */
  customers: readonly number[];
  /** What they weigh. */
  weights: readonly number[];
}

/** Counts and weighs the rows of each part, all or those of some customers. */
export function* tally({ frame: { rows }, parts, partOf, weight }: Division, members: Members | undefined): Work<Lit> {
  const customers = new Array<number>(parts).fill(0);
  const weights = new Array<number>(parts).fill(0);
  for (let row = 0; row < rows.length; row += 1) {
    if (row % STRIDE === 0) yield;
    if (members && members[rows[row]!] === 0) continue;
    const part = partOf(row);
    if (part < 0) continue;
    customers[part]! += 1;
    if (weight) weights[part]! += weight(row);
  }
  return { customers, weights };
}

/** One part for each level of a column, in the order given or in that of the column. */
export function byLevel(frame: Frame | undefined, key: string, order?: readonly string[], weight?: (row: number) => number): Division | undefined {
  const column = frame?.columns[key];
  if (!frame || !column || !("levels" in column)) return undefined;
  const { codes, levels } = column;
  const parts = order ?? levels;
  const places = levels.map((level) => parts.indexOf(level));
  return { frame, parts: parts.length, partOf: (row) => places[codes[row]!]!, ...(weight && { weight }) };
}

/** One part for each stretch between two edges, the first edge included; the last part has its end too. */
export function byRange(frame: Frame | undefined, key: string, edges: readonly number[]): Division | undefined {
  const column = frame?.columns[key];
  if (!frame || !column || "levels" in column) return undefined;
  const parts = edges.length - 1;
  const partOf = (row: number) => {
    const value = column[row]!;
    if (!(value >= edges[0]! && value <= edges[parts]!)) return -1;
    let low = 0;
    for (let high = parts; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (value >= edges[middle]!) low = middle;
      else high = middle;
    }
    return low;
  };
  return { frame, parts, partOf };
}
