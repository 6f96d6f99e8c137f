import assert from "node:assert/strict";
import { test } from "node:test";
import { pack, unpack } from "../../../pkg/src/ids.ts";
import { Ids } from "./ids.ts";

const names = ["C-10", "", "张三", "Élodie", "\uFEFFx", "c-1", "🦊", "x".repeat(500)];
const ids = new Ids(pack(names));
const found = (text: string) => names.filter((_, place) => ids.containing(text)(place));

test("ids come back as they were, whatever their letters", () => {
  assert.equal(ids.length, names.length);
  assert.deepEqual(names.map((_, place) => ids.at(place)), names);
  assert.deepEqual(unpack(pack(names)), names);
  assert.deepEqual(unpack(pack([])), []);
});

test("many ids are read in any order, next to others of other letters too", () => {
  const many = Array.from({ length: 300 }, (_, place) => (place > 100 && place % 50 === 7 ? `客${place}` : `C${place}`));
  const list = new Ids(pack(many));
  for (let step = 0; step < 2000; step += 1) {
    const place = (step * 7919) % many.length;
    assert.equal(list.at(place), many[place]);
  }
  assert.deepEqual(many.map((_, place) => list.at(place)), many);
});

test("an id is found by its text, and only by the whole of it", () => {
  for (const [place, name] of names.entries()) assert.equal(ids.indexOf(name), place);
  assert.equal(ids.indexOf("C-1"), -1);
  assert.equal(ids.indexOf("c-10"), -1);
});

test("a search minds no case, beyond the Latin letters neither", () => {
  assert.deepEqual(found("c-1"), ["C-10", "c-1"]);
  assert.deepEqual(found("-10"), ["C-10"]);
  assert.deepEqual(found("三"), ["张三"]);
  assert.deepEqual(found("éLO"), ["Élodie"]);
  assert.deepEqual(found("ÉLO"), ["Élodie"]);
  assert.deepEqual(found("🦊"), ["🦊"]);
});

test("a search does not run on from one id into the next", () => {
  assert.deepEqual(found("0张"), []);
  assert.deepEqual(found("1🦊"), []);
});
