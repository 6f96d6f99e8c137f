/** The one selection of customers that every view shares. */
import { effect, signal, untracked } from "@preact/signals";
import { decided } from "../app/history.ts";
import { type Open, open } from "../app/store.ts";
import { type Combination, type Members, type Step, add, combine, remove, same, size } from "./steps.ts";
import { format } from "../i18n/lang.ts";
import { text } from "./text.ts";

export interface Selection {
  /** How it came about, oldest first. */
  steps: readonly Step[];
  members: Members;
  size: number;
}

export const selection = signal<Selection | null>(null);

/** How the next pick meets the selection; after it, picks replace again. */
export const nextPick = signal<Combination>("instead");

/** Whether tables show only the selected customers. */
export const onlySelected = signal(false);

/** What was selected under other choices for the same file: undoing the reading brings it back. */
const left = new Map<string, Selection | null>();
let openBefore: Open | null = null;

effect(() => {
  // Members are places in the list of a file's customers and mean nothing in another.
  const now = open.value;
  untracked(() => {
    if (openBefore?.source !== now?.source) left.clear();
    else if (openBefore) left.set(JSON.stringify(openBefore.params), selection.value);
    selection.value = left.get(JSON.stringify(now?.params)) ?? null;
    nextPick.value = "instead";
  });
  openBefore = now;
});

/** Selects customers; picking just those who are selected already gives them up. */
export function pick(members: Members, name: () => string, combination: Combination = nextPick.value): void {
  nextPick.value = "instead";
  const now = selection.value;
  if (combination === "instead" && now && same(now.members, members)) return clear();
  change(add(now?.steps ?? [], { combination, members, name }), () => text().picked[combination](name()));
  onlySelected.value = true;
}

/** Takes single customers in, or out when the first of them is in. */
export function toggle(places: readonly number[], name: (place: number) => string): void {
  const now = selection.value;
  const out = now?.members[places[0]!] === 1;
  const members = new Uint8Array(customers());
  for (const place of places) members[place] = 1;
  const steps = now?.steps ?? [];
  const combination = !now ? "instead" : out ? "not" : "or";
  const next = add(steps, { combination, members, single: true, name: () => singles(members, name) });
  const last = next.at(-1)!;
  // A step that grew has a name for all in it.
  const named = next.with(-1, { ...last, name: () => singles(last.members, name) });
  change(size(combine(named, customers())) === 0 ? [] : named, () => text().picked[out ? "not" : "or"](singles(members, name)));
}

export function removeStep(place: number): void {
  const steps = selection.value?.steps ?? [];
  change(remove(steps, place), () => text().removed(steps[place]?.name() ?? ""));
}

export function clear(): void {
  if (selection.value) change([], () => text().cleared);
}

/** Puts a selection in place of the one there is, whatever led to it. */
export function restore(to: Selection | null): void {
  selection.value = to;
}

const customers = () => open.value?.shop.ids.length ?? 0;

function change(steps: readonly Step[], name: () => string): void {
  const before = selection.value;
  const members = combine(steps, customers());
  const after = steps.length > 0 ? { steps, members, size: size(members) } : null;
  selection.value = after;
  decided({ name, undo: () => restore(before), redo: () => restore(after) });
}

/** One customer by its id, several by their number. */
function singles(members: Members, name: (place: number) => string): string {
  const count = size(members);
  return count === 1 ? name(members.indexOf(1)) : text().single(format.value.count(count));
}
