/** Undo and redo: every decision on the page, in the order it was made. */
import { computed, signal } from "@preact/signals";

export interface Decision {
  /** What was decided, in the language of the moment. */
  name: () => string;
  /** Both tell whether it was done; it was, unless they say `false`. */
  undo: () => void | Promise<boolean>;
  redo: () => void | Promise<boolean>;
  /** Decisions of one kind that follow each other closely, as from a slider, are one. */
  kind?: string;
}

/** Closer together than this, in milliseconds, decisions of one kind are one. */
const CLOSE = 1000;
/** More than anybody walks back. */
const KEPT = 100;

const decisions = signal<readonly Decision[]>([]);
/** How many of them are in force. */
const place = signal(0);
let lastTime = -Infinity;

/** What undo would take back. */
export const undoable = computed(() => decisions.value[place.value - 1]);

/** What redo would bring again. */
export const redoable = computed(() => decisions.value[place.value]);

/** Notes a decision that was carried out; those that were taken back before it are gone. */
export function decided(decision: Decision, time = performance.now()): void {
  const before = decisions.value.slice(0, place.value);
  const last = before.at(-1);
  const one = last?.kind !== undefined && last.kind === decision.kind && time - lastTime < CLOSE;
  const all = one ? [...before.slice(0, -1), { ...decision, undo: last.undo }] : [...before, decision];
  decisions.value = all.slice(-KEPT);
  place.value = decisions.value.length;
  lastTime = time;
}

export const undo = () => walk(-1);
export const redo = () => walk(1);

/** Set while a decision is being taken back or brought again: the next one builds on it. */
let walking = false;

/** One decision back or on; one that could not be carried out stays where it was. */
async function walk(by: -1 | 1): Promise<void> {
  const decision = by < 0 ? undoable.value : redoable.value;
  if (!decision || walking) return;
  walking = true;
  lastTime = -Infinity;
  place.value += by;
  const all = decisions.value;
  try {
    const done = await (by < 0 ? decision.undo() : decision.redo());
    if (done === false && decisions.value === all) place.value -= by;
  } finally {
    walking = false;
  }
}

/** Ctrl or ⌘ with Z undoes, with Shift+Z or Y brings it again; in a field they belong to the text in it. */
export function followKeys(): void {
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isText(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    void (key === "y" || event.shiftKey ? redo() : undo());
  });
}

const TEXT = ["text", "search", "number", "date"];

const isText = (target: EventTarget | null) => target instanceof HTMLInputElement && TEXT.includes(target.type);
