/**
 * The page's side of the worker: slices of files out, reports back.
 *
 * When the engine breaks off (a wasm trap ends its instance), the worker is
 * replaced and the file in use is read again.
 */
import * as Comlink from "comlink";
import type { AnalysisMap, AnalysisName, Attribute, Cleaning, Explanation, Progress } from "regulars/core";
import { NOTHING, type Setup } from "../app/setup.ts";
import type { Lang } from "../i18n/lang.ts";
import { Ids } from "./ids.ts";
import { CANCELLED, type Engine, type Problem, type Question, type Read, type Reading, type Result, type Shop, type Wanted, asProblem } from "./protocol.ts";
import EngineWorker from "./worker.ts?worker&inline";

const SLICE = 8 << 20;

/** How long the engine may take to hear that work is cancelled, in milliseconds; a workbook is read in one go. */
const DEAF = 300;

/** How much of a text its first lines are shown from. */
const BEGINNING = 1 << 16;

/** What the file of the sample shop is called. */
const SAMPLE = "tea-shop.csv";

let worker: Worker | undefined;
let engine: Comlink.Remote<Engine>;
/** Ends what still waits for a worker that is gone. */
let end: (problem: Problem) => void = () => {};
/** Never comes, or fails when the worker of the moment is gone. */
let ended: Promise<never>;
let reviving: Promise<void> | undefined;
/** The worker that was ended because it would not hear that work was cancelled. */
let stopped: Worker | undefined;
let current: Setup | undefined;
let works = 0;

interface Watch<P> {
  signal: AbortSignal;
  onProgress: (progress: P) => void;
}

/** Starts the worker; the analyses there are, with their default settings. */
export async function start(): Promise<{ [N in AnalysisName]?: AnalysisMap[N]["params"] }> {
  worker?.terminate();
  end(CRASHED);
  ended = new Promise((_, reject) => (end = reject));
  ended.catch(() => {});
  worker = new EngineWorker();
  engine = Comlink.wrap<Engine>(worker);
  const analyses = await Promise.race([engine.start(), broken(worker)]);
  return Object.fromEntries(analyses.map(({ name, defaults }) => [name, defaults]));
}

/** Opens files and cleans what they hold. What was open before stays in use until these are ready. */
export async function open(setup: Setup, watch: Watch<Reading>): Promise<{ shop: Shop; uncleaned: Problem | undefined }> {
  const { ids, uncleaned, ...rest } = await guarded(watch.signal, (work) => openFiles(work, setup, watch.onProgress), DEAF);
  current = uncleaned ? { ...setup, cleaning: NOTHING } : setup;
  return { shop: { ...rest, ids: new Ids(ids) }, uncleaned };
}

/** Cleans the data in use in another way. */
export async function clean(shop: Shop, cleaning: Cleaning): Promise<Shop> {
  const { data, ids } = await guarded(new AbortController().signal, () => engine.clean(cleaning));
  if (current) current = { ...current, cleaning };
  return { ...shop, data, ids: new Ids(ids) };
}

function openFiles(work: number, { parts, cleaning }: Setup, onProgress: (reading: Reading) => void) {
  const wanted = parts.map(({ origin, params }): Wanted => (origin instanceof File ? { name: origin.name, params } : { name: SAMPLE, params, seed: origin.seed }));
  const reads = new Map<number, () => Promise<Uint8Array | null>>();
  const read: Read = (place) => {
    const { origin } = parts[place]!;
    if (!(origin instanceof File)) return Promise.resolve(null);
    // A file is read when its turn has come, not while another is.
    if (!reads.has(place)) reads.set(place, slices(origin));
    return reads.get(place)!();
  };
  return engine.open(work, wanted, cleaning, Comlink.proxy(read), Comlink.proxy(onProgress));
}

/** Runs an analysis of the file in use. */
export function analyse<N extends AnalysisName>(question: Question<N>, watch: Watch<Progress>): Promise<Result<N>> {
  return guarded(watch.signal, (work) => engine.analyse(work, question, Comlink.proxy(watch.onProgress)) as Promise<Result<N>>);
}

/** What is known of every customer by one attribute. */
export function attribute(name: string): Promise<Attribute | undefined> {
  return guarded(new AbortController().signal, () => engine.attribute(name) as Promise<Attribute | undefined>);
}

/** How the figures in a row of an analysis' frame came about. */
export function explain(question: Question, row: number): Promise<Explanation | undefined> {
  return guarded(new AbortController().signal, () => engine.explain(question, row));
}

/** The first lines of a text file in an encoding, or in the one that it seems to have. */
export async function sampleText(file: File, encoding: string | undefined): Promise<string[]> {
  const bytes = new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer());
  return guarded(new AbortController().signal, () => engine.sampleText(bytes, encoding));
}

/** The rejected rows of one of the files in use as they stand in it, each with its line and reason. */
export function rejectedRows(file: number, lang: Lang, signal: AbortSignal): Promise<Blob> {
  return guarded(signal, (work) => {
    const origin = current?.parts[file]?.origin;
    const read = origin instanceof File ? slices(origin) : () => Promise.resolve(null);
    return engine.rejectedRows(work, file, lang, Comlink.proxy(read));
  });
}

/**
 * Runs work that a signal can cancel, and replaces the worker when the engine broke off, or when it
 * does not hear of the cancelling for so long.
 */
async function guarded<T>(signal: AbortSignal, run: (work: number) => Promise<T>, patience?: number): Promise<T> {
  await reviving?.catch(() => {});
  if (signal.aborted) throw CANCELLED;
  const work = ++works;
  const mine = worker;
  const cancel = () => {
    const late = patience === undefined ? undefined : setTimeout(() => stop(mine), patience);
    void engine.cancel(work).then(() => clearTimeout(late));
  };
  signal.addEventListener("abort", cancel);
  try {
    return await Promise.race([run(work), ended]);
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.kind !== "crashed") throw problem;
    const revival = revived(mine);
    revival.catch(() => {});
    // Who cancelled need not wait; what was stopped along with it goes on.
    if (signal.aborted) throw CANCELLED;
    await revival;
    if (mine === stopped) return await guarded(signal, run, patience);
    throw problem;
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** Ends a worker that is deaf, and has another one take its place. */
function stop(deaf: Worker | undefined): void {
  if (deaf !== worker) return;
  stopped = deaf;
  // What comes of it is told to those who wait for it.
  revived(deaf).catch(() => {});
}

/** Waits until there is another worker than a broken one; several may break with it. */
function revived(broken: Worker | undefined): Promise<void> {
  if (broken === worker) reviving ??= revive().finally(() => (reviving = undefined));
  return reviving ?? Promise.resolve();
}

/** Fails when the worker itself does. */
function broken(of: Worker): Promise<never> {
  return new Promise((_, reject) => of.addEventListener("error", () => reject(NO_WORKER), { once: true }));
}

/** Work that another's fault took along; the page has its own words for it. */
const CRASHED: Problem = { kind: "crashed", text: { en: "", zh: "" } };

const NO_WORKER: Problem = {
  kind: "not_loaded",
  text: {
    en: "The engine could not be started: this browser, or an extension in it, does not let the page compute in the background. Try another browser.",
    zh: "计算引擎无法启动：浏览器或其扩展不允许页面在后台计算，请换一个浏览器试试。",
  },
};

async function revive(): Promise<void> {
  await start();
  if (!current) return;
  await openFiles(++works, current, () => {});
}

/** Slices of a file in order, each read while the worker is busy with the one before. */
function slices(file: File): () => Promise<Uint8Array | null> {
  let offset = 0;
  const next = () => {
    if (offset >= file.size) return Promise.resolve(null);
    const slice = file.slice(offset, offset + SLICE).arrayBuffer();
    offset += SLICE;
    return slice;
  };
  let ahead = next();
  return async () => {
    const buffer = await ahead;
    if (!buffer) return null;
    ahead = next();
    // A slice that cannot be read (the file was moved) is told when it is asked for.
    ahead.catch(() => {});
    const bytes = new Uint8Array(buffer);
    return Comlink.transfer(bytes, [bytes.buffer]);
  };
}
