/** The worker's side: the engine, one file in use, and the work that can be cancelled. */
import * as Comlink from "comlink";
import { type AnalyseOptions, type ImportParams, type OpenOptions, type Regulars, RegularsError, type Shop as OpenShop, type Source, load } from "regulars/core";
import wasm from "virtual:wasm";
import { type Engine, type Frame, type ImportChoices, type Opened, type Problem, type Question, type Read, asProblem } from "./protocol.ts";

/** Progress is told this often, in milliseconds; more often nobody could read it. */
const TELL = 60;

let regulars: Regulars;
let shop: OpenShop | undefined;
const running = new Map<number, AbortController>();
/** The question each analysis answered last: the one that can be explained without asking again. */
const answered = new Map<string, string>();

const engine: Engine = {
  async start() {
    regulars = await plainly(load({ wasm: inflate(wasm) }));
    return regulars.analyses.map(({ name, defaults }) => ({ name, defaults }));
  },

  openSample: (seed, params) => plainly(use(regulars.sample(seed), { name: "tea-shop.csv", params: told(params) })),

  openFile: (work, name, read, params, onProgress) =>
    cancellable(work, (signal) => use(slices(read), { name, params: told(params), signal, onProgress: sometimes(onProgress) })),

  analyse: (work, question, onProgress) =>
    cancellable(work, async (signal) => {
      const { report, rows, columns } = await ask(question, { signal, onProgress: sometimes(onProgress) });
      if (rows.length === 0) return { report, frame: undefined };
      const frame = { rows, columns };
      return Comlink.transfer({ report, frame }, buffersOf(frame));
    }),

  explain: (question, row) =>
    plainly(
      (async () => {
        if (answered.get(question.name) !== JSON.stringify(question)) await ask(question);
        return shop?.explain(question.name, row);
      })(),
    ),

  cancel: (work) => running.get(work)?.abort(),
};

/** Opens a source and puts it in the place of the one in use. */
async function use(source: Source, options: OpenOptions): Promise<Opened> {
  const next = await regulars.open(source, options);
  shop?.close();
  shop = next;
  answered.clear();
  const { health: report, packedIds: ids } = next;
  // Nobody asks for them on this side.
  return Comlink.transfer({ report, ids }, [ids.bytes.buffer as ArrayBuffer, ids.offsets.buffer as ArrayBuffer]);
}

/** The memory of a frame: it is handed over, not copied, for the engine has its own. */
function buffersOf({ rows, columns }: Frame): Transferable[] {
  const arrays = [rows, ...Object.values(columns).map((column) => ("levels" in column ? column.codes : column))];
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}

async function ask<N extends Question["name"]>({ name, params, scope }: Question<N>, options: AnalyseOptions = {}) {
  if (!shop) throw new RegularsError("no_data", "No file is open.", "尚未打开文件。");
  const result = await shop.analyse(name, params, { ...options, scope });
  answered.set(name, JSON.stringify({ name, params, scope }));
  return result;
}

/** Choices as the engine takes them. */
const told = (choices: ImportChoices): ImportParams => ({ roles: {}, ...choices });

async function* slices(read: Read): AsyncGenerator<Uint8Array, void> {
  for (let slice = await read(); slice; slice = await read()) yield slice;
}

function cancellable<T>(work: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  running.set(work, abort);
  return plainly(run(abort.signal).finally(() => running.delete(work)));
}

/** Errors cross to the page as plain objects. */
async function plainly<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (thrown) {
    const problem: Problem =
      thrown instanceof RegularsError ? { kind: thrown.kind, text: { en: thrown.message, zh: thrown.zh } } : asProblem(thrown);
    throw problem;
  }
}

function sometimes<P>(tell: (progress: P) => void): (progress: P) => void {
  let last = 0;
  return (progress) => {
    if (performance.now() - last < TELL) return;
    last = performance.now();
    tell(progress);
  };
}

/** The bytes of a text made of gzip and base64. `fetch` would do it, but the page may fetch nothing. */
function inflate(text: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

Comlink.expose(engine);
