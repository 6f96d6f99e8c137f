/** Cleanings put together from parts, such as one remedy, and taken apart again. */
import type { Cleaning } from "regulars/core";

/** Both together; where they differ, the part is followed. */
export function withPart(cleaning: Cleaning, part: Cleaning): Cleaning {
  return tidy({
    remedies: [...cleaning.remedies, ...part.remedies],
    last_day: part.last_day ?? cleaning.last_day ?? null,
    merges: withMerges(cleaning.merges, part.merges),
    set_aside: [...cleaning.set_aside, ...part.set_aside],
    apart: [...cleaning.apart, ...part.apart],
  });
}

/** What is left of a cleaning without a part. */
export function withoutPart(cleaning: Cleaning, part: Cleaning): Cleaning {
  return tidy({
    remedies: cleaning.remedies.filter((remedy) => !part.remedies.includes(remedy)),
    last_day: (part.last_day ? null : cleaning.last_day) ?? null,
    merges: withoutMerges(cleaning.merges, part.merges),
    set_aside: without(cleaning.set_aside, part.set_aside),
    apart: cleaning.apart,
  });
}

/** Whether a cleaning changes the data; who is apart from whom only keeps them as they are. */
export const isMended = ({ remedies, merges, set_aside }: Cleaning): boolean => remedies.length > 0 || Object.keys(merges).length > 0 || set_aside.length > 0;

/** Whether a cleaning does all that a part does; which of two ids stays does not matter. */
export function hasPart(cleaning: Cleaning, part: Cleaning): boolean {
  const aside = new Set(cleaning.set_aside);
  return (
    part.remedies.every((remedy) => cleaning.remedies.includes(remedy)) &&
    part.set_aside.every((id) => aside.has(id)) &&
    Object.entries(part.merges).every(([id, other]) => end(cleaning.merges, id) === end(cleaning.merges, other))
  );
}

type Merges = Cleaning["merges"];

/** Whom an id becomes in the end. */
function end(merges: Merges, id: string): string {
  const passed = new Set<string>();
  let last = id;
  while (Object.hasOwn(merges, last) && !passed.has(last)) {
    passed.add(last);
    last = merges[last]!;
  }
  return last;
}

/** Ids that are one already stay as they are: the same the other way round would lead in a circle. */
function withMerges(merges: Merges, more: Merges): Merges {
  const all = { ...merges };
  for (const [id, other] of Object.entries(more)) if (end(all, id) !== end(all, other)) all[id] = other;
  return all;
}

function withoutMerges(merges: Merges, less: Merges): Merges {
  const left = Object.fromEntries(Object.entries(merges).filter(([id]) => !Object.hasOwn(less, id)));
  for (const [id, other] of Object.entries(less)) if (end(left, id) === end(left, other)) delete left[other];
  return left;
}

/** Each thing once and in one order, so that the same cleaning is always written alike. */
function tidy({ remedies, last_day, merges, set_aside, apart }: Cleaning): Cleaning {
  return {
    remedies: [...new Set(remedies)].sort(),
    ...(last_day && { last_day }),
    merges: Object.fromEntries(Object.entries(merges).sort(([a], [b]) => (a < b ? -1 : 1))),
    set_aside: [...new Set(set_aside)].sort(),
    apart: Object.values(Object.fromEntries(apart.map((pair) => [JSON.stringify(pair), pair]))),
  };
}

function without(all: readonly string[], some: readonly string[]): string[] {
  const gone = new Set(some);
  return all.filter((one) => !gone.has(one));
}
