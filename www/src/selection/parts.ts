/** The parts of a picture as sets of customers: how many are in each, how many of them are selected, picking one. */
import { type Work, useSliced } from "../app/sliced.ts";
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
  const counted = useSliced(() => tallied(division, undefined), [division]).value;
  const lit = useSliced(() => tallied(members && division, members), [division, members]).value;
  if (!division || counted?.of !== division) return undefined;
  return {
    customers: counted.customers,
    lit: lit?.of === division ? lit : undefined,
    name,
    pick: (part, combination) => pick(membersOf(division.frame, (row) => division.partOf(row) === part), () => name(part), combination),
  };
}

/** Counts and weights with the division that they are of: those of another must not be shown for this one. */
function* tallied(division: Division | undefined, members: Members | undefined): Work<(Lit & { of: Division }) | undefined> {
  return division && { ...(yield* tally(division, members)), of: division };
}

/** The customers of some rows of a frame. */
export function membersOf({ rows }: Frame, keep: (row: number) => boolean): Members {
  const members = new Uint8Array(open.value?.shop.ids.length ?? 0);
  for (let row = 0; row < rows.length; row += 1) if (keep(row)) members[rows[row]!] = 1;
  return members;
}
