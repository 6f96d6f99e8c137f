import assert from "node:assert/strict";
import { test } from "node:test";
import { whole } from "../app/whole.ts";
import { all, oneOf, passing, sorted } from "./rows.ts";

const values = [2, Number.NaN, 10, 2];
const ids = ["c10", "c9", "b1", "C1"];
const columns = [
  { key: "value", label: "", value: (row: number) => values[row]! },
  { key: "id", label: "", value: (row: number) => ids[row]! },
];
const order = (key: string, falling: boolean) => [...whole(sorted(all(4), columns, { key, falling }))];

test("what is not known stands last either way and equal rows stay in order", () => {
  assert.deepEqual(order("value", true), [2, 0, 3, 1]);
  assert.deepEqual(order("value", false), [0, 3, 2, 1]);
});

test("names are in the order people count", () => {
  assert.deepEqual(order("id", false).map((row) => ids[row]), ["b1", "C1", "c9", "c10"]);
  assert.deepEqual(order("id", true).map((row) => ids[row]), ["c10", "c9", "C1", "b1"]);
});

test("an unknown column leaves the rows as they are", () => {
  assert.deepEqual(order("other", true), [0, 1, 2, 3]);
});

test("rows that pass every test stay in their order", () => {
  const rows = Uint32Array.of(3, 0, 2, 1);
  assert.deepEqual([...whole(passing(rows, oneOf(Uint32Array.of(2, 3, 1), 4), (row) => row !== 1))], [3, 2]);
  assert.equal(whole(passing(rows)), rows);
});
