import type { AnalysisMap } from "./types.js";

/** The names of the analyses. */
export type AnalysisName = keyof AnalysisMap;

/** The settings of an analysis; each that is not given has its default. */
export type Settings<N extends AnalysisName> = Partial<AnalysisMap[N]["params"]>;

/** One of a few levels for each row: `levels[codes[row]]`. */
export interface Levels {
  readonly codes: Uint8Array;
  readonly levels: readonly string[];
}

/** One value a row: measures (`NaN` is not known), counts, or levels. */
export type Column = Float64Array | Uint32Array | Levels;

/** One customer: its id and a value of each column; what is not known is `null`. */
export type Customer = { readonly id: string } & { readonly [column: string]: number | string | null };

/** The part of a report that is about single customers, as the engine hands it over. */
export interface Frame {
  readonly rows: Uint32Array;
  readonly columns: Readonly<Record<string, Column>>;
}

/** What an analysis found. */
export class Result<N extends AnalysisName = AnalysisName> {
  /** The name of the analysis. */
  readonly name: N;
  /** What was found about all customers together. */
  readonly report: AnalysisMap[N]["report"];
  /** The customers the columns are about, as positions in the shop's `ids`. */
  readonly rows: Uint32Array;
  /** What was found about each customer. */
  readonly columns: Readonly<Record<string, Column>>;
  readonly #ids: () => readonly string[];

  constructor(name: N, report: AnalysisMap[N]["report"], frame: Frame | undefined, ids: () => readonly string[]) {
    this.name = name;
    this.report = report;
    this.rows = frame?.rows ?? new Uint32Array();
    this.columns = frame?.columns ?? {};
    this.#ids = ids;
  }

  /** The customers one by one, as the command line prints them. */
  *customers(): Generator<Customer, void> {
    const ids = this.#ids();
    const columns = Object.entries(this.columns);
    for (const [row, customer] of this.rows.entries()) {
      const values = columns.map(([name, column]) => [name, valueOf(column, row)]);
      yield { id: ids[customer] ?? "", ...Object.fromEntries(values) };
    }
  }
}

function valueOf(column: Column, row: number): number | string | null {
  if ("levels" in column) {
    return column.levels[column.codes[row] ?? 0] ?? null;
  }
  const value = column[row] ?? Number.NaN;
  return Number.isFinite(value) ? value : null;
}
