/** Customer analytics that stays on the device, for Node. */

import { readFile } from "node:fs/promises";
import * as core from "./core.js";

export * from "./core.js";

/** Starts the engine: from the wasm beside this module unless another one is given. */
export async function load(options: { wasm?: core.Wasm | Promise<core.Wasm> } = {}): Promise<core.Regulars> {
  return core.load({ wasm: options.wasm ?? readFile(new URL("../wasm/regulars_bg.wasm", import.meta.url)) });
}
