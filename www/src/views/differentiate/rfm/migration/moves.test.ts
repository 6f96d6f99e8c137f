import assert from "node:assert/strict";
import { test } from "node:test";
import { whole } from "../../../../app/whole.ts";
import { formatter } from "../../../../i18n/format.ts";
import { finding, title } from "./finding.ts";
import { type Moves, joined, worst } from "./moves.ts";

const names = ["Champions", "At risk", "Lost"];
const f = formatter("en");

/** A frame of customers, each with its segment and its score. */
const frameOf = (rows: [customer: number, segment: string, score: number][]) => {
  const levels = [...new Set(rows.map(([, segment]) => segment))];
  return {
    rows: Uint32Array.from(rows, ([customer]) => customer),
    columns: {
      segment: { codes: Uint8Array.from(rows, ([, segment]) => levels.indexOf(segment)), levels },
      score: Float64Array.from(rows, ([, , score]) => score),
    },
  };
};

const then = frameOf([[0, "Champions", 15], [2, "Champions", 14], [3, "Lost", 3], [4, "At risk", 7], [5, "Champions", 13]]);
const now = frameOf([[5, "At risk", 8], [4, "Champions", 12], [3, "Lost", 3], [2, "At risk", 7], [1, "Champions", 11]]);
const moves = whole(joined(now, then, names, 6));

const moved = ({ names, moves }: Moves) => moves.map(({ from, to, customers, rise }) => [names[from] ?? "", names[to], customers, rise]);

test("frames of two days are joined by customer, whatever their order", () => {
  assert.deepEqual(moved(moves), [
    ["Champions", "At risk", 2, -12],
    ["At risk", "Champions", 1, 5],
    ["Lost", "Lost", 1, 0],
    ["", "Champions", 1, 0],
  ]);
  assert.deepEqual([...moves.moveOf], [0, 1, 2, 0, 3]);
  assert.deepEqual([moves.rose, moves.fell, moves.level, moves.fresh], [1, 2, 1, 1]);
});

test("the finding counts the ways, the title names the move that ought to worry", () => {
  assert.equal(worst(moves), 0);
  const nameOf = (name: string) => ({ en: name, zh: name });
  assert.equal(title(moves, nameOf, f).en, "2 of 2 “Champions” slipped to “At risk”");
  assert.equal(title(moves, nameOf, f).zh, "2 位“Champions”中，2 位滑向“At risk”");
  const day = { en: "1 May 2025", zh: "2025年5月1日" };
  assert.equal(finding(moves, day, f).en, "Since 1 May 2025, 1 customer rose in score, 2 fell and 1 stayed level; 1 is new.");
  assert.equal(finding(moves, day, f).zh, "2025年5月1日以来，1 位客户得分上升，2 位下降，1 位不变；另有 1 位新客户。");
});

test("where nobody fell, nobody is said to have", () => {
  const same = whole(joined(then, then, names, 6));
  assert.equal(worst(same), -1);
  assert.equal(title(same, (name) => ({ en: name, zh: name }), f).en, "Nobody fell to a lower segment");
  assert.equal(finding(same, { en: "then", zh: "当时" }, f).en, "Since then, nobody rose in score, nobody fell and 5 stayed level; nobody is new.");
  assert.equal(finding(same, { en: "then", zh: "当时" }, f).zh, "当时以来，0 位客户得分上升，0 位下降，5 位不变；没有新客户。");
});
