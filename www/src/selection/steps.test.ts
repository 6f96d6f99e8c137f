import assert from "node:assert/strict";
import { test } from "node:test";
import { type Combination, type Step, add, combine, packed, placesOf, remove, same, size, unpacked } from "./steps.ts";

const set = (text: string) => Uint8Array.from(text, Number);
const step = (combination: Combination, text: string, single = false): Step => ({ combination, members: packed(set(text)), name: () => text, single });
const result = (...steps: Step[]) => combine(steps, 4).join("");

test("sets are combined one after the other", () => {
  const a = step("instead", "1100");
  assert.equal(result(a), "1100");
  assert.equal(result(a, step("or", "0010")), "1110");
  assert.equal(result(a, step("and", "0110")), "0100");
  assert.equal(result(a, step("not", "0110")), "1000");
  assert.equal(result(a, step("or", "0010"), step("not", "1000"), step("and", "0011")), "0010");
  assert.equal(result(), "0000");
});

test("a first step stands alone, and 'but not' then means everyone else", () => {
  assert.equal(result(step("and", "0110")), "0110");
  assert.equal(result(step("or", "0110")), "0110");
  assert.equal(result(step("not", "0110")), "1001");
});

test("an 'instead' forgets what was before", () => {
  const steps = add([step("instead", "1100"), step("or", "0010")], step("instead", "0001"));
  assert.equal(steps.length, 1);
  assert.equal(result(...steps), "0001");
});

test("customers taken one by one are one step, as long as they are taken the same way", () => {
  let steps = add([step("instead", "1100")], step("or", "0010", true));
  steps = add(steps, step("or", "0001", true));
  assert.deepEqual([steps.length, result(...steps)], [2, "1111"]);
  steps = add(steps, step("not", "1000", true));
  steps = add(steps, step("not", "0100", true));
  assert.deepEqual([steps.length, result(...steps)], [3, "0011"]);
  assert.deepEqual([...unpacked(steps[2]!.members, 4)], [1, 1, 0, 0]);
});

test("single customers begin a selection and go on with it", () => {
  const steps = add([step("instead", "1000", true)], step("or", "0100", true));
  assert.deepEqual([steps.length, result(...steps)], [1, "1100"]);
});

test("a step can be left out again", () => {
  const steps = [step("instead", "1100"), step("and", "0110"), step("or", "0001")];
  assert.equal(result(...remove(steps, 1)), "1101");
  assert.equal(result(...remove(steps, 0)), "0111");
});

test("sets are kept in an eighth of the space", () => {
  for (const text of ["", "1", "01101001", "101000011"]) {
    assert.deepEqual(unpacked(packed(set(text)), text.length), set(text));
    assert.equal(packed(set(text)).bits.length, Math.ceil(text.length / 8));
  }
});

test("sizes and sameness", () => {
  assert.equal(size(set("1011")), 3);
  assert.deepEqual([...placesOf(set("1011"))], [0, 2, 3]);
  assert.ok(same(set("10"), set("10")));
  assert.ok(!same(set("10"), set("11")));
  assert.ok(!same(set("10"), set("100")));
});
