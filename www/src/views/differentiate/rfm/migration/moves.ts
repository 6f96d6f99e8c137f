/** Who was in which segment at an earlier day, and is in which one at the later. */
import { STRIDE, type Work } from "../../../../app/sliced.ts";
import type { Frame } from "../../../../worker/protocol.ts";
import { SLIPPING } from "../finding.ts";

/** Customers who went from one segment to another, or stayed; segments by their places in the report. */
export interface Move {
  /** One more than the last segment for those who were not customers yet. */
  from: number;
  to: number;
  customers: number;
  /** By how much their scores rose together; below zero they fell. */
  rise: number;
}

export interface Moves {
  names: readonly string[];
  /** By the segment they came from, then by the one they went to. */
  moves: readonly Move[];
  /** The move that each row of the later frame made. */
  moveOf: Int32Array;
  /** Customers of both days by the way their score went. */
  rose: number;
  fell: number;
  level: number;
  /** Customers of the later day only. */
  fresh: number;
}

/** Joins the frames of two days by customer; whom returns took out of the later one made no move. */
export function* joined(now: Frame, then: Frame, names: readonly string[], customers: number): Work<Moves> {
  const [here, there] = [columnsOf(now, names), columnsOf(then, names)];
  const before = new Int32Array(customers).fill(-1);
  for (let row = 0; row < then.rows.length; row += 1) {
    before[then.rows[row]!] = row;
    if (row % STRIDE === 0) yield undefined;
  }
  const width = names.length;
  const [counts, rises] = [new Float64Array((width + 1) * width), new Float64Array((width + 1) * width)];
  const moveOf = new Int32Array(now.rows.length);
  const ways = { rose: 0, fell: 0, level: 0, fresh: 0 };
  for (let row = 0; row < now.rows.length; row += 1) {
    const old = before[now.rows[row]!]!;
    const place = (old < 0 ? width : there.segment(old)) * width + here.segment(row);
    const rise = old < 0 ? 0 : here.score(row) - there.score(old);
    ways[old < 0 ? "fresh" : rise > 0 ? "rose" : rise < 0 ? "fell" : "level"] += 1;
    counts[place]! += 1;
    rises[place]! += rise;
    moveOf[row] = place;
    if (row % STRIDE === 0) yield undefined;
  }
  const moves: Move[] = [];
  const places = new Int32Array(counts.length).fill(-1);
  counts.forEach((customers, place) => {
    if (customers === 0) return;
    places[place] = moves.length;
    moves.push({ from: Math.floor(place / width), to: place % width, customers, rise: rises[place]! });
  });
  for (let row = 0; row < moveOf.length; row += 1) moveOf[row] = places[moveOf[row]!]!;
  return { names, moves, moveOf, ...ways };
}

function columnsOf({ columns: { segment, score } }: Frame, names: readonly string[]) {
  if (!segment || !("levels" in segment) || !score || "levels" in score) throw new TypeError("a frame of RFM has segments and scores");
  const places = segment.levels.map((level) => names.indexOf(level));
  return { segment: (row: number) => places[segment.codes[row]!]!, score: (row: number) => Number(score[row]) };
}

/** The largest move that ought to worry: of good customers to a segment of silent ones, or else of any who fell. */
export function worst({ names, moves }: Moves): number {
  const silent = (segment: number) => SLIPPING.includes(names[segment] ?? "");
  const fell = moves.filter(({ from, to, rise }) => from !== to && rise < 0);
  const worrying = fell.filter(({ from, to }) => !silent(from) && silent(to));
  const most = (worrying.length > 0 ? worrying : fell).reduce<Move | undefined>((most, move) => (most && most.customers >= move.customers ? most : move), undefined);
  return most ? moves.indexOf(most) : -1;
}

/** How many were in the segment that a move came from. */
export const cameFrom = ({ moves }: Moves, { from }: Move): number => moves.reduce((sum, move) => sum + (move.from === from ? move.customers : 0), 0);
