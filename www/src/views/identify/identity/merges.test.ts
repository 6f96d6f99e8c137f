import assert from "node:assert/strict";
import { test } from "node:test";
import type { Proposal } from "regulars/core";
import { NOTHING } from "../../../app/setup.ts";
import { isMerged, merged, mergesOf, newMerges, split, withoutMerge } from "./merges.ts";

const proposal = (ids: string, keep: string) => ({ customers: [...ids].map((id) => ({ id, before: null })), keep }) as unknown as Proposal;

test("a proposal is merged and split again", () => {
  const abc = proposal("abc", "b");
  const once = merged(NOTHING, mergesOf(abc));
  assert.deepEqual(once.merges, { a: "b", c: "b" });
  assert.ok(isMerged(once, abc) && !isMerged(NOTHING, abc) && isMerged(once, proposal("ac", "a")));
  const more = merged(once, mergesOf(proposal("xy", "x")));
  assert.deepEqual(split(more, abc).merges, { y: "x" });
});

test("who became somebody who becomes another becomes that one too, and nobody becomes themselves", () => {
  const first = merged(NOTHING, { a: "b" });
  assert.ok(isMerged(merged(first, { b: "c" }), proposal("abc", "c")));
  assert.deepEqual(merged(first, { c: "a" }).merges, { a: "b", c: "a" });
  // The id that stays is another one than before.
  assert.deepEqual(merged(first, { b: "a" }).merges, { b: "a" });
  assert.deepEqual(merged(merged(first, { b: "c" }), { c: "a" }).merges, { b: "c", c: "a" });
});

test("two that shall each become the other are one, and what changes is counted", () => {
  const both = merged(NOTHING, { a: "b", b: "a" });
  assert.ok(isMerged(both, proposal("ab", "a")));
  assert.equal(newMerges(NOTHING, both), 1);
  assert.equal(newMerges(both, merged(both, both.merges)), 0);
  assert.deepEqual(withoutMerge(merged(both, { x: "y" }), "x").merges, both.merges);
});
