import { Session } from "../wasm/regulars.js";
import { RegularsError } from "./error.js";
import { isWhole, pack, unpack, type PackedIds } from "./ids.js";
import { Pace } from "./pace.js";
import { Result, type AnalysisName, type Frame, type Settings } from "./result.js";
import { nameOf, pieces, sizeOf, type Source } from "./source.js";
import type { AnalysisMap, Explanation, ImportParams, ImportReport, Progress, Scope } from "./types.js";

/** How far an import has come. */
export interface ImportProgress {
  readonly bytes: number;
  readonly rows: number;
  /** The bytes of the whole file, where they are known before. */
  readonly total: number | undefined;
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

/** How an analysis is run. */
export interface AnalyseOptions {
  /** The orders considered and the day that counts as now. */
  scope?: Scope;
  onProgress?: (progress: Progress) => void;
  /** Cancels the analysis; it then rejects with an error of the kind `cancelled`. */
  signal?: AbortSignal;
}

/** An imported file, ready for any analysis. */
export class Shop {
  /** How the import went: roles and reasons, rejected rows, totals. */
  readonly health: ImportReport;
  /** The ids in one piece, for those who hand them to another thread, once, or need no string each. */
  readonly packedIds: PackedIds;
  /** Made when they are first asked for: of the packed ones, or of the engine's own where those were handed away. */
  #ids: readonly string[] | undefined;
  readonly #session: Session;
  #closed = false;
  /** The engine does one thing at a time; each analysis waits for those asked for before it. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(session: Session, health: ImportReport) {
    this.#session = session;
    this.health = health;
    this.packedIds = pack(session.ids());
  }

  /** Every customer's id; the rows of results point into this list. */
  get ids(): readonly string[] {
    return (this.#ids ??= isWhole(this.packedIds) ? unpack(this.packedIds) : this.#idsOfSession());
  }

  #idsOfSession(): readonly string[] {
    this.#stillOpen();
    return engine(() => this.#session.ids());
  }

  /** Opens a file; see `Regulars.open`. */
  static async open(source: Source, options: OpenOptions = {}): Promise<Shop> {
    const { name = nameOf(source), params = {}, onProgress, signal } = options;
    const pace = new Pace(signal);
    const total = sizeOf(source);
    const session = new Session();
    const bytes = pieces(source);
    try {
      session.beginImport(name, params);
      for (let next = await pace.wait(bytes.next()); !next.done; next = await pace.wait(bytes.next())) {
        const done: { bytes: number; rows: number } = session.push(next.value);
        if (pace.due) {
          onProgress?.({ ...done, total });
          await pace.rest();
        }
      }
      // A last chance to cancel, before and after the part that cannot be divided.
      await pace.rest();
      const health = session.finishImport();
      await pace.rest();
      return new Shop(session, health);
    } catch (error) {
      tidy(() => session.free());
      // A source that is slow to close shall not hold up the error.
      bytes.return().catch(() => undefined);
      throw RegularsError.from(error);
    }
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

  /** How the figures of one customer came about: a row of the latest result of this analysis. */
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
