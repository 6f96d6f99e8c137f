/** Selections as they are made: sets of customers, one combined with the other. */

/** How a set meets what is selected already. */
export const COMBINATIONS = ["instead", "or", "and", "not"] as const;
export type Combination = (typeof COMBINATIONS)[number];

/** A set of customers: for each of the file's customers 1 when it is in. */
export type Members = Uint8Array;

/** The same in an eighth of the space, a bit for each customer: what undo brings back is kept long. */
export interface Packed {
  bits: Uint8Array;
}

/** One step on the way to a selection. */
export interface Step {
  combination: Combination;
  members: Packed;
  /** Who that is, in the language of the moment. */
  name: () => string;
  /** Customers taken one by one; neighbouring steps of this kind are one. */
  single?: boolean;
}

/** The customers that all steps together select. */
export function combine(steps: readonly Step[], customers: number): Members {
  const [first, ...rest] = steps;
  if (!first) return new Uint8Array(customers);
  // Before anything is selected everybody is meant, so that "but not" has something to leave out.
  const without = first.combination === "not" ? 0xff : 0;
  const result = first.members.bits.map((bits) => bits ^ without);
  for (const { combination, members: { bits } } of rest) {
    for (let place = 0; place < result.length; place += 1) {
      if (combination === "and") result[place]! &= bits[place]!;
      else if (combination === "or") result[place]! |= bits[place]!;
      else if (combination === "not") result[place]! &= ~bits[place]!;
      else result[place] = bits[place]!;
    }
  }
  return unpacked({ bits: result }, customers);
}

/** Members as they are kept. */
export function packed(members: Members): Packed {
  const bits = new Uint8Array(Math.ceil(members.length / 8));
  for (let place = 0; place < members.length; place += 1) bits[place >> 3]! |= members[place]! << (place & 7);
  return { bits };
}

/** Members, of so many customers, as they were before they were kept. */
export function unpacked({ bits }: Packed, customers: number): Members {
  const members = new Uint8Array(customers);
  for (let place = 0; place < customers; place += 1) members[place] = (bits[place >> 3]! >> (place & 7)) & 1;
  return members;
}

/** Adds a step to others; what came before an "instead" no longer matters. */
export function add(steps: readonly Step[], next: Step): Step[] {
  if (next.combination === "instead") return [next];
  const last = steps.at(-1);
  const alike = last?.combination === next.combination || (last?.combination === "instead" && next.combination === "or");
  if (!last?.single || !next.single || !alike) return [...steps, next];
  const bits = last.members.bits.map((bits, place) => bits | next.members.bits[place]!);
  return [...steps.slice(0, -1), { ...last, members: { bits } }];
}

/** Leaves a step out. */
export function remove(steps: readonly Step[], place: number): Step[] {
  return steps.filter((_, other) => other !== place);
}

export function size(members: Members): number {
  let sum = 0;
  for (let place = 0; place < members.length; place += 1) sum += members[place]!;
  return sum;
}

/** The places of the customers that are in. */
export function placesOf(members: Members): Uint32Array {
  const places = new Uint32Array(size(members));
  let next = 0;
  for (let place = 0; place < members.length; place += 1) {
    if (members[place] === 1) places[next++] = place;
  }
  return places;
}

export function same(a: Members, b: Members): boolean {
  if (a.length !== b.length) return false;
  for (let place = 0; place < a.length; place += 1) if (a[place] !== b[place]) return false;
  return true;
}
