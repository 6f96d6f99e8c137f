import { fileURLToPath } from "node:url";
import { type UserConfig, defineConfig } from "vite";
import { seal } from "./vite/seal.ts";
import { wasm } from "./vite/wasm.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const engine = () => wasm(path("../pkg/wasm/regulars_bg.wasm.zst"));

/** What the page of all components is built with too. */
export const common: UserConfig = {
  plugins: [engine()],
  // Module workers do not start from a double-clicked file in Chromium; classic ones do.
  worker: { format: "iife", plugins: () => [engine()] },
  resolve: { alias: { "regulars/core": path("../pkg/src/core.ts") } },
};

export default defineConfig({
  ...common,
  plugins: [engine(), seal(path("./vite"))],
  build: {
    outDir: "build",
    target: "es2022",
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    chunkSizeWarningLimit: 4000,
    reportCompressedSize: false,
  },
});
