/** Proposals as merges of a cleaning. */
import type { Cleaning, Proposal } from "regulars/core";
import { whoIs } from "../../../selection/carry.ts";

/** What merging a proposal says: each id, and the one it becomes. */
export const mergesOf = ({ customers, keep }: Proposal): Record<string, string> => Object.fromEntries(customers.filter(({ id }) => id !== keep).map(({ id }) => [id, keep]));

/** A cleaning with more merges. What would then become itself by a circle stays, the first of a circle that came whole. */
export function merged(cleaning: Cleaning, more: Readonly<Record<string, string>>): Cleaning {
  const merges: Record<string, string> = { ...cleaning.merges, ...more };
  for (const [id, other] of Object.entries(more)) {
    if (Object.hasOwn(merges, id) && leads(other, id, merges)) delete merges[other];
  }
  return { ...cleaning, merges };
}

function leads(from: string, to: string, merges: Readonly<Record<string, string>>): boolean {
  const seen = new Set<string>();
  let now = from;
  for (; Object.hasOwn(merges, now) && !seen.has(now); now = merges[now]!) seen.add(now);
  return now === to || seen.has(to);
}

/** A cleaning without the merges of a proposal. */
export function split(cleaning: Cleaning, { customers }: Proposal): Cleaning {
  const ids = new Set(customers.map(({ id }) => id));
  return { ...cleaning, merges: Object.fromEntries(Object.entries(cleaning.merges).filter(([id, other]) => !(ids.has(id) && ids.has(other)))) };
}

/** A cleaning in which one id stays itself. */
export function withoutMerge(cleaning: Cleaning, id: string): Cleaning {
  const { [id]: _, ...merges } = cleaning.merges;
  return { ...cleaning, merges };
}

/** How many ids become another one in a cleaning who did not before, or who became somebody else. */
export const newMerges = (before: Cleaning, after: Cleaning): number => Object.entries(after.merges).filter(([id, other]) => before.merges[id] !== other).length;

/** Whether all ids of a proposal are one by now. */
export function isMerged({ merges }: Cleaning, { customers }: Proposal): boolean {
  const ends = new Set(customers.map(({ id }) => whoIs(id, merges)));
  return ends.size === 1;
}
