import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = process.env["REGULARS_ROOT"] ?? join(import.meta.dirname, "../../..");

/** A file of the repository. */
export function file(path: string): string {
  return join(root, path);
}

/** A JSON file of the repository. */
export function json<T>(path: string): T {
  return JSON.parse(readFileSync(file(path), "utf8"));
}

/** The data files that everything has to hold for. */
export const DATA = ["cdnow_master.txt", "cdnow_sample.txt", "telco_churn.csv"] as const;

/** A file of `tests/bad-input.json`. */
export interface BadInput {
  name: string;
  file: string;
  /** Texts with how often each is repeated. */
  parts?: [text: string, times: number][];
  base64?: string;
  /** The kind of the error, for files that cannot be used at all. */
  kind?: string;
}

/** The bytes of such a file. */
export function bytesOf({ parts = [], base64 }: BadInput): Uint8Array {
  const text = parts.map(([text, times]) => text.repeat(times)).join("");
  return base64 === undefined ? new TextEncoder().encode(text) : Buffer.from(base64, "base64");
}
