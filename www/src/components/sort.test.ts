import assert from "node:assert/strict";
import { test } from "node:test";
import { whole } from "../app/whole.ts";
import { all } from "./rows.ts";
import { byNumber, byText } from "./sort.ts";

/** The same numbers in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const names = new Intl.Collator(["zh", "en"], { numeric: true });

/** What the orders have to be: those of the language's own stable sort. */
function expected<T>(values: T[], compare: (a: T, b: T) => number, falling: boolean): number[] {
  const sign = falling ? -1 : 1;
  return [...values.keys()].sort((a, b) => sign * compare(values[a]!, values[b]!));
}

function sortsTexts(what: string, texts: string[]): void {
  test(`texts are in the collator's order: ${what}`, () => {
    for (const falling of [false, true]) {
      const order = whole(byText(all(texts.length), (row) => texts[row]!, falling));
      assert.deepEqual(Array.from(order, (row) => `${row} ${texts[row]}`), expected(texts, names.compare, falling).map((row) => `${row} ${texts[row]}`));
    }
  });
}

test("numbers of every size are in order, equal ones as they were, unknown ones last", () => {
  const next = random(1);
  const edges = [0, -0, 1, -1, 0.1, -0.1, 1e-310, -1e-310, 5e-324, 1e300, -1e300, Number.MAX_VALUE, -Number.MAX_VALUE, Infinity, -Infinity];
  const values = Array.from({ length: 20_000 }, () => (next(4) === 0 ? edges[next(edges.length)]! : (next(2000) - 1000) / 8));
  for (const falling of [false, true]) {
    const order = whole(byNumber(all(values.length), (row) => values[row]!, falling));
    assert.deepEqual([...order], expected(values, (a, b) => (a === b ? 0 : a - b), falling));
  }
  const some = [Number.NaN, 2, -Number.NaN, Infinity, -Infinity];
  assert.deepEqual([...whole(byNumber(all(5), (row) => some[row]!, true))], [3, 1, 4, 0, 2]);
  assert.deepEqual([...whole(byNumber(all(5), (row) => some[row]!, false))], [4, 1, 3, 0, 2]);
});

test("only the rows that are given are put in order", () => {
  assert.deepEqual([...whole(byNumber(Uint32Array.of(7, 5, 9), (row) => -row, false))], [9, 7, 5]);
  assert.deepEqual([...whole(byText(Uint32Array.of(10, 9), (row) => `c${row}`, false))], [9, 10]);
  assert.deepEqual([...whole(byNumber(new Uint32Array(), Number, false))], []);
});

const next = random(2);
const made = (many: number, make: () => string) => Array.from({ length: many }, make);
const one = (of: string[]) => of[next(of.length)]!;

sortsTexts("few that come often", made(3000, () => one(["金牌", "银牌", "Gold", "gold", "a10", "a9", "", "Élan", "elan"])));
sortsTexts("numbers", made(3000, () => String(next(100_000))));
sortsTexts("numbers with and without zeros before them", made(3000, () => String(next(2000)).padStart(next(8), "0")));
sortsTexts("names and numbers", made(3000, () => `${one(["C", "c", "C-", "c ", "CC", "客户", "会员", "é", "e", "_", ""])}${next(1000)}`));
sortsTexts("names, some without a number", made(3000, () => `${one(["C", "c", "C-", "unknown", "未知", ""])}${next(3) ? next(1000) : ""}`));
sortsTexts("numbers longer than a float is exact", made(3000, () => `1234567890123456${next(1000)}`));
sortsTexts("figures of other scripts", made(3000, () => `${one(["１", "x２", "x", "٣", ""])}${next(3) ? next(1000) : ""}`));
sortsTexts("a figure of another script after a name", made(600, () => (next(2) ? `x${next(1000)}` : "x５")));
sortsTexts("names of people", made(3000, () => `${one(["张", "王", "李", "赵", "Zoë ", "zoe "])}${one(["三", "伟", "芳", "a", ""])}${String.fromCharCode(0x4e00 + next(2000))}`));
sortsTexts("numbers within", made(3000, () => `${one(["a", "B"])}${next(50)}-${next(50)}@x.example`));
