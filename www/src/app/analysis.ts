/** Reports for views: asked once, kept while the file and the settings stay, cancelled when nobody waits. */
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AnalysisName, Progress } from "regulars/core";
import { learnNames } from "../i18n/names.ts";
import { analyse } from "../worker/bridge.ts";
import { CANCELLED, type Problem, type Question, type Result, type Shop, asProblem } from "../worker/protocol.ts";
import { open, scope } from "./store.ts";

/** How far the answer to a question has come; while it is worked on, the answer before it is still shown. */
export interface Answer<N extends AnalysisName> {
  /** What `result` answers; what was asked while there is none. */
  question: Question<N>;
  result: Result<N> | undefined;
  problem: Problem | undefined;
  /** Set while it is worked on. */
  progress: Progress | undefined;
  cancel: () => void;
  again: () => void;
}

/** What a view last heard, and about which file. */
interface Heard<N extends AnalysisName> {
  shop: Shop | undefined;
  answered: { question: Question<N>; result: Result<N> } | undefined;
  problem: Problem | undefined;
  progress: Progress | undefined;
}

interface Asked {
  question: Question;
  promise: Promise<Result<AnalysisName>>;
  result: Result<AnalysisName> | undefined;
  abort: AbortController;
  listeners: Set<(progress: Progress) => void>;
  settled: boolean;
  /** Greater than that of every answer a view showed before; 0 for one that no view has shown. */
  shown: number;
}

/** More than a view's worth of settings, few enough that memory stays small. */
const KEPT = 12;

const asked = new Map<string, Asked>();
let askedOf: Shop | undefined;
let showings = 0;

/** Counts the answers, and the changes of those in use, so that what is made of them can be made again. */
export const answered = signal(0);

/** How many answers somebody is waiting for. */
export const awaited = signal(0);

const BEGUN: Progress = { stage: "begin", done: 0, total: 0, objective: null, finished: false };

/** Asks an analysis about the file in use, in the window of the page unless it is about another. */
export function useAnalysis<N extends AnalysisName>(name: N, params: Question<N>["params"], window: Question<N>["scope"] = scope.value): Answer<N> {
  const shop = open.value?.shop;
  const question: Question<N> = { name, params, scope: window };
  const key = JSON.stringify(question);
  const [last, setHeard] = useState<Heard<N>>(nothingOf(shop));
  const [attempt, setAttempt] = useState(0);
  const abort = useRef<() => void>(() => {});

  useEffect(() => {
    if (!shop) return;
    const of = ask(shop, key, question);
    let live = true;
    const hear = (change: (before: Heard<N>) => Partial<Heard<N>>) =>
      live && setHeard((before) => ({ ...(before.shop === shop ? before : { ...cleanedOnly(name, before, shop), shop }), ...change(before) }));
    const onProgress = (progress: Progress) => hear(() => ({ progress }));
    of.listeners.add(onProgress);
    // An answer that is there already holds up nobody.
    const noLongerAwaited = of.settled ? () => {} : wait();
    hear(() => ({ problem: undefined, progress: BEGUN }));
    of.promise
      .then(
        (result) => {
          if (live) show(of);
          hear(() => ({ answered: { question, result: result as Result<N> }, progress: undefined }));
        },
        (thrown) => hear(() => ({ problem: asProblem(thrown), progress: undefined })),
      )
      // Progress comes by another way than the answer and may come after it.
      .finally(() => of.listeners.delete(onProgress))
      .finally(noLongerAwaited);
    abort.current = () => of.abort.abort();
    return () => {
      live = false;
      of.listeners.delete(onProgress);
      leave(of);
      noLongerAwaited();
    };
  }, [shop, key, attempt]);

  // What belongs to another file, or to another analysis, must not be shown as if it were this one's.
  const { answered, problem, progress } = last.shop === shop ? last : cleanedOnly(name, last, shop);
  const known = answered?.question.name === name ? answered : undefined;
  return {
    question: known?.question ?? question,
    result: known?.result,
    problem,
    progress,
    cancel: () => abort.current(),
    again: () => setAttempt(attempt + 1),
  };
}

/**
 * The answer of an analysis about the file and the window in use, where it was worked out already:
 * under the settings that a view showed last, or the usual ones where none has shown any.
 */
export function answerInUse<N extends AnalysisName>(name: N): Result<N> | undefined {
  return inUse(name)?.result as Result<N> | undefined;
}

function inUse(name: AnalysisName): Asked | undefined {
  if (askedOf !== open.value?.shop) return undefined;
  // The same window is another object each time that it is chosen.
  const window = JSON.stringify(scope.value);
  const answers = [...asked.values()].filter(({ question, result }) => result && question.name === name && JSON.stringify(question.scope) === window);
  return answers.reduce<Asked | undefined>((last, one) => (last && last.shown > one.shown ? last : one), undefined);
}

/** Notes that a view shows an answer. */
function show(of: Asked): void {
  const { name } = of.question;
  const before = inUse(name);
  showings += 1;
  of.shown = showings;
  if (inUse(name) !== before) answered.value += 1;
}

/** Asks with the default settings before anybody needs the answer; somebody who then does takes it over. */
export async function askAhead(shop: Shop, question: Question, signal: AbortSignal): Promise<"answered" | "failed" | "given up"> {
  const of = ask(shop, JSON.stringify(question), question);
  const giveUp = () => leave(of);
  signal.addEventListener("abort", giveUp);
  try {
    await of.promise;
    return "answered";
  } catch (thrown) {
    return thrown === CANCELLED ? "given up" : "failed";
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

/** Stops work that nobody waits for. */
function leave(of: Asked): void {
  if (of.listeners.size === 0 && !of.settled) of.abort.abort();
}

/** Analyses of the data as they came: what was found stays to be seen while it is asked about the data cleaned in another way. */
const AS_THEY_CAME: ReadonlySet<AnalysisName> = new Set(["health", "identity"]);

function cleanedOnly<N extends AnalysisName>(name: N, last: Heard<N>, shop: Shop | undefined): Heard<N> {
  const stays = AS_THEY_CAME.has(name) && shop !== undefined && last.shop?.files === shop.files;
  return stays ? { ...last, problem: undefined, progress: BEGUN } : nothingOf<N>(shop);
}

/** Counts one more answer as awaited, until what it returns is called. */
function wait(): () => void {
  let waiting = true;
  awaited.value += 1;
  return () => {
    if (waiting) awaited.value -= 1;
    waiting = false;
  };
}

function nothingOf<N extends AnalysisName>(shop: Shop | undefined): Heard<N> {
  return { shop, answered: undefined, problem: undefined, progress: BEGUN };
}

function ask<N extends AnalysisName>(shop: Shop, key: string, question: Question<N>): Asked {
  if (askedOf !== shop) {
    asked.clear();
    askedOf = shop;
  }
  const before = asked.get(key);
  if (before && !before.abort.signal.aborted) {
    asked.delete(key);
    asked.set(key, before);
    return before;
  }
  const abort = new AbortController();
  const listeners: Asked["listeners"] = new Set();
  const onProgress = (progress: Progress) => listeners.forEach((listener) => listener(progress));
  const cancelled = new Promise<never>((_, reject) => abort.signal.addEventListener("abort", () => reject(CANCELLED)));
  const promise = Promise.race([analyse(question, { signal: abort.signal, onProgress }), cancelled]);
  const entry: Asked = { question, promise, result: undefined, abort, listeners, settled: false, shown: 0 };
  promise.then(
    (result) => {
      entry.settled = true;
      entry.result = result;
      learnNames(result.report);
      answered.value += 1;
    },
    () => asked.get(key) === entry && asked.delete(key),
  );
  asked.set(key, entry);
  for (const [key, old] of asked) {
    // What customers are known by stays, however many settings were tried since.
    if (asked.size > KEPT && old.settled && old !== inUse(old.question.name)) asked.delete(key);
  }
  return entry;
}
