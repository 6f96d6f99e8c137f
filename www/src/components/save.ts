/** Files the user saves. */
import { signal } from "@preact/signals";
import { type Work, sliced } from "../app/sliced.ts";

/** Rows between two yields. */
const STRIDE = 256;

/** The file saved last, of which the page tells. */
export const saved = signal<{ name: string } | null>(null);

/** Hands a file to the browser's own download. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  saved.value = { name };
  // The download has begun by then; some browsers read the address a little later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A file that is being made. */
export interface Saving {
  name: string;
  /** How much of it is there, from 0 to 1. */
  share: number;
  cancel: () => void;
}

/** The file that is being made at the moment. */
export const saving = signal<Saving | null>(null);

/** Makes a file in slices and saves it; another that is still being made is given up. */
export async function saveFrom(name: string, work: Work<Blob>): Promise<void> {
  saving.value?.cancel();
  const abort = new AbortController();
  const task: Saving = { name, share: 0, cancel: () => abort.abort() };
  saving.value = task;
  try {
    const content = await sliced(work, abort.signal, (share) => isOf(task) && (saving.value = { ...task, share }));
    if (content) saveFile(name, content);
  } finally {
    if (isOf(task)) saving.value = null;
  }
}

const isOf = (task: Saving) => saving.value?.cancel === task.cancel;

/** So much of a file is one text; a whole one can be longer than a text may be. */
const PART = 1 << 19;

/** A table as CSV: with a byte order mark, so that spreadsheets take it for UTF-8. */
export function* csvOf(header: string[], rows: Uint32Array, cells: (row: number) => (string | number)[]): Work<Blob> {
  const line = (cells: (string | number)[]) => `${cells.map(csvCell).join(",")}\r\n`;
  const parts: Blob[] = [];
  let part = `\uFEFF${line(header)}`;
  for (const [place, row] of rows.entries()) {
    part += line(cells(row));
    if (part.length >= PART) {
      parts.push(new Blob([part]));
      part = "";
    }
    if (place % STRIDE === 0) yield place / rows.length;
  }
  return new Blob([...parts, part], { type: "text/csv;charset=utf-8" });
}

/** A cell of a CSV file. Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(value: string | number): string {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
