/** What all pictures share: Observable Plot in the page's type and colours. */
import * as Plot from "@observablehq/plot";
import { lang } from "../i18n/lang.ts";
import { PARTS, numberParts } from "./parts.ts";

/** A picture as wide as asked. It depends on nothing but the report it is about. */
export type Drawing = (width: number) => SVGSVGElement;

/** Colours are the page's own, so pictures follow the theme and print without being drawn again. */
export const CATEGORIES = [1, 2, 3, 4, 5, 6, 7].map((place) => `var(--category-${place})`);
export const SEQUENCE = [1, 2, 3, 4, 5, 6, 7].map((place) => `var(--sequence-${place})`);
export const INK = "var(--ink)";
export const MUTED = "var(--muted)";
export const ACCENT = "var(--accent)";
export const HAIRLINE = "var(--hairline)";
export const LOSS = "var(--loss)";

/**
 * Draws a plot; `alt` tells it to those who do not see it.
 *
 * `parts` are the parts that the elements of the marks of class `parts` stand for, in their order.
 */
export function plot(width: number, alt: string, options: Plot.PlotOptions, parts?: readonly number[]): SVGSVGElement {
  const drawn = Plot.plot({
    width,
    height: Math.round(Math.min(400, Math.max(260, width * 0.5))),
    marginTop: 24,
    marginRight: 24,
    marginBottom: 44,
    marginLeft: 48,
    ...options,
    figure: false,
    style: { fontFamily: "var(--font)", fontSize: "12px", background: "transparent", overflow: "visible", ...(options.style as object) },
  }) as SVGSVGElement;
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", alt);
  drawn.setAttribute("lang", lang.peek());
  // One sentence says more to a screen reader than every mark and tick.
  for (const child of drawn.children) if (!parts || !child.classList.contains(PARTS)) child.setAttribute("aria-hidden", "true");
  if (parts) numberParts(drawn, parts);
  return drawn;
}

/** The text alternative of a picture: what its title says, and how it is seen. */
export const told = (title: string, how: string): string => (lang.peek() === "zh" ? `${title}。${how}` : `${title}. ${how}`);

/** How many ticks an axis of whole numbers has room and numbers for: half a customer is no tick. */
export function wholeTicks(most: number, room: number): number {
  return Math.max(1, Math.min(room, most));
}

/** Steps between the ticks of months, with how many months each is. */
const STEPS = [["month", 1], ["2 months", 2], ["3 months", 3], ["6 months", 6], ["year", 12], ["2 years", 24], ["5 years", 60]] as const;

/** What stands between two months, in milliseconds. */
const MONTH = 2_629_746_000;

/** Ticks at the beginnings of months, as many as their names have room for. */
export function monthTicks(first: Date, last: Date, width: number): string | number {
  const months = (last.getTime() - first.getTime()) / MONTH;
  const most = Math.max(2, Math.floor(width / 100));
  if (months < 3) return most;
  return (STEPS.find(([, step]) => months / step <= most) ?? STEPS.at(-1)!)[0];
}

/** What a label takes, in pixels: letters are about half as wide as Chinese characters. */
export const roomFor = (label: string): number => [...label].reduce((sum, letter) => sum + (letter > "\u2E80" ? 12.5 : 7), 0);

/** What names at the left take, in pixels. */
export const roomForNames = (names: readonly string[]): number => Math.ceil(Math.max(0, ...names.map(roomFor)) + 12);

/** The step of a sequence for a share of its largest value. */
export function shade(share: number): string {
  return SEQUENCE[Math.min(SEQUENCE.length - 1, Math.max(0, Math.floor(share * SEQUENCE.length)))]!;
}

/** The ink that reads on a step of a sequence. */
export function inkOn(share: number): string {
  return share * SEQUENCE.length >= 5 ? "var(--on-accent)" : INK;
}

/** What a colour of a picture stands for. */
export interface Legend {
  name: string;
  colour: string;
  opacity?: number;
  sign?: "■" | "●";
}

/** Names above the picture, at its right end: for marks that lie over one another, where names beside them would too. */
export const legend = (names: Legend[]): Plot.RenderFunction => (_index, _scales, _values, { width }, { document }) => {
  const made = (element: string, attributes: Record<string, string | number>, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", element);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    made.textContent = text;
    return made;
  };
  const line = made("text", { x: width - 4, y: 10, "text-anchor": "end", fill: INK });
  for (const [place, { name, colour, opacity = 1, sign = "■" }] of names.entries()) {
    line.append(made("tspan", { dx: place && 12, fill: colour, "fill-opacity": opacity }, sign), made("tspan", { dx: 4 }, name));
  }
  return line;
};

/** The names of rows at the left, cut in the middle where they would not fit: names that begin alike often end differently; a plot with it has no other axis there. */
export function namesAtTheLeft(width: number): Plot.Markish {
  return Plot.axisY({ label: null, tickSize: 0, lineWidth: Math.min(230, width * 0.42) / 12 - 2, textOverflow: "ellipsis-middle" });
}
