import assert from "node:assert/strict";
import { test } from "node:test";
import { TALLEST, elementHeight, revealing, scrolled, settled } from "./scroll.ts";

const short = { list: 33_000, view: 400 };
const tall = { list: 33_000_000, view: 400 };
const TOP = { element: 0, list: 0 };

test("what an element can be tall is scrolled as it is", () => {
  assert.equal(elementHeight(short.list), 33_000);
  assert.deepEqual(scrolled(TOP, 20_000, short), { element: 20_000, list: 20_000 });
  assert.deepEqual(scrolled({ element: 20_000, list: 20_000 }, 20_100, short), { element: 20_100, list: 20_100 });
});

test("far moves are a share of the whole, to its very end", () => {
  assert.equal(elementHeight(tall.list), TALLEST);
  const end = scrolled(TOP, TALLEST - tall.view, tall);
  assert.equal(Math.round(end.list), tall.list - tall.view);
  // The browser's own end may lie a little further.
  assert.equal(scrolled(TOP, TALLEST - tall.view + 2, tall).list, tall.list - tall.view);
  assert.equal(scrolled(end, 0, tall).list, 0);
  assert.equal(Math.round(scrolled(TOP, (TALLEST - tall.view) / 2, tall).list), (tall.list - tall.view) / 2);
});

test("near moves pass over no row", () => {
  const middle = settled(10_000_000, tall);
  const next = scrolled(middle, middle.element + 100, tall);
  assert.equal(next.list, 10_000_100);
  // What has drifted apart is put right, and nothing seems to move.
  assert.equal(settled(next.list, tall).list, next.list);
});

test("no move leaves the list", () => {
  const end = settled(tall.list, tall);
  assert.equal(end.list, tall.list - tall.view);
  assert.ok(end.element <= TALLEST - tall.view);
  assert.equal(scrolled({ element: 300, list: 100 }, 100, tall).list, 0);
  assert.deepEqual(settled(50, { list: 33, view: 400 }), TOP);
});

test("a row is brought into sight by no more than it takes", () => {
  const at = settled(1_000_000, tall);
  assert.equal(revealing(at, 1_000_100, 1_000_133, tall), at);
  assert.equal(revealing(at, 999_990, 1_000_023, tall).list, 999_990);
  assert.equal(revealing(at, 1_000_390, 1_000_423, tall).list, 1_000_023);
});
