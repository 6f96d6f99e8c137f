/** What is opened together: files, what is said about each, and what is mended in them. */
import type { Cleaning } from "regulars/core";
import type { ImportChoices } from "../worker/protocol.ts";

/** Where a file comes from: the user has it, or a seed makes it as a sample shop. */
export type Origin = File | { readonly seed: number };

/** A file and how it is read. */
export interface Part {
  origin: Origin;
  params: ImportChoices;
}

export interface Setup {
  parts: readonly Part[];
  cleaning: Cleaning;
}

/** The cleaning that changes nothing. */
export const NOTHING: Cleaning = { remedies: [], merges: {}, set_aside: [], apart: [] };

/** The sample shop as it comes. */
export const SAMPLE: Setup = { parts: [{ origin: { seed: 1 }, params: {} }], cleaning: NOTHING };

/** Whether it is the sample shop, and no file of the user's. */
export const isSample = ({ parts }: Setup): boolean => !parts.some(({ origin }) => origin instanceof File);

/** Files of the user's as they come. */
export const partsOf = (files: readonly File[]): Part[] => files.map((origin) => ({ origin, params: {} }));

/** The file that comes from there, if it is one of these. */
export const partOf = (setup: Setup | null | undefined, origin: Origin): Part | undefined => setup?.parts.find((part) => part.origin === origin);

/** The same with other choices for one file. */
export const withChoices = (setup: Setup, origin: Origin, params: ImportChoices): Setup => ({
  ...setup,
  parts: setup.parts.map((part) => (part.origin === origin ? { origin, params } : part)),
});

/** The same without one file. */
export const without = (setup: Setup, origin: Origin): Setup => ({ ...setup, parts: setup.parts.filter((part) => part.origin !== origin) });

/** Whether two have a file in common, so that what was decided about one goes on in the other. */
export const related = (a: Setup, b: Setup): boolean => a.parts.some(({ origin }) => partOf(b, origin));

/** Whether two read the same files in the same way. */
export const readsAlike = (a: Setup, b: Setup): boolean =>
  a.parts.length === b.parts.length && a.parts.every(({ origin, params }, place) => origin === b.parts[place]!.origin && JSON.stringify(params) === JSON.stringify(b.parts[place]!.params));

const numbers = new WeakMap<Origin, number>();
let origins = 0;

function numberOf(origin: Origin): number {
  const number = numbers.get(origin) ?? ++origins;
  numbers.set(origin, number);
  return number;
}

/** Tells two setups apart, in the same words for the same one. */
export const keyOf = ({ parts, cleaning }: Setup): string => JSON.stringify([parts.map(({ origin, params }) => [numberOf(origin), params]), cleaning]);

/** Tells the files of two setups apart, however they are read. */
export const originsOf = ({ parts }: Setup): string => parts.map(({ origin }) => numberOf(origin)).join();

/** The bytes of all files before one, where they are known. */
export const bytesBefore = ({ parts }: Setup, place: number): number =>
  parts.slice(0, place).reduce((sum, { origin }) => sum + (origin instanceof File ? origin.size : 0), 0);
