import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cleaning } from "regulars/core";
import { hasPart, withPart, withoutPart } from "./cleaning.ts";
import { NOTHING } from "./setup.ts";

const part = (changes: Partial<Cleaning>): Cleaning => ({ ...NOTHING, ...changes });

test("parts are put together and taken out again", () => {
  const future = part({ remedies: ["drop_future"], last_day: "2025-01-01" });
  const copies = part({ remedies: ["drop_copies"] });
  const merge = part({ merges: { b: "a" } });
  const aside = part({ set_aside: ["z", "y"] });
  const all = [aside, merge, copies, future].reduce(withPart, NOTHING);
  assert.deepEqual(all, { remedies: ["drop_copies", "drop_future"], last_day: "2025-01-01", merges: { b: "a" }, set_aside: ["y", "z"], apart: [] });
  // The order of decisions leaves no trace.
  assert.equal(JSON.stringify(all), JSON.stringify([future, copies, aside, merge].reduce(withPart, NOTHING)));
  assert.ok([future, copies, merge, aside].every((one) => hasPart(all, one)));
  const less = withoutPart(withoutPart(all, future), aside);
  assert.deepEqual(less, { remedies: ["drop_copies"], merges: { b: "a" }, set_aside: [], apart: [] });
  assert.deepEqual([future, copies, merge, aside].map((one) => hasPart(less, one)), [false, true, true, false]);
  assert.deepEqual([copies, merge].reduce(withoutPart, less), NOTHING);
});

test("a merge into another id is another merge", () => {
  const cleaning = part({ merges: { b: "a" } });
  assert.equal(hasPart(cleaning, part({ merges: { b: "c" } })), false);
  assert.deepEqual(withPart(cleaning, part({ merges: { b: "c" } })).merges, { b: "c" });
  assert.equal(hasPart(NOTHING, part({ merges: { toString: "a" } })), false);
});

test("ids that are one the other way round need no merge, lead in no circle, and are parted", () => {
  const cleaning = part({ merges: { "00012": "12", "12.0": "12" } });
  const other = part({ merges: { "12": "00012", "12.0": "00012" } });
  assert.ok(hasPart(cleaning, other));
  assert.deepEqual(withPart(cleaning, other), cleaning);
  assert.deepEqual(withoutPart(cleaning, other), NOTHING);
});
