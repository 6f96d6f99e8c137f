/** What passes between the page and its worker. */
import type { AnalysisMap, AnalysisName, Column, Explanation, ImportParams, ImportReport, PackedIds, Progress, Scope } from "regulars/core";
import type { Text } from "../i18n/lang.ts";
import type { Ids } from "./ids.ts";

/** A file that was read, as the worker hands it over. */
export interface Opened {
  report: ImportReport;
  ids: PackedIds;
}

/** A file that was read. */
export interface Shop {
  report: ImportReport;
  /** The customers' ids; frames point into this list. */
  ids: Ids;
}

/** How far the reading of a file has come. */
export interface Reading {
  bytes: number;
  rows: number;
}

/** What the user says about a file; the rest is guessed. */
export type ImportChoices = Partial<ImportParams>;

/** A row a customer: which customer, and what was found for it. */
export interface Frame {
  rows: Uint32Array;
  columns: Readonly<Record<string, Column>>;
}

/** What an analysis found. */
export interface Result<N extends AnalysisName> {
  report: AnalysisMap[N]["report"];
  frame: Frame | undefined;
}

/** What an analysis is asked. */
export interface Question<N extends AnalysisName = AnalysisName> {
  name: N;
  params: Partial<AnalysisMap[N]["params"]>;
  scope: Scope;
}

/** Reads the next slice of a file; `null` after the last one. */
export type Read = () => Promise<Uint8Array | null>;

/** What the worker does for the page. Work under a number can be cancelled by it. */
export interface Engine {
  start(): Promise<{ name: AnalysisName; defaults: unknown }[]>;
  openSample(seed: number, params: ImportChoices): Promise<Opened>;
  openFile(work: number, name: string, read: Read, params: ImportChoices, onProgress: (reading: Reading) => void): Promise<Opened>;
  analyse<N extends AnalysisName>(work: number, question: Question<N>, onProgress: (progress: Progress) => void): Promise<Result<N>>;
  explain(question: Question, row: number): Promise<Explanation | undefined>;
  cancel(work: number): void;
}

/** Why something could not be done, in both languages. */
export interface Problem {
  kind: string;
  text: Text;
}

/** Whatever was thrown, as a sentence. */
export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: "unknown", text: { en: message, zh: message } };
}

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === "object" && thrown !== null && "kind" in thrown && "text" in thrown;
}

export const CANCELLED: Problem = { kind: "cancelled", text: { en: "Cancelled.", zh: "已取消。" } };
