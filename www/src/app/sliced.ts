/**
 * Long work of the page itself, in slices: the browser has its turn after each,
 * so that typing, scrolling and drawing go on. What a computation of the engine
 * takes is none of this; that happens in the worker.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

/** Work that can be interrupted wherever it yields; it may yield how far it has come, from 0 to 1. */
export type Work<T> = Generator<number | undefined, T>;

/** So many rows between two yields are less than a millisecond's work. */
export const STRIDE = 1 << 12;

/** How long a slice takes, in milliseconds: half of what is between two pictures on a screen. */
const SLICE = 8;

/** Does work in slices to its end; `undefined` when it was given up before. */
export async function sliced<T>(work: Work<T>, signal: AbortSignal, onProgress: (share: number) => void = () => {}): Promise<T | undefined> {
  while (!signal.aborted) {
    const step = advance(work);
    if (step.done) return step.value;
    if (step.value !== undefined) onProgress(step.value);
    await turn();
  }
  return undefined;
}

/** The result of work that begins anew when something it depends on changes. */
export interface Outcome<T> {
  /** While it is worked on, the result before. */
  value: T | undefined;
  busy: boolean;
}

/** Work for a component. What fits into one slice is there at once. */
export function useSliced<T>(begin: () => Work<T>, dependencies: unknown[]): Outcome<T> {
  const run = useMemo(() => {
    const work = begin();
    return { work, step: advance(work) };
  }, dependencies);
  const [late, setLate] = useState<{ run: typeof run; value: T }>();
  const last = useRef<T | undefined>(undefined);
  useEffect(() => {
    if (run.step.done) return;
    const abort = new AbortController();
    void sliced(run.work, abort.signal).then((value) => !abort.signal.aborted && setLate({ run, value: value as T }));
    return () => abort.abort();
  }, [run]);
  const busy = !run.step.done && late?.run !== run;
  if (run.step.done) last.current = run.step.value;
  else if (late?.run === run) last.current = late.value;
  return { value: last.current, busy };
}

/** Goes on for the length of a slice. */
function advance<T>(work: Work<T>): IteratorResult<number | undefined, T> {
  const until = performance.now() + SLICE;
  let step = work.next();
  while (!step.done && performance.now() < until) step = work.next();
  return step;
}

/** Whether what a component shows may be made: what is large waits for a turn of its own. */
export function useTurn(): boolean {
  const [has, setHas] = useState(false);
  useEffect(() => inTurn(() => setHas(true)), []);
  return has;
}

const queue = new Set<() => void>();
let draining = false;

/** Does pieces of work one after the other, each in a turn of its own; what it returns takes a piece back. */
export function inTurn(piece: () => void): () => void {
  queue.add(piece);
  void drain();
  return () => void queue.delete(piece);
}

async function drain(): Promise<void> {
  if (draining) return;
  draining = true;
  await turn();
  draining = false;
  const [piece] = queue;
  if (!piece) return;
  queue.delete(piece);
  if (queue.size > 0) void drain();
  piece();
}

/**
 * Lets everything else that waits have its turn, without the delay that timers have.
 * `scheduler.yield` would let pictures and keys go first, but not the worker's answers.
 */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
