import assert from "node:assert/strict";
import { test } from "node:test";
import { pack } from "../../../pkg/src/ids.ts";
import { Ids } from "../worker/ids.ts";
import { carried, whoIs } from "./carry.ts";
import { type Combination, type Step, combine, packed } from "./steps.ts";

const ids = (text: string) => new Ids(pack([...text]));
const step = (combination: Combination, text: string): Step => ({ combination, members: packed(Uint8Array.from(text, Number)), name: () => text });

test("who was selected stays so in another list, and who is gone is left out", () => {
  const steps = [step("instead", "11100"), step("not", "01000")];
  const carry = (to: string) => combine(carried(steps, ids("abcde"), ids(to), (id) => id), to.length).join("");
  assert.equal(carry("xabcde"), "010100");
  assert.equal(carry("cb"), "10");
  assert.deepEqual(carried(steps, ids("abcde"), ids("de"), (id) => id), []);
});

test("who was merged is who they became", () => {
  const merges = { a: "b", b: "c", x: "y", y: "x" };
  assert.deepEqual(["a", "b", "c", "toString"].map((id) => whoIs(id, merges)), ["c", "c", "c", "toString"]);
  // A circle ends too.
  assert.ok(["x", "y"].includes(whoIs("x", merges)));
  const now = carried([step("instead", "1000")], ids("abcd"), ids("cd"), (id) => whoIs(id, merges));
  assert.equal(combine(now, 2).join(""), "10");
});
