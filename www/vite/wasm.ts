import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

/** Offers the compressed engine as the module `virtual:wasm`: Zstandard, then base64. */
export function wasm(file: string): Plugin {
  return {
    name: "regulars-wasm",
    enforce: "pre",
    resolveId: (id) => (id === "virtual:wasm" ? "\0virtual:wasm" : null),
    async load(id) {
      if (id !== "\0virtual:wasm") return null;
      this.addWatchFile(file);
      const text = (await readFile(file)).toString("base64");
      return `export default ${JSON.stringify(text)};`;
    },
    // The generated loader can fetch the engine by its address. The page hands
    // it the bytes instead, so the address would only embed it a second time.
    transform: (code, id) =>
      id.endsWith("/wasm/regulars.js") ? code.replace(/new URL\([^)]*import\.meta\.url\)/g, "undefined") : null,
  };
}
