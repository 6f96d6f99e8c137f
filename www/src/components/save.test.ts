import assert from "node:assert/strict";
import { test } from "node:test";
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
  const bytes = new Uint8Array(await csvOf(["客户"], [["张三"], [3]]).arrayBuffer());
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.equal(new TextDecoder().decode(bytes), "客户\r\n张三\r\n3\r\n");
});
