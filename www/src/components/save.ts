/** Files the user saves. */
import { signal } from "@preact/signals";

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

/** A table as CSV: with a byte order mark, so that spreadsheets take it for UTF-8. */
export function csvOf(header: string[], rows: Iterable<(string | number)[]>): Blob {
  const lines = [header, ...rows].map((row) => row.map(csvCell).join(","));
  return new Blob(["\uFEFF", lines.join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" });
}

/** A cell of a CSV file. Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(value: string | number): string {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
