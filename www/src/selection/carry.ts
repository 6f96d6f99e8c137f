/** Selections of customers of one list, made to be of another: after a file was read or cleaned in another way. */
import type { Ids } from "../worker/ids.ts";
import { type Members, type Step, packed, placesOf, unpacked } from "./steps.ts";

/** The steps with the same customers in another list, found by what the ids of both have become. Who is gone is left out. */
export function carried(steps: readonly Step[], from: Ids, to: Ids, become: (id: string) => string): Step[] {
  const members = steps.map((step) => unpacked(step.members, from.length));
  const anywhere = members.reduce((all, some) => all.map((one, place) => one | some[place]!), new Uint8Array(from.length));
  const before = new Map<string, number[]>();
  for (const place of placesOf(anywhere)) {
    const id = become(from.at(place));
    before.set(id, [...(before.get(id) ?? []), place]);
  }
  const places: [before: number, now: number][] = [];
  for (let now = 0; now < to.length && before.size > 0; now += 1) {
    for (const place of before.get(become(to.at(now))) ?? []) places.push([place, now]);
  }
  const moved = (some: Members): Members => {
    const now = new Uint8Array(to.length);
    for (const [before, place] of places) now[place]! |= some[before]!;
    return now;
  };
  // With nobody left in any of them there is nothing to show for it.
  return places.length === 0 ? [] : steps.map((step, place) => ({ ...step, members: packed(moved(members[place]!)) }));
}

/** Who a customer has become through merges. */
export function whoIs(id: string, merges: Readonly<Record<string, string>>): string {
  if (!Object.hasOwn(merges, id)) return id;
  // No id comes twice, so that a circle ends too.
  const seen = new Set<string>();
  let now = id;
  for (; Object.hasOwn(merges, now) && !seen.has(now); now = merges[now]!) seen.add(now);
  return now;
}
