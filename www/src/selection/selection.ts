/** The one selection of customers that every view shares. */
import { effect, signal, untracked } from "@preact/signals";
import { decided } from "../app/history.ts";
import { keyOf, related } from "../app/setup.ts";
import { type Open, open } from "../app/store.ts";
import { format } from "../i18n/lang.ts";
import { carried, whoIs } from "./carry.ts";
import { type Combination, type Members, type Step, add, combine, packed, remove, same, size, unpacked } from "./steps.ts";
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

/** How many customers the file in use has. */
const customers = () => open.value?.shop.ids.length ?? 0;

/** What was selected before other files were opened, or the same were read or cleaned in another way, and what became of it: while that stays, undoing brings back what was. */
const left = new Map<string, { steps: readonly Step[]; became: readonly Step[] | undefined }>();
let openBefore: Open | null = null;

effect(() => {
  // Members are places in the list of customers and mean nothing in another list.
  const now = open.value;
  untracked(() => {
    const steps = selection.value?.steps;
    nextPick.value = "instead";
    if (!openBefore || !now) return put([]);
    const back = left.get(keyOf(now.setup));
    const carriedOn = () => (related(openBefore!.setup, now.setup) ? again(steps ?? [], openBefore!, now) : []);
    put(back && back.became === steps ? back.steps : carriedOn());
    left.set(keyOf(openBefore.setup), { steps: steps ?? [], became: selection.value?.steps });
  });
  openBefore = now;
});

/** The same customers in another list; those taken one by one are named anew. */
function again(steps: readonly Step[], from: Open, to: Open): Step[] {
  const { ids } = to.shop;
  return carried(steps, from.shop.ids, ids, (id) => whoIs(id, to.setup.cleaning.merges)).map((step) => (step.single ? { ...step, name: singles(unpacked(step.members, ids.length)) } : step));
}

effect(() => {
  // With nobody selected there is no way to ask for everybody again.
  if (!selection.value) onlySelected.value = false;
});

/** Selects customers; picking just those who are selected already gives them up. */
export function pick(members: Members, name: () => string, combination: Combination = nextPick.value): void {
  nextPick.value = "instead";
  const now = selection.value;
  if (combination === "instead" && now && same(now.members, members)) return clear();
  const steps = add(now?.steps ?? [], { combination, members: packed(members), name });
  // What changes nothing is no step.
  if (now && same(now.members, combine(steps, customers()))) return;
  change(steps, () => text().picked[combination](name()));
  onlySelected.value = true;
}

/** Takes single customers in, or out when the first of them is in. */
export function toggle(places: readonly number[]): void {
  const now = selection.value;
  const out = now?.members[places[0]!] === 1;
  const members = new Uint8Array(customers());
  for (const place of places) members[place] = 1;
  const combination = !now ? "instead" : out ? "not" : "or";
  const name = singles(members);
  const steps = add(now?.steps ?? [], { combination, members: packed(members), single: true, name });
  const last = steps.at(-1)!;
  // A step that grew has a name for all in it.
  const named = steps.with(-1, { ...last, name: singles(unpacked(last.members, customers())) });
  change(combine(named, customers()).includes(1) ? named : [], () => text().picked[out ? "not" : "or"](name()));
}

export function removeStep(place: number): void {
  const steps = selection.value?.steps ?? [];
  change(remove(steps, place), () => text().removed(steps[place]?.name() ?? ""));
}

export function clear(): void {
  if (selection.value) change([], () => text().cleared);
}

/** Only the steps are kept for undo and redo; who is selected follows from them. */
function change(steps: readonly Step[], name: () => string): void {
  const before = selection.value?.steps ?? [];
  put(steps);
  decided({ name, undo: () => put(before), redo: () => put(steps) });
}

/** Puts a selection in place of the one there is, whatever led to it. */
function put(steps: readonly Step[]): void {
  const members = combine(steps, customers());
  selection.value = steps.length > 0 ? { steps, members, size: size(members) } : null;
}

/** One customer by its id, several by their number. The name does not hold on to the members. */
function singles(members: Members): () => string {
  const count = size(members);
  const one = count === 1 ? (open.value?.shop.ids.at(members.indexOf(1)) ?? "") : undefined;
  return () => one ?? text().single(format.value.count(count));
}
