/**
 * The package without a place for its wasm: for pages and bundles that carry
 * the bytes themselves. Everything else imports `regulars`.
 */

import init, { Session, type InitInput } from "../wasm/regulars.js";
import { RegularsError } from "./error.js";
import type { AnalysisName } from "./result.js";
import { Shop, type OpenAllOptions, type OpenFile, type OpenOptions } from "./shop.js";
import type { Source } from "./source.js";
import type { AnalysisMap } from "./types.js";

export { RegularsError, type Place } from "./error.js";
export type { PackedIds } from "./ids.js";
export { Result, type AnalysisName, type Column, type Customer, type Levels, type Settings } from "./result.js";
export { Shop, type AnalyseOptions, type Attribute, type ImportFailure, type ImportProgress, type OpenAllOptions, type OpenFile, type OpenOptions, type RejectedOptions } from "./shop.js";
export type { Source } from "./source.js";
export type * from "./types.js";

/** What the engine can be started from: bytes, a response, an address, a compiled module. */
export type Wasm = ArrayBuffer | ArrayBufferView | Response | URL | string | Module;

/** `WebAssembly.Module`, for which not every platform has types. */
type Module = typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } } ? M & object : never;

/** An analysis with its default settings. */
export type AnalysisAbout = { [N in AnalysisName]: { readonly name: N; readonly defaults: AnalysisMap[N]["params"] } }[AnalysisName];

/** The engine, started. */
export class Regulars {
  /** The version of the engine. */
  readonly version: string;
  /** Every analysis with its default settings, in the order of the page. */
  readonly analyses: readonly AnalysisAbout[];

  /** Use `load`. */
  constructor() {
    ({ version: this.version, analyses: this.analyses } = JSON.parse(Session.about()));
  }

  /** The orders of a sample shop as the bytes of a CSV file; the same seed gives the same shop. */
  sample(seed = 1): Uint8Array {
    return Session.sample(seed);
  }

  /**
   * The first lines of a text whose first bytes are given, packed with gzip or not, in an encoding
   * or in the one that it seems to have; none of a workbook.
   *
   * @throws {RegularsError} when there is no encoding of that name.
   */
  sampleText(bytes: Uint8Array, encoding?: string): string[] {
    try {
      return Session.sampleText(bytes, encoding);
    } catch (error) {
      throw RegularsError.from(error);
    }
  }

  /**
   * Opens a file of orders or of customers. It is read in pieces and never held as a whole.
   *
   * @throws {RegularsError} when the file cannot be used, or when the import is cancelled.
   */
  open(source: Source, options?: OpenOptions): Promise<Shop> {
    return Shop.open(source, options);
  }

  /**
   * Opens several files and joins them on the customer: orders after orders, attributes beside
   * attributes. What is in one file only is counted in the shop's `data.join`.
   *
   * @throws {RegularsError} when a file cannot be used or joined, or when the import is cancelled.
   */
  openAll(files: readonly OpenFile[], options?: OpenAllOptions): Promise<Shop> {
    return Shop.openAll(files, options);
  }
}

/**
 * Starts the engine from its wasm.
 *
 * @throws {RegularsError} when the wasm cannot be read or does not run here.
 */
export async function load({ wasm }: { wasm: Wasm | Promise<Wasm> }): Promise<Regulars> {
  try {
    await init({ module_or_path: (await wasm) as InitInput });
  } catch (cause) {
    throw new RegularsError(
      "not_loaded",
      `The engine could not be started: ${cause instanceof Error ? cause.message : String(cause)}. It needs WebAssembly with SIMD (any browser since 2023, Node 20).`,
      "计算引擎无法启动：需要支持 SIMD 的 WebAssembly（2023 年以后的浏览器，或 Node 20）。",
      undefined,
      { cause },
    );
  }
  return new Regulars();
}
