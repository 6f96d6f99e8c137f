import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { decided, redo, redoable, undo, undoable } from "./history.ts";

let value = 0;
/** Sets the value and notes it. */
function set(next: number, kind?: string, time = 0): void {
  const before = value;
  value = next;
  decided({ name: () => `to ${next}`, undo: () => void (value = before), redo: () => void (value = next), ...(kind && { kind }) }, time);
}

beforeEach(async () => {
  while (undoable.value) await undo();
  value = 0;
});

test("decisions are taken back and brought again in order", async () => {
  set(1);
  set(2);
  await undo();
  assert.deepEqual([value, undoable.value?.name(), redoable.value?.name()], [1, "to 1", "to 2"]);
  await undo();
  assert.deepEqual([value, undoable.value], [0, undefined]);
  await undo();
  assert.equal(value, 0);
  await redo();
  await redo();
  await redo();
  assert.deepEqual([value, redoable.value], [2, undefined]);
});

test("a decision after an undo takes the place of what was undone", async () => {
  set(1);
  set(2);
  await undo();
  set(3);
  assert.equal(redoable.value, undefined);
  await undo();
  assert.equal(value, 1);
});

test("what a slider does in one go is one decision", async () => {
  set(1, "limit", 0);
  set(2, "limit", 900);
  set(3, "limit", 1800);
  set(4, "other", 1900);
  set(5, "limit", 5000);
  await undo();
  assert.equal(value, 4);
  await undo();
  assert.equal(value, 3);
  await undo();
  assert.equal(value, 0);
  await redo();
  assert.equal(value, 3);
});

test("after an undo the next move of a slider is a decision of its own", async () => {
  set(1, "limit", 0);
  set(2, "limit", 5000);
  await undo();
  set(3, "limit", 5100);
  await undo();
  assert.equal(value, 1);
});

test("what cannot be taken back stays done, and one step waits for the other", async () => {
  let answer = (_done: boolean) => {};
  const slowly = () => new Promise<boolean>((resolve) => (answer = resolve));
  set(1);
  decided({ name: () => "read", undo: slowly, redo: slowly });
  const first = undo();
  await undo();
  assert.equal(value, 1, "a second step went ahead of the first");
  answer(false);
  await first;
  assert.equal(undoable.value?.name(), "read");
  const second = undo();
  answer(true);
  await second;
  await undo();
  assert.equal(value, 0);
});
