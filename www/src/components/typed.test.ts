import assert from "node:assert/strict";
import { test } from "node:test";
import { typedNumber } from "./typed.ts";

test("numbers are read as people type them", () => {
  for (const [text, value] of [["1234.5", 1234.5], [" 1,234.50 ", 1234.5], ["-12", -12], ["−3", -3], [".5", 0.5], ["60%", 0.6], ["１２．５", 12.5], ["0", 0]] as const) {
    assert.equal(typedNumber(text), value, text);
  }
});

test("what can be read in two ways, or in none, is no number", () => {
  for (const text of ["", "abc", "12,5", "1.234,5", "1 2 a", "1e5", "--1", ".", "%", "12,34,567"]) assert.equal(typedNumber(text), undefined, text);
});
