import assert from "node:assert/strict";
import { test } from "node:test";
import { matching, sorted } from "./rows.ts";

const values = [2, Number.NaN, 10, 2];
const ids = ["c10", "c9", "b1", "C1"];
const columns = [
  { key: "value", label: "", value: (row: number) => values[row]! },
  { key: "id", label: "", value: (row: number) => ids[row]! },
];
const all = matching(4, undefined, "");

test("what is not known stands last either way and equal rows stay in order", () => {
  assert.deepEqual([...sorted(all, columns, { key: "value", falling: true })], [2, 0, 3, 1]);
  assert.deepEqual([...sorted(all, columns, { key: "value", falling: false })], [0, 3, 2, 1]);
});

test("names are in the order people count", () => {
  assert.deepEqual([...sorted(all, columns, { key: "id", falling: false })].map((row) => ids[row]), ["b1", "C1", "c9", "c10"]);
});

test("an unknown column leaves the rows as they are", () => {
  assert.deepEqual([...sorted(all, columns, { key: "other", falling: true })], [0, 1, 2, 3]);
});

test("a search finds any part in any case", () => {
  assert.deepEqual([...matching(4, (row) => ids[row]!, " C1")], [0, 3]);
});
