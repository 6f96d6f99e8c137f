/** The worker's side: the engine, one file in use, and the work that can be cancelled. */
import * as Comlink from "comlink";
import { type AnalyseOptions, type Cleaning, type ImportParams, type ImportProgress, type OpenFile, type Regulars, RegularsError, type Shop as OpenShop, load } from "regulars/core";
import { decompress } from "fzstd";
import wasm from "virtual:wasm";
import { type Engine, type Frame, type ImportChoices, type Outcome, type Problem, type Question, type Read, type Reading, type Used, type Wanted, asProblem } from "./protocol.ts";

/** Progress is told this often, in milliseconds; more often nobody could read it. */
const TELL = 60;

let regulars: Regulars;
let shop: OpenShop | undefined;
const running = new Map<number, AbortController>();
/** The question each analysis answered last: the one that can be explained without asking again. */
const answered = new Map<string, string>();

const engine: Engine = {
  async start() {
    regulars = await plainly(load({ wasm: unpack(wasm) }));
    return regulars.analyses.map(({ name, defaults }) => ({ name, defaults }));
  },

  open: (work, files, cleaning, read, onProgress) =>
    cancellable(work, async (signal) => {
      const problems = new Map<number, Problem>();
      const next = await regulars.openAll(files.map((file, place) => sourceOf(file, place, read)), {
        signal,
        onProgress: withRowsBefore(sometimes(onProgress)),
        onFailure: ({ file, error }) => problems.set(file, problemOf(error)),
      });
      const uncleaned = isNothing(cleaning) ? undefined : await next.clean(cleaning).then(() => undefined, problemOf);
      shop?.close();
      shop = next;
      answered.clear();
      return handOver({ ...used(next), files: files.map((_, place) => outcome(next, place, problems.get(place))), uncleaned });
    }),

  clean: (cleaning) =>
    plainly(
      (async () => {
        if (!shop) throw nothingOpen();
        await shop.clean(cleaning);
        answered.clear();
        return handOver(used(shop));
      })(),
    ),

  analyse: (work, question, onProgress) =>
    cancellable(work, async (signal) => {
      const { report, rows, columns } = await ask(question, { signal, onProgress: sometimes(onProgress) });
      if (rows.length === 0) return { report, frame: undefined };
      const frame = { rows, columns };
      return Comlink.transfer({ report, frame }, buffersOf(frame));
    }),

  attribute: (name) =>
    plainly(
      (async () => {
        const values = shop?.attribute(name);
        // The engine has its own, so these are handed over.
        return values && Comlink.transfer(values, [("levels" in values ? values.codes : values).buffer as ArrayBuffer]);
      })(),
    ),

  explain: (question, row) =>
    plainly(
      (async () => {
        if (answered.get(question.name) !== JSON.stringify(question)) await ask(question);
        return shop?.explain(question.name, row);
      })(),
    ),

  sampleText: (bytes, encoding) => plainly(Promise.resolve().then(() => regulars.sampleText(bytes, encoding))),

  rejectedRows: (work, file, lang, read) =>
    cancellable(work, async (signal) => {
      if (!shop) throw nothingOpen();
      return shop.rejectedRows(slices(read), file, { lang, signal });
    }),

  cancel: (work) => running.get(work)?.abort(),
};

const used = ({ data, packedIds: ids }: OpenShop): Used => ({ data, ids });

/** Nobody asks for the ids on this side, so their memory is handed over. */
const handOver = <T extends Used>(what: T): T => Comlink.transfer(what, [what.ids.bytes.buffer as ArrayBuffer, what.ids.offsets.buffer as ArrayBuffer]);

function sourceOf({ name, params, seed }: Wanted, place: number, read: Read): OpenFile {
  return { source: seed === undefined ? slices(() => read(place)) : regulars.sample(seed), name, params: told(params) };
}

function outcome({ imports }: OpenShop, place: number, problem: Problem | undefined): Outcome {
  const report = imports[place];
  return report ? { report } : { problem: problem ?? asProblem(nothingOpen()) };
}

/** Adds to the rows of a file those of the files before it. */
function withRowsBefore(tell: (reading: Reading) => void): (progress: ImportProgress) => void {
  let before = 0;
  let last = { file: 0, rows: 0 };
  return ({ file, bytes, rows }) => {
    if (file !== last.file) before += last.rows;
    last = { file, rows };
    tell({ file, bytes, rows: before + rows });
  };
}

const isNothing = ({ remedies, merges, set_aside, apart }: Cleaning) => [remedies, Object.keys(merges), set_aside, apart].every(({ length }) => length === 0);

/** The memory of a frame: it is handed over, not copied, for the engine has its own. */
function buffersOf({ rows, columns }: Frame): Transferable[] {
  const arrays = [rows, ...Object.values(columns).map((column) => ("levels" in column ? column.codes : column))];
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}

async function ask<N extends Question["name"]>({ name, params, scope }: Question<N>, options: AnalyseOptions = {}) {
  if (!shop) throw nothingOpen();
  const result = await shop.analyse(name, params, { ...options, scope });
  answered.set(name, JSON.stringify({ name, params, scope }));
  return result;
}

/** Choices as the engine takes them. */
const told = (choices: ImportChoices): ImportParams => ({ roles: {}, ...choices });

const nothingOpen = () => new RegularsError("no_data", "No file is open.", "尚未打开文件。");

async function* slices(read: () => Promise<Uint8Array | null>): AsyncGenerator<Uint8Array, void> {
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
    throw problemOf(thrown);
  }
}

const problemOf = (thrown: unknown): Problem =>
  thrown instanceof RegularsError ? { kind: thrown.kind, text: { en: thrown.message, zh: thrown.zh } } : asProblem(thrown);

function sometimes<P>(tell: (progress: P) => void): (progress: P) => void {
  let last = 0;
  return (progress) => {
    if (performance.now() - last < TELL) return;
    last = performance.now();
    tell(progress);
  };
}

/** The bytes of a text made of Zstandard, which no browser unpacks by itself, and base64. */
function unpack(text: string): Uint8Array {
  return decompress(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
}

Comlink.expose(engine);
