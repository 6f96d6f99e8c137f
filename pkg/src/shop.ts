import { Session } from "../wasm/regulars.js";
import { RegularsError } from "./error.js";
import { isWhole, pack, unpack, type PackedIds } from "./ids.js";
import { Pace } from "./pace.js";
import { Result, type AnalysisName, type Frame, type Settings } from "./result.js";
import { nameOf, pieces, sizeOf, type Source } from "./source.js";
import type { AnalysisMap, Cleaning, Explanation, ImportParams, ImportReport, Progress, Scope, WorkspaceReport } from "./types.js";

/** How far an import has come. */
export interface ImportProgress {
  /** The file, by its position among those that are opened together. */
  readonly file: number;
  readonly bytes: number;
  readonly rows: number;
  /** The bytes of the whole file, where they are known before. */
  readonly total: number | undefined;
}

/** The values of an attribute: numbers, with days as their number since 1970-01-01 and `NaN` for what is missing; or one of some levels, the first of which is empty. */
export type Attribute = Float64Array | { readonly codes: Uint32Array; readonly levels: readonly string[] };

/** Why one of several files is left out. */
export interface ImportFailure {
  /** The file, by its position among those that are opened together. */
  readonly file: number;
  /** What would be thrown otherwise. */
  readonly error: unknown;
}

/** How a file is opened. */
export interface OpenOptions {
  /** The file's name, as messages show it; that of a `File` unless given. */
  name?: string;
  /** What is not to be guessed: roles of columns, order of dates … */
  params?: Partial<ImportParams>;
  onProgress?: (progress: ImportProgress) => void;
  /** Cancels the import; it then rejects with an error of the kind `cancelled`. */
  signal?: AbortSignal;
}

/** One of several files that are opened together. */
export interface OpenFile {
  source: Source;
  /** The file's name, as messages show it; that of a `File` unless given. */
  name?: string;
  /** What is not to be guessed: roles of columns, order of dates … */
  params?: Partial<ImportParams>;
}

/** How several files are opened. */
export interface OpenAllOptions {
  /** What is done about faults of the data. */
  cleaning?: Partial<Cleaning>;
  /** Told of each file that cannot be used or joined; the others are opened without it. Unless given, such a file is an error. */
  onFailure?: (failure: ImportFailure) => void;
  onProgress?: (progress: ImportProgress) => void;
  /** Cancels the import; it then rejects with an error of the kind `cancelled`. */
  signal?: AbortSignal;
}

/** How an analysis is run. */
export interface AnalyseOptions {
  /** The orders considered and the day that counts as now. */
  scope?: Scope;
  onProgress?: (progress: Progress) => void;
  /** Cancels the analysis; it then rejects with an error of the kind `cancelled`. */
  signal?: AbortSignal;
}

/** How the rejected rows of a file are written. */
export interface RejectedOptions {
  /** The language of the reasons; English unless given. */
  lang?: "en" | "zh";
  /** Cancels the work; it then rejects with an error of the kind `cancelled`. */
  signal?: AbortSignal;
}

/** What was imported, ready for any analysis. */
export class Shop {
  /** How the import went, of several files that of the first with orders: roles and reasons, rejected rows, totals. */
  readonly health: ImportReport;
  /** How the import of each file went, in the order in which they were given; nothing of those that were left out. */
  readonly imports: readonly (ImportReport | undefined)[];
  #data: WorkspaceReport;
  #packedIds: PackedIds;
  /** Made when they are first asked for: of the packed ones, or of the engine's own where those were handed away. */
  #ids: readonly string[] | undefined;
  readonly #session: Session;
  #closed = false;
  /** The engine does one thing at a time; each analysis waits for those asked for before it. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(session: Session, imports: (ImportReport | undefined)[]) {
    this.#session = session;
    this.imports = imports;
    this.#data = session.data();
    this.health = this.#data.imports[0]!;
    this.#packedIds = pack(session.ids());
  }

  /** What there is to analyse: the files, how they fit together, what was mended. */
  get data(): WorkspaceReport {
    return this.#data;
  }

  /** The ids in one piece, for those who hand them to another thread, once, or need no string each. */
  get packedIds(): PackedIds {
    return this.#packedIds;
  }

  /** Every customer's id; the rows of results point into this list. */
  get ids(): readonly string[] {
    return (this.#ids ??= isWhole(this.#packedIds) ? unpack(this.#packedIds) : this.#idsOfSession());
  }

  #idsOfSession(): readonly string[] {
    this.#stillOpen();
    return engine(() => this.#session.ids());
  }

  /** Opens a file; see `Regulars.open`. */
  static open(source: Source, { name, params, ...options }: OpenOptions = {}): Promise<Shop> {
    return Shop.openAll([{ source, ...(name !== undefined && { name }), ...(params && { params }) }], options);
  }

  /** Opens several files and joins them on the customer; see `Regulars.openAll`. */
  static async openAll(files: readonly OpenFile[], options: OpenAllOptions = {}): Promise<Shop> {
    const { cleaning, onFailure, onProgress, signal } = options;
    const pace = new Pace(signal);
    const session = new Session();
    const imports: (ImportReport | undefined)[] = [];
    const failures: unknown[] = [];
    try {
      for (const [place, file] of files.entries()) {
        try {
          imports.push(await read(session, file, place, imports.some(Boolean), pace, onProgress));
        } catch (thrown) {
          const error = RegularsError.from(thrown);
          if (!onFailure || leavesNothing(error)) throw error;
          onFailure({ file: place, error });
          imports.push(undefined);
          failures.push(error);
        }
      }
      if (failures.length > 0 && failures.length === files.length) throw failures[0];
      if (cleaning) session.clean(cleaning);
      await pace.rest();
      return new Shop(session, imports);
    } catch (error) {
      tidy(() => session.free());
      throw RegularsError.from(error);
    }
  }

  /**
   * Cleans the data in another way than before: rows left out, customers made one. What was
   * imported stays as it was, so `clean({})` takes everything back. The ids are others afterwards,
   * and so are the rows of results.
   *
   * @throws {RegularsError} when the cleaning cannot be done; everything then stays as it was.
   */
  clean(cleaning: Partial<Cleaning>): Promise<WorkspaceReport> {
    const done = this.#last.then(() => {
      this.#stillOpen();
      return engine(() => {
        this.#data = this.#session.clean(cleaning);
        this.#packedIds = pack(this.#session.ids());
        this.#ids = undefined;
        return this.#data;
      });
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  /**
   * Runs an analysis. What is not given in `params` has its default.
   *
   * @throws {RegularsError} when the settings or the data do not allow it, or when it is cancelled.
   */
  analyse<N extends AnalysisName>(name: N, params: Settings<N> = {}, options: AnalyseOptions = {}): Promise<Result<N>> {
    const run = this.#last.then(() => this.#run(name, params, options));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #run<N extends AnalysisName>(name: N, params: Settings<N>, options: AnalyseOptions): Promise<Result<N>> {
    const { scope = {}, onProgress, signal } = options;
    try {
      const pace = new Pace(signal);
      this.#stillOpen();
      this.#session.start(name, params, scope);
      for (let progress: Progress = this.#session.step(); !progress.finished; progress = this.#session.step()) {
        if (pace.due) {
          onProgress?.(progress);
          await pace.rest();
          this.#stillOpen();
        }
      }
      const { summary, frame }: { summary: AnalysisMap[N]["report"]; frame?: Frame } = this.#session.finish();
      return new Result(name, summary, frame, () => this.ids);
    } catch (error) {
      tidy(() => this.#session.cancel());
      throw RegularsError.from(error);
    }
  }

  /**
   * What is known of every customer by one attribute of `data.attributes`, in the order of the ids;
   * `undefined` where there is no such attribute.
   */
  attribute(name: string): Attribute | undefined {
    return engine(() => this.#session.attribute(name));
  }

  /**
   * All rejected rows of a file, by its position among those that were opened, as a file: the line
   * and the reason, then the row as it stands in the file, byte for byte. The file is read once
   * more for it, so it has to be given again.
   *
   * @throws {RegularsError} when it cannot be read, or when the work is cancelled.
   */
  rejectedRows(source: Source, file = 0, { lang = "en", signal }: RejectedOptions = {}): Promise<Blob> {
    const written = this.#last.then(async () => {
      const pace = new Pace(signal);
      this.#stillOpen();
      const before = this.imports.slice(0, file).filter(Boolean).length;
      const parts: Uint8Array<ArrayBuffer>[] = [];
      try {
        this.#session.beginRejected(before, lang);
        const bytes = pieces(source);
        for (let next = await pace.wait(bytes.next()); !next.done; next = await pace.wait(bytes.next())) {
          this.#stillOpen();
          parts.push(new Uint8Array(this.#session.pushRejected(next.value)));
          if (pace.due) await pace.rest();
        }
        parts.push(new Uint8Array(this.#session.finishRejected()));
      } catch (error) {
        throw RegularsError.from(error);
      }
      return new Blob(parts);
    });
    this.#last = written.catch(() => undefined);
    return written;
  }

  /** How the figures of one customer came about: a row of the latest result of this analysis, or of its own list where it is not about customers. */
  explain(name: AnalysisName, row: number): Explanation | undefined {
    return engine(() => this.#session.explain(name, row));
  }

  /** The report as the very JSON text that the command line prints. */
  json<N extends AnalysisName>(name: N, params: Settings<N> = {}, scope: Scope = {}): string {
    return engine(() => this.#session.json(name, params, scope));
  }

  /** Gives the memory back; the shop cannot be used afterwards, and what is being analysed is cancelled. */
  close(): void {
    this.#closed = true;
    this.#session.free();
  }

  #stillOpen(): void {
    if (this.#closed) {
      throw new RegularsError("cancelled", "The file was closed.", "文件已关闭。");
    }
  }
}

/** Whether after an error no other file can be opened either. */
const leavesNothing = (error: unknown) => error instanceof RegularsError && ["cancelled", "crashed"].includes(error.kind);

/** Reads one file into the session; with `join` beside those that were read before it. */
async function read(session: Session, file: OpenFile, place: number, join: boolean, pace: Pace, onProgress: OpenAllOptions["onProgress"]): Promise<ImportReport> {
  const { source, name = nameOf(source), params = {} } = file;
  const total = sizeOf(source);
  const bytes = pieces(source);
  try {
    session.beginImport(name, params);
    let done = { bytes: 0, rows: 0 };
    for (let next = await pace.wait(bytes.next()); !next.done; next = await pace.wait(bytes.next())) {
      done = session.push(next.value);
      if (pace.due) {
        onProgress?.({ file: place, ...done, total });
        await pace.rest();
      }
    }
    // A last chance to cancel, before and after the part that cannot be divided.
    await pace.rest();
    const report: ImportReport = session.finishImport(join, (rows: number) => onProgress?.({ file: place, bytes: done.bytes, rows, total }));
    onProgress?.({ file: place, bytes: done.bytes, rows: report.rows_read, total });
    await pace.rest();
    return report;
  } catch (error) {
    // A source that is slow to close shall not hold up the error.
    bytes.return().catch(() => undefined);
    throw error;
  }
}

function engine<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw RegularsError.from(error);
  }
}

/** After a fault of the engine nothing of it can be tidied up, and the fault is the news. */
function tidy(work: () => void): void {
  try {
    work();
  } catch {
    // Said above.
  }
}
