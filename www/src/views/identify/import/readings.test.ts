import assert from "node:assert/strict";
import { test } from "node:test";
import { amountsOf, daysOf } from "./readings.ts";

const days = (text: string) => daysOf(text).map(({ as, value }) => `${as} ${value}`);
const amounts = (text: string) => amountsOf(text).map(({ as, value }) => `${as} ${value}`);

test("a date that can be read in two ways is read in both", () => {
  assert.deepEqual(days("03/04/2024"), ["DMY 2024-04-03", "MDY 2024-03-04"]);
  assert.deepEqual(days("3.4.24 09:30"), ["DMY 2024-04-03", "MDY 2024-03-04"]);
  assert.deepEqual(days("Sun 12-11-98"), ["DMY 1998-11-12", "MDY 1998-12-11"]);
});

test("a date that means one day is read once, and what is none of these not at all", () => {
  assert.deepEqual(days("13/04/2024"), ["DMY 2024-04-13"]);
  assert.deepEqual(days("04/13/2024"), ["MDY 2024-04-13"]);
  assert.deepEqual(days("05/05/2024"), ["DMY 2024-05-05"]);
  assert.deepEqual(days("30/02/2024"), []);
  assert.deepEqual(["2024-04-03", "20240403", "", "3 April 2024"].flatMap(days), []);
});

test("a number that can be read in two ways is read in both", () => {
  assert.deepEqual(amounts("1,234"), ["point 1234", "comma 1.234"]);
  assert.deepEqual(amounts("€ 12.500"), ["point 12.5", "comma 12500"]);
  assert.deepEqual(["12.50", "1,234,567", "0,125", "1.234,50", "1234", ""].flatMap(amounts), []);
});
