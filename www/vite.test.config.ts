import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

const tests = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => /\.test\.tsx?$/.test(file));

// Bundles the tests for Node, which then runs them itself.
export default defineConfig({
  build: {
    ssr: true,
    outDir: "build/tests",
    rolldownOptions: { input: tests.map((file) => `src/${file}`) },
  },
});
