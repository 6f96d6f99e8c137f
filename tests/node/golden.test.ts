import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load, type RegularsError } from "regulars";
import { DATA, file } from "./support.js";

const cli = process.env["REGULARS_CLI"] ?? "regulars";
const regulars = await load();

/** What the command line prints: the JSON, or the sentence that says why there is none. */
function printed(...words: string[]): string {
  const run = spawnSync(cli, [...words, "--json"], { cwd: file("tests/data"), encoding: "utf8", maxBuffer: 1 << 28 });
  return (run.status === 0 ? run.stdout : run.stderr).trimEnd();
}

for (const name of DATA) {
  const shop = await regulars.open(readFileSync(file(`tests/data/${name}`)), { name });
  for (const analysis of regulars.analyses) {
    test(`${analysis.name} of ${name}: the same bytes as on the command line`, () => {
      let json: string;
      try {
        json = shop.json(analysis.name);
      } catch (error) {
        json = (error as RegularsError).message;
      }
      // A comparison of whole texts would print megabytes.
      const expected = printed(analysis.name, name);
      const differs = [...json].findIndex((letter, place) => letter !== expected[place]);
      assert.ok(json === expected, `from letter ${differs}: ${json.slice(differs - 80, differs + 80)} is not ${expected.slice(differs - 80, differs + 80)}`);
    });
  }
}
