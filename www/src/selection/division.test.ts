import assert from "node:assert/strict";
import { test } from "node:test";
import { whole } from "../app/whole.ts";
import { byLevel, byRange, tally } from "./division.ts";

const frame = {
  rows: Uint32Array.of(4, 0, 2, 1),
  columns: {
    class: { codes: Uint8Array.of(0, 1, 1, 2), levels: ["A", "B", "C"] },
    value: Float64Array.of(10, 5, 5, Number.NaN),
  },
};

test("levels are parts, weighed by another column", () => {
  const division = byLevel(frame, "class", undefined, (row) => frame.columns.value[row] || 0)!;
  assert.deepEqual(whole(tally(division, undefined)), { customers: [1, 2, 1], weights: [10, 10, 0] });
  // Customers 0 and 4 are rows 1 and 0.
  assert.deepEqual(whole(tally(division, Uint8Array.of(1, 0, 0, 0, 1))), { customers: [1, 1, 0], weights: [10, 5, 0] });
});

test("levels can stand in another order, and those left out are in no part", () => {
  assert.deepEqual(whole(tally(byLevel(frame, "class", ["C", "A"])!, undefined)).customers, [1, 1]);
});

test("stretches begin with their edge, the last one holds both", () => {
  const part = (edges: number[]) => byRange(frame, "value", edges)!;
  assert.deepEqual(whole(tally(part([0, 5, 10]), undefined)).customers, [0, 3]);
  assert.deepEqual(whole(tally(part([5, 6, 7, 8, 10]), undefined)).customers, [2, 0, 0, 1]);
  assert.deepEqual(whole(tally(part([6, 7, 9]), undefined)).customers, [0, 0]);
});

test("what is not known is in no part, and what is no such column has none", () => {
  assert.equal(byRange(frame, "value", [0, 20])!.partOf(3), -1);
  assert.equal(byLevel(frame, "value"), undefined);
  assert.equal(byRange(frame, "class", [0, 1]), undefined);
});
