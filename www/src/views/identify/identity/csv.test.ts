import assert from "node:assert/strict";
import { test } from "node:test";
import { csvCell } from "../../../components/save.ts";
import { mappingOf } from "./csv.ts";

test("a mapping comes back as it was saved, whatever the ids", () => {
  const merges = { b: "a", '"quoted", with comma': "x\r\ny", "=1+1": "-5", "'plain": "客户 7", 0: "00" };
  const saved = `\uFEFFid,becomes\r\n${Object.entries(merges).map((pair) => `${pair.map(csvCell).join(",")}\r\n`).join("")}`;
  assert.deepEqual(mappingOf(saved), merges);
});

test("a mapping that went through another spreadsheet is read too", () => {
  assert.deepEqual(mappingOf("id;becomes\nb;a\n\nc;a"), { b: "a", c: "a" });
  assert.deepEqual(mappingOf('id\tbecomes\n"b"\ta\nx\tx\n'), { b: "a" });
});

test("what is no mapping is not taken for one", () => {
  assert.equal(mappingOf("customer,date\nb,a\n"), undefined);
  assert.equal(mappingOf(""), undefined);
  assert.equal(mappingOf('id,becomes\n"b"x,a\n'), undefined);
});
