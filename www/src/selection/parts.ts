/** The parts of a picture as sets of customers: how many are in each, how many of them are selected, picking one. */
import { useMemo } from "preact/hooks";
import { open } from "../app/store.ts";
import type { Frame } from "../worker/protocol.ts";
import { type Division, type Lit, tally } from "./division.ts";
import { pick, selection } from "./selection.ts";
import type { Combination, Members } from "./steps.ts";

export interface Parts {
  /** Customers in each part. */
  customers: readonly number[];
  /** `undefined` when nothing is selected. */
  lit: Lit | undefined;
  name: (part: number) => string;
  pick: (part: number, combination?: Combination) => void;
}

/** The parts of a picture; `name` says what a part is called, in the language of the moment. */
export function useParts(division: Division | undefined, name: (part: number) => string): Parts | undefined {
  const members = selection.value?.members;
  const customers = useMemo(() => division && tally(division, undefined).customers, [division]);
  const lit = useMemo(() => (division && members ? tally(division, members) : undefined), [division, members]);
  if (!division || !customers) return undefined;
  return {
    customers,
    lit,
    name,
    pick: (part, combination) => pick(membersOf(division.frame, (row) => division.partOf(row) === part), () => name(part), combination),
  };
}

/** The customers of some rows of a frame. */
export function membersOf({ rows }: Frame, keep: (row: number) => boolean): Members {
  const members = new Uint8Array(open.value?.shop.ids.length ?? 0);
  for (let row = 0; row < rows.length; row += 1) if (keep(row)) members[rows[row]!] = 1;
  return members;
}
