import assert from "node:assert/strict";
import { test } from "node:test";
import { inTurn, sliced } from "./sliced.ts";

/** Work that takes a while: it goes round until so much time has passed. */
function* lasting(milliseconds: number) {
  const until = performance.now() + milliseconds;
  while (performance.now() < until) yield 1 - (until - performance.now()) / milliseconds;
  return "done";
}

test("others have their turn while work is done", async () => {
  let turns = 0;
  const other = setInterval(() => (turns += 1));
  const shares: number[] = [];
  const result = await sliced(lasting(100), new AbortController().signal, (share) => shares.push(share));
  clearInterval(other);
  assert.equal(result, "done");
  assert.ok(turns > 1, "nobody else had a turn");
  assert.ok(shares.length > 1);
  assert.deepEqual(shares, shares.toSorted((a, b) => a - b));
});

test("work that is given up goes no further", async () => {
  const abort = new AbortController();
  let steps = 0;
  function* endless(): Generator<undefined, never> {
    for (;;) {
      steps += 1;
      yield;
    }
  }
  setTimeout(() => abort.abort(), 20);
  assert.equal(await sliced(endless(), abort.signal), undefined);
  const then = steps;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(steps, then);
});

test("pieces have a turn each, in order, without those taken back", async () => {
  const done: string[] = [];
  const piece = (name: string) => inTurn(() => done.push(name));
  piece("a");
  const back = piece("b");
  piece("c");
  back();
  assert.deepEqual(done, [], "the first did not wait for its turn");
  await new Promise<void>((resolve) => inTurn(resolve));
  assert.deepEqual(done, ["a", "c"]);
  piece("d")();
  piece("e");
  await new Promise<void>((resolve) => inTurn(resolve));
  assert.deepEqual(done, ["a", "c", "e"]);
});
