/** What passes between the page and its worker. */
import type { AnalysisMap, AnalysisName, Attribute, Cleaning, Column, Explanation, ImportParams, ImportReport, PackedIds, Progress, Scope, WorkspaceReport } from "regulars/core";
import type { Lang, Text } from "../i18n/lang.ts";
import type { Ids } from "./ids.ts";

/** What became of one of the files that were opened together. */
export type Outcome = { report: ImportReport; problem?: undefined } | { report?: undefined; problem: Problem };

/** The data in use, as the worker hands it over. */
export interface Used {
  data: WorkspaceReport;
  ids: PackedIds;
}

/** What was opened, as the worker hands it over. */
export interface Opened extends Used {
  /** Each file, in the order in which they were asked for. */
  files: Outcome[];
  /** Why the data could not be cleaned as was asked; they are then as they came. */
  uncleaned?: Problem | undefined;
}

/** The data in use: what was opened, and cleaned in one way. */
export interface Shop {
  /** What there is to analyse: the files, how they fit together, what was mended. */
  data: WorkspaceReport;
  files: readonly Outcome[];
  /** The customers' ids; frames point into this list. */
  ids: Ids;
}

/** How far the reading has come. */
export interface Reading {
  /** The file that is being read, by its position. */
  file: number;
  /** The bytes of this file that were read. */
  bytes: number;
  /** The rows of all files so far. */
  rows: number;
}

/** What the user says about a file; the rest is guessed. */
export type ImportChoices = Partial<ImportParams>;

/** A file to open: its name, what is said about it, and where it is the sample shop the seed that makes it. */
export interface Wanted {
  name: string;
  params: ImportChoices;
  seed?: number;
}

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

/** Reads the next slice of a file, given by its position; `null` after the last one. */
export type Read = (file: number) => Promise<Uint8Array | null>;

/** What the worker does for the page. Work under a number can be cancelled by it. */
export interface Engine {
  start(): Promise<{ name: AnalysisName; defaults: unknown }[]>;
  open(work: number, files: Wanted[], cleaning: Cleaning, read: Read, onProgress: (reading: Reading) => void): Promise<Opened>;
  clean(cleaning: Cleaning): Promise<Used>;
  analyse<N extends AnalysisName>(work: number, question: Question<N>, onProgress: (progress: Progress) => void): Promise<Result<N>>;
  attribute(name: string): Promise<Attribute | undefined>;
  explain(question: Question, row: number): Promise<Explanation | undefined>;
  /** The first lines of a text in an encoding, or in the one that it seems to have. */
  sampleText(bytes: Uint8Array, encoding: string | undefined): Promise<string[]>;
  /** The rejected rows of one of the files that are open, which is read once more. */
  rejectedRows(work: number, file: number, lang: Lang, read: () => Promise<Uint8Array | null>): Promise<Blob>;
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
