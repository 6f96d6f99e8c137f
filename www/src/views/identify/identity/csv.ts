/** A mapping of ids read back from the file it was saved as. */

/** Each id and what it becomes; `undefined` where the text is no such mapping. */
export function mappingOf(text: string): Record<string, string> | undefined {
  const [header, ...rows] = recordsOf(text.replace(/^\uFEFF/, ""));
  if (header?.[0] !== "id" || header[1] !== "becomes") return undefined;
  const pairs = rows.filter(([id, becomes]) => id && becomes && id !== becomes).map(([id, becomes]) => [plain(id!), plain(becomes!)]);
  return Object.fromEntries(pairs);
}

/** An apostrophe before what a spreadsheet would run as a formula is not part of an id. */
const plain = (cell: string) => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** The fields of each line of a CSV text; spreadsheets of some countries write semicolons. */
function recordsOf(text: string): string[][] {
  const separator = /^[^\r\n,;\t]*([,;\t])/.exec(text)?.[1] ?? ",";
  const records: string[][] = [[]];
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*)?)(${separator}|\\r?\\n|\\r|$)`, "y");
  while (field.lastIndex < text.length) {
    const [, quoted, bare = "", end] = field.exec(text) ?? [];
    if (end === undefined) return [];
    records.at(-1)!.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== separator && field.lastIndex < text.length) records.push([]);
  }
  return records;
}
