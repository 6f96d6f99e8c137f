import type { Notice, WorkspaceReport } from "regulars/core";

/** What to know of every file, of their joining and of what is mended, each once. */
export function noticesOf({ imports, join, cleaned }: WorkspaceReport): Notice[] {
  const all = [...imports.flatMap(({ notices }) => notices), ...(join?.notices ?? []), ...(cleaned?.notices ?? [])];
  return [...new Map(all.map((notice) => [notice.text.en, notice])).values()];
}
