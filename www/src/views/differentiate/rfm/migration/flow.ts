import * as Plot from "@observablehq/plot";
import { PARTS } from "../../../../charts/parts.ts";
import { ACCENT, CATEGORIES, type Drawing, INK, LOSS, MUTED, plot, roomForNames, told } from "../../../../charts/plot.ts";
import { format } from "../../../../i18n/lang.ts";
import { nameOf } from "../../../../i18n/names.ts";
import type { Move, Moves } from "./moves.ts";
import { text } from "./text.ts";

/** Between two segments, so that the names of small ones do not meet. */
const GAP = 17;
const HEIGHT = 460;
/** Names longer than this, in pixels, leave no room for bands on a small screen. */
const LONGEST = 0.34;

/** What a band looks like, by the way its customers went. */
const KINDS = {
  level: { fill: MUTED, fillOpacity: 0.28 },
  fresh: { fill: CATEGORIES[1]!, fillOpacity: 0.35 },
  rose: { fill: ACCENT, fillOpacity: 0.4, stroke: ACCENT },
  fell: { fill: LOSS, fillOpacity: 0.4, stroke: LOSS, strokeDasharray: "4 3" },
} as const;

type Kind = keyof typeof KINDS;

/** The segments of two days, each a column, with a band for the customers of each move between them. */
export const flow = (moves: Moves, title: string, days: [then: string, now: string]): Drawing => (width) => {
  const words = text();
  const { count, list } = format.value;
  const { left, right, bands } = placed(moves);
  const name = (segment: number) => nameOf(moves.names[segment] ?? "") || words.notYet;
  const label = ({ segment, customers }: Node) => words.node(name(segment), count(customers));
  const room = (nodes: Node[]) => Math.min(roomForNames(nodes.map(label)), width * LONGEST);
  const [leftRoom, rightRoom] = [room(left), room(right)];
  const ofKind = (kind: Kind) => bands.filter((band) => band.kind === kind);
  const kinds = Object.keys(KINDS) as Kind[];
  const widest = bands.toSorted((a, b) => b.move.customers - a.move.customers).slice(0, 3);
  const said = widest.map(({ move }) => words.size(moveName(moves, move), count(move.customers)));
  const names = (nodes: Node[], x: number, anchor: "start" | "end", space: number) =>
    Plot.text(nodes, { x, y: "middle", text: label, textAnchor: anchor, dx: anchor === "end" ? -8 : 8, fill: INK, lineWidth: (space - 8) / 12, textOverflow: "ellipsis", title: label });
  return plot(width, told(title, words.alt(list(said))), {
    height: HEIGHT + 48,
    marginTop: 36,
    marginBottom: 12,
    marginLeft: leftRoom,
    marginRight: rightRoom,
    x: { domain: [0, 1], axis: null },
    y: { domain: [0, HEIGHT], range: [36, 36 + HEIGHT], axis: null },
    marks: [
      kinds.map((kind) =>
        Plot.areaY(ofKind(kind).flatMap(edgesOf), { x: "x", y1: "top", y2: "bottom", z: "part", curve: "bump-x", className: PARTS, strokeWidth: 0.8, title: "title", ...KINDS[kind] }),
      ),
      Plot.rect([...left, ...right], { x1: ({ x }: Node) => x, x2: ({ x }: Node) => x, y1: "top", y2: "bottom", insetLeft: -2, insetRight: -2, fill: INK }),
      names(left, 0, "end", leftRoom),
      names(right, 1, "start", rightRoom),
      Plot.text([days[0]], { x: [0], frameAnchor: "top", dy: -28, dx: -8, text: [words.then(days[0])], textAnchor: "end", fill: MUTED }),
      Plot.text([days[1]], { x: [1], frameAnchor: "top", dy: -28, dx: rightRoom - 4, text: [words.then(days[1])], textAnchor: "end", fill: MUTED }),
    ],
  }, kinds.flatMap((kind) => ofKind(kind).map(({ part }) => part)));

  function edgesOf({ part, move, from, to, thickness }: Band) {
    const title = words.size(moveName(moves, move), count(move.customers));
    return [
      { x: 0, top: from, bottom: from + thickness, part, title },
      { x: 1, top: to, bottom: to + thickness, part, title },
    ];
  }
};

/** A move as people say it. */
export function moveName({ names }: Moves, { from, to }: Move): string {
  const words = text();
  const where = nameOf(names[to]!);
  if (from === to) return words.stay(where);
  return from === names.length ? words.joined(where) : words.move(nameOf(names[from]!), where);
}

interface Node {
  segment: number;
  customers: number;
  x: number;
  top: number;
  bottom: number;
  middle: number;
}

interface Band {
  part: number;
  move: Move;
  kind: Kind;
  /** Where it begins at the left and ends at the right. */
  from: number;
  to: number;
  thickness: number;
}

/** Both columns on one scale, and where each band leaves and arrives. */
function placed({ names, moves }: Moves): { left: Node[]; right: Node[]; bands: Band[] } {
  const all = moves.reduce((sum, { customers }) => sum + customers, 0);
  const sizes = (side: "from" | "to") => Array.from({ length: names.length + 1 }, (_, segment) => moves.reduce((sum, move) => sum + (move[side] === segment ? move.customers : 0), 0));
  const [then, now] = [sizes("from"), sizes("to")];
  const rows = Math.max(...[then, now].map((sizes) => sizes.filter((size) => size > 0).length));
  const scale = (HEIGHT - GAP * (rows - 1)) / all;
  const column = (sizes: number[], x: number): Node[] => {
    let top = 0;
    return sizes.flatMap((customers, segment) => {
      if (customers === 0) return [];
      const node = { segment, customers, x, top, bottom: top + customers * scale, middle: top + (customers * scale) / 2 };
      top = node.bottom + GAP;
      return [node];
    });
  };
  const [left, right] = [column(then, 0), column(now, 1)];
  const cursor = (nodes: Node[]) => new Map(nodes.map(({ segment, top }) => [segment, top]));
  const [leaving, arriving] = [cursor(left), cursor(right)];
  const bands = moves.map((move, part) => {
    const thickness = move.customers * scale;
    const [from, to] = [leaving.get(move.from)!, arriving.get(move.to)!];
    leaving.set(move.from, from + thickness);
    arriving.set(move.to, to + thickness);
    return { part, move, kind: kindOf(move, names.length), from, to, thickness };
  });
  return { left, right, bands };
}

function kindOf({ from, to, rise }: Move, notYet: number): Kind {
  if (from === notYet) return "fresh";
  if (from === to || rise === 0) return "level";
  return rise < 0 ? "fell" : "rose";
}
