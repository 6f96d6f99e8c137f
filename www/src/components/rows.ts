/** Which rows of a table are shown, and in which order. */

export interface TableColumn {
  key: string;
  label: string;
  /** The value by which it is sorted and saved. */
  value: (row: number) => string | number;
  /** How it is shown; as it is unless given. */
  show?: (value: never) => string;
}

export interface Order {
  key: string;
  falling: boolean;
}

/** The rows that a search finds. */
export function matching(rows: number, search: ((row: number) => string) | undefined, query: string): Uint32Array {
  const all = new Uint32Array(rows);
  for (let row = 0; row < rows; row += 1) all[row] = row;
  const wanted = query.trim().toLowerCase();
  return search && wanted ? all.filter((row) => search(row).toLowerCase().includes(wanted)) : all;
}

/** Rows in order; what is not known stands last either way, and equal rows stay as they were. */
export function sorted(rows: Uint32Array, columns: TableColumn[], order: Order | undefined): Uint32Array {
  const column = columns.find(({ key }) => key === order?.key);
  if (!column || !order) return rows;
  const values: (string | number)[] = [];
  for (const row of rows) values[row] = column.value(row);
  const sign = order.falling ? -1 : 1;
  return rows.toSorted((a, b) => compare(values[a]!, values[b]!, sign) || a - b);
}

/** Chinese names stand by their sound, wherever the browser comes from. */
const names = new Intl.Collator(["zh", "en"], { numeric: true });

function compare(a: string | number, b: string | number, sign: number): number {
  if (typeof a === "string" || typeof b === "string") return sign * names.compare(String(a), String(b));
  const unknown = Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return unknown || sign * (a - b) || 0;
}
