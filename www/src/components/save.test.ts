import assert from "node:assert/strict";
import { test } from "node:test";
import { whole } from "../app/whole.ts";
import { csvCell, csvOf } from "./save.ts";

test("text that a spreadsheet would run is disarmed, numbers are not touched", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"]) assert.equal(csvCell(text).startsWith("'"), true, text);
  assert.equal(csvCell(-12.5), "-12.5");
  assert.equal(csvCell(Number.NaN), "");
  assert.equal(csvCell('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`);
});

test("commas, quotes and line breaks are quoted", () => {
  assert.equal(csvCell("a,b"), '"a,b"');
  assert.equal(csvCell('say "hi"'), '"say ""hi"""');
  assert.equal(csvCell("a\nb"), '"a\nb"');
});

test("a file begins with a byte order mark", async () => {
  const cells = [["张三"], [3]];
  const bytes = new Uint8Array(await whole(csvOf(["客户"], Uint32Array.of(0, 1), (row) => cells[row]!)).arrayBuffer());
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.equal(new TextDecoder().decode(bytes), "客户\r\n张三\r\n3\r\n");
});

test("a file of many parts is whole, with its rows in order", async () => {
  const rows = Uint32Array.from({ length: 300_000 }, (_, place) => 300_000 - place);
  const lines = (await whole(csvOf(["row", "twice"], rows, (row) => [row, 2 * row])).text()).split("\r\n");
  assert.equal(lines.length, rows.length + 2);
  assert.deepEqual(lines.slice(1, -1), Array.from(rows, (row) => `${row},${2 * row}`));
});
