/** Customers known by their ids. */
import { open } from "../app/store.ts";
import { whoIs } from "./carry.ts";
import type { Members } from "./steps.ts";

/** The customers that some ids of the files are by now; ids that nobody has are left out. */
export function membersById(wanted: Iterable<string>): Members {
  const now = open.value;
  if (!now) return new Uint8Array(0);
  const { ids } = now.shop;
  const { merges } = now.setup.cleaning;
  const some = new Set([...wanted].map((id) => whoIs(id, merges)));
  return Uint8Array.from({ length: ids.length }, (_, place) => Number(some.has(whoIs(ids.at(place), merges))));
}
