import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode, parse, print } from "./hash.ts";

test("an address survives being written and read", () => {
  const address = { view: "abc", query: { by: "purchases", limits: "0.8,0.95", label: "a&b=c #", lang: "zh" } };
  const hash = print(address);
  assert.equal(hash, "#/abc?by=purchases&limits=0.8,0.95&label=a%26b%3Dc+%23&lang=zh");
  assert.deepEqual(parse(hash), address);
});

test("no address is the overview", () => {
  for (const hash of ["", "#", "#/"]) assert.deepEqual(parse(hash), { view: "overview", query: {} });
  assert.equal(print({ view: "rfm", query: {} }), "#/rfm");
});

test("settings survive being written and read", () => {
  const cases: [value: unknown, like: unknown, text: string][] = [
    ["purchases", "revenue", "purchases"],
    [7, 5, "7"],
    [null, null, "null"],
    [true, false, "true"],
    [[0.7, 0.9], [0.8, 0.95], "0.7,0.9"],
    [["recency", "price, net"], [], '["recency","price, net"]'],
    [["recency"], [], "recency"],
    // A column may be called 1, and a name may look like anything.
    ["1", null, '"1"'],
    ["null", null, '"null"'],
    ["1997-09-30", null, "1997-09-30"],
    [{ r: [30], f: [], m: [] }, { r: [], f: [], m: [] }, '{"r":[30],"f":[],"m":[]}'],
    [[], [1], ""],
  ];
  for (const [value, like, text] of cases) {
    assert.equal(encode(value), text);
    assert.deepEqual(decode(text, like), value);
  }
});
