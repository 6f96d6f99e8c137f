/** Which rows of a table are shown, and in which order. */
import { STRIDE, type Work } from "../app/sliced.ts";
import { byNumber, byText } from "./sort.ts";

export interface TableColumn {
  key: string;
  label: string;
  /** The value by which it is sorted; a number in every row, or a text in every row. */
  value: (row: number) => string | number;
  /** How a value is saved; as it is unless given. */
  saved?: (value: never) => string | number;
  /** How it is shown; as it is unless given. */
  show?: (value: never) => string;
}

export interface Order {
  key: string;
  falling: boolean;
}

/** Makes of what is searched for a test of rows. */
export type Search = (query: string) => (row: number) => boolean;

/** The rows of a table in their own order. */
export function all(rows: number): Uint32Array {
  const all = new Uint32Array(rows);
  for (let row = 0; row < rows; row += 1) all[row] = row;
  return all;
}

/** Rows in order; what is not known stands last either way, and equal rows stay as they were. */
export function* sorted(rows: Uint32Array, columns: TableColumn[], order: Order | undefined): Work<Uint32Array> {
  const column = columns.find(({ key }) => key === order?.key);
  if (!column || !order || rows.length === 0) return rows;
  const { value } = column;
  return typeof value(rows[0]!) === "number"
    ? yield* byNumber(rows, (row) => Number(value(row)), order.falling)
    : yield* byText(rows, (row) => String(value(row)), order.falling);
}

/** Those of some rows that pass every test, in the same order. */
export function* passing(rows: Uint32Array, ...tests: ((row: number) => boolean)[]): Work<Uint32Array> {
  if (tests.length === 0) return rows;
  const passing = new Uint32Array(rows.length);
  let many = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place]!;
    if (tests.every((test) => test(row))) {
      passing[many] = row;
      many += 1;
    }
    if (place % STRIDE === 0) yield;
  }
  return passing.slice(0, many);
}

/** A test of whether a row is one of some. */
export function oneOf(among: Uint32Array, rows: number): (row: number) => boolean {
  const isOne = new Uint8Array(rows);
  for (const row of among) isOne[row] = 1;
  return (row) => isOne[row] === 1;
}
