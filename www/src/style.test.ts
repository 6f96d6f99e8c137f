import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const sheets = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".css"))
  .map((file) => ({ file, text: readFileSync(`src/${file}`, "utf8").replace(/\/\*.*?\*\//gs, "") }));

/** The values of some properties, wherever they stand, except in the sheet of all colours and sizes. */
function values(properties: RegExp): { file: string; value: string }[] {
  return sheets
    .filter(({ file }) => !file.endsWith("theme.css"))
    .flatMap(({ file, text }) => [...text.matchAll(/([\w-]+):\s*([^;{}]+);/g)].filter(([, name = ""]) => properties.test(name)).map(([, name, value]) => ({ file, value: `${name}: ${value}` })));
}

/** Those that are none of the ones allowed. */
const others = (properties: RegExp, allowed: RegExp) => values(properties).filter(({ value }) => !allowed.test(value.replace(/^[\w-]+: /, "")));

test("colours, sizes of type, corners and shadows come from the theme alone", () => {
  assert.ok(sheets.length > 5);
  assert.deepEqual(sheets.filter(({ file, text }) => !file.endsWith("theme.css") && /#[\da-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(/i.test(text)).map(({ file }) => file), []);
  assert.deepEqual(others(/^font-size$/, /^var\(--size-\w+\)$/), []);
  assert.deepEqual(others(/^border-radius$/, /^(0|50%|var\(--radius\)|0 var\(--radius\) var\(--radius\) 0)$/), []);
  assert.deepEqual(others(/^box-shadow$/, /^(none|var\(--shadow\)|inset .*)$/), []);
});

test("space comes in steps of four", () => {
  const odd = values(/^(margin|padding|gap|row-gap|column-gap|inset)(-\w+)*$/).filter(({ value }) => [...value.matchAll(/(\d+)px/g)].some(([, pixels]) => Number(pixels) % 4 !== 0));
  assert.deepEqual(odd, []);
});

test("what looks different in a narrow window does so on screens only: paper is as wide as it is", () => {
  assert.deepEqual(sheets.filter(({ text }) => /@media \(width/.test(text)).map(({ file }) => file), []);
});
