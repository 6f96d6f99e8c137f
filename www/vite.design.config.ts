import { defineConfig } from "vite";
import { common } from "./vite.config.ts";

// Builds the page of all components for its test. The production build has its own entry and knows nothing of it.
export default defineConfig({
  ...common,
  base: "./",
  build: {
    outDir: "build/design",
    target: "es2022",
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { input: "design.html" },
  },
});
