import * as Plot from "@observablehq/plot";
import type { AbcReport } from "regulars/core";
import { CATEGORIES, type Drawing, INK, MUTED, plot, roomFor } from "../../../charts/plot.ts";
import { format, say } from "../../../i18n/lang.ts";
import { PARTS } from "../../../charts/parts.ts";
import { finding } from "./finding.ts";
import { text } from "./text.ts";

/** A, B and C; C is grey, because it is the rest. */
const CLASS_COLOURS = [CATEGORIES[0]!, CATEGORIES[1]!, CATEGORIES[6]!];

/** The cumulative curve with the three classes under it, and a strip for where the selected customers stand, best first. */
export const pareto = (report: AbcReport): Drawing => (width) => {
  const { percent, count } = format.value;
  const words = text();
  const bands = bandsOf(report);
  const roomOf = ({ points }: Band) => (points.at(-1)!.customers - points[0]!.customers) * (width - 72);
  return plot(width, say(finding(report, format.value)), {
    x: { domain: [0, 100], percent: true, label: `${words.customers} (%)`, labelAnchor: "center", labelArrow: "none", insetRight: 4 },
    y: { domain: [0, 104], percent: true, label: `${words.share[report.params.by]} (%)`, labelArrow: "none", ticks: 5 },
    marks: [
      bands.map(({ points, colour }) => Plot.areaY(points, { x: "customers", y1: 0, y2: "value", fill: colour, fillOpacity: 0.22, className: PARTS })),
      Plot.line([[0, 0], [1, 1]], { stroke: MUTED, strokeDasharray: "3 4" }),
      Plot.text([{ x: 0.62, y: 0.56 }], { x: "x", y: "y", text: [words.equal], fill: MUTED, textAnchor: "start", dx: 6 }),
      bands.map(({ points, colour }) => Plot.line(points, { x: "customers", y: "value", stroke: colour, strokeWidth: 2.5 })),
      Plot.ruleX(bands.slice(0, -1).map(({ points }) => points.at(-1)!), { x: "customers", y: "value", stroke: MUTED }),
      Plot.text(bands.filter((band) => roomOf(band) > LETTER), {
        x: "middle",
        // Beside the line of equals, not on it.
        y: ({ middle }) => (middle < 0.16 ? middle + 0.14 : 0.09),
        text: (band) => {
          const label = words.inClass(band.name, count(band.customers));
          return roomOf(band) > roomFor(label) ? label : band.name;
        },
        fill: INK,
        stroke: "var(--paper)",
        strokeWidth: 4,
        fontWeight: 600,
      }),
      strip(),
      Plot.tip(report.curve, Plot.pointerX({ x: "customers", y: "value", title: ({ customers, value }: CurvePoint) => `${percent(customers)} → ${percent(value)}` })),
    ],
  }, bands.map((_, place) => place));
};

/** The height of the strip of the selected customers, as a share of the axis. */
const STRIP = 0.035;

/** Stretches of the ranking. */
export const STRETCHES = 100;

/** The class of the strip's stretches, and that of its frame. */
const [STRETCH, FRAME] = ["stretch", "stretches-frame"];

/** Nothing is seen of it before somebody is selected. */
function strip(): Plot.Markish {
  const stretches = Array.from({ length: STRETCHES }, (_, place) => ({ from: place / STRETCHES, to: (place + 1) / STRETCHES }));
  const high = { y1: 0, y2: STRIP, pointerEvents: "none" } as const;
  return [
    Plot.rect(stretches, { x1: "from", x2: "to", ...high, fill: INK, fillOpacity: 0, className: STRETCH }),
    Plot.rect([0], { x1: 0, x2: 1, ...high, fill: "none", stroke: INK, strokeOpacity: 0, className: FRAME }),
  ];
}

/** The strip is darker where more of the customers are selected. */
export const light = (standing: readonly number[] | undefined) => (drawn: SVGSVGElement): void => {
  drawn.querySelectorAll(`.${STRETCH} > rect`).forEach((stretch, place) => stretch.setAttribute("fill-opacity", String(standing?.[place] ?? 0)));
  drawn.querySelector(`.${FRAME}`)?.setAttribute("stroke-opacity", standing ? "0.5" : "0");
};

/** What the letter of a class takes, in pixels; a narrower band has it only in the table. */
const LETTER = 16;

type CurvePoint = AbcReport["curve"][number];

interface Band {
  name: string;
  customers: number;
  colour: string;
  points: CurvePoint[];
  middle: number;
}

/** The part of the curve that belongs to each class, ends included. */
function bandsOf({ classes, curve, customers_ranked }: AbcReport): Band[] {
  let from: CurvePoint = { customers: 0, value: 0 };
  return classes.map(({ class: name, customers, share }, place) => {
    const to = { customers: from.customers + customers / customers_ranked, value: from.value + share };
    const between = curve.filter((point) => point.customers > from.customers && point.customers < to.customers);
    const band = { name, customers, colour: CLASS_COLOURS[place]!, points: [from, ...between, to], middle: (from.customers + to.customers) / 2 };
    from = to;
    return band;
  });
}
