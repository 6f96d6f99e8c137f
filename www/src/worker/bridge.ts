/**
 * The page's side of the worker: slices of files out, reports back.
 *
 * When the engine breaks off (a wasm trap ends its instance), the worker is
 * replaced and the file in use is read again.
 */
import * as Comlink from "comlink";
import type { AnalysisMap, AnalysisName, Explanation, Progress } from "regulars/core";
import type { Source } from "../app/store.ts";
import { Ids } from "./ids.ts";
import { CANCELLED, type Engine, type ImportChoices, type Problem, type Question, type Read, type Reading, type Result, type Shop, asProblem } from "./protocol.ts";
import EngineWorker from "./worker.ts?worker&inline";

const SLICE = 8 << 20;

let worker: Worker | undefined;
let engine: Comlink.Remote<Engine>;
/** Ends what still waits for a worker that is gone. */
let end: (problem: Problem) => void = () => {};
/** Never comes, or fails when the worker of the moment is gone. */
let ended: Promise<never>;
let reviving: Promise<void> | undefined;
let current: { source: Source; params: ImportChoices } | undefined;
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

/** Reads a source. The one in use before stays in use until this one is ready. */
export async function open(source: Source, params: ImportChoices, watch: Watch<Reading>): Promise<Shop> {
  const { report, ids } = await guarded(watch.signal, (work) =>
    source.kind === "sample"
      ? engine.openSample(source.seed, params)
      : engine.openFile(work, source.file.name, Comlink.proxy(slices(source.file)), params, Comlink.proxy(watch.onProgress)),
  );
  current = { source, params };
  return { report, ids: new Ids(ids) };
}

/** Runs an analysis of the file in use. */
export function analyse<N extends AnalysisName>(question: Question<N>, watch: Watch<Progress>): Promise<Result<N>> {
  return guarded(watch.signal, (work) => engine.analyse(work, question, Comlink.proxy(watch.onProgress)) as Promise<Result<N>>);
}

/** How the figures in a row of an analysis' frame came about. */
export function explain(question: Question, row: number): Promise<Explanation | undefined> {
  return guarded(new AbortController().signal, () => engine.explain(question, row));
}

/** Runs work that a signal can cancel, and replaces the worker when the engine broke off. */
async function guarded<T>(signal: AbortSignal, run: (work: number) => Promise<T>): Promise<T> {
  await reviving?.catch(() => {});
  if (signal.aborted) throw CANCELLED;
  const work = ++works;
  const mine = worker;
  const cancel = () => void engine.cancel(work);
  signal.addEventListener("abort", cancel);
  try {
    return await Promise.race([run(work), ended]);
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.kind === "crashed") await revived(mine);
    throw problem;
  } finally {
    signal.removeEventListener("abort", cancel);
  }
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
  const { source, params } = current;
  if (source.kind === "sample") await engine.openSample(source.seed, params);
  else await engine.openFile(++works, source.file.name, Comlink.proxy(slices(source.file)), params, Comlink.proxy(() => {}));
}

/** Slices of a file in order, each read while the worker is busy with the one before. */
function slices(file: File): Read {
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
