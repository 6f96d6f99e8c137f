import * as Plot from "@observablehq/plot";
import type { EventsReport } from "regulars/core";
import { ACCENT, type Drawing, LOSS, MUTED, legend, namesAtTheLeft, plot, roomForNames, told } from "../../../charts/plot.ts";
import { figures } from "../../../components/figure.tsx";
import { format } from "../../../i18n/lang.ts";
import { PALE } from "../dcf/bars.ts";
import { text } from "./text.ts";

/** How an event is called: a proposed purchase by its number. */
export function eventName({ source, events }: EventsReport, place: number): string {
  const name = events[place]?.name ?? "";
  if (source !== "typed") return text().purchase(name);
  return name || text().unnamed(String(place + 1));
}

/** More bars than can be told apart. */
const MOST = 30;

/** What is expected of each event, pale, and what that is worth today before it. */
export const bars = (report: EventsReport, title: string): Drawing => (width) => {
  const words = text();
  const { money, percent } = format.value;
  const rows = report.events.slice(0, MOST).map((event, place) => ({
    ...event,
    // Two events may have one name.
    name: `${eventName(report, place)}${"\u200B".repeat(place)}`,
    label: words.worth(money(event.present), percent(event.probability)),
    end: Math.max(event.expected, event.present, 0),
  }));
  const names = rows.map(({ name }) => name);
  return plot(width, told(title, words.reading), {
    height: 34 * rows.length + 72,
    marginTop: 20,
    marginLeft: Math.min(roomForNames(names.map((name) => name.replaceAll("\u200B", ""))), width * 0.42),
    marginRight: 120,
    x: { label: words.money, labelAnchor: "center", labelArrow: "none", tickFormat: money, ticks: Math.max(3, Math.round(width / 140)) },
    y: { domain: names, axis: null, padding: 0.4 },
    marks: [
      namesAtTheLeft(width),
      Plot.gridX({ stroke: "var(--hairline)", strokeOpacity: 1 }),
      Plot.barX(rows, { x: "expected", y: "name", fill: ({ expected }: { expected: number }) => (expected < 0 ? LOSS : ACCENT), fillOpacity: PALE }),
      Plot.barX(rows, { x: "present", y: "name", fill: ({ present }: { present: number }) => (present < 0 ? LOSS : ACCENT), insetTop: 4, insetBottom: 4 }),
      Plot.ruleX([0], { stroke: MUTED }),
      Plot.text(rows, { x: "end", y: "name", text: "label", textAnchor: "start", dx: 10, fill: MUTED }),
      legend([
        { name: words.expected, colour: ACCENT, opacity: PALE },
        { name: words.present, colour: ACCENT },
      ]),
    ],
  });
};

export function dataOf(report: EventsReport) {
  const { amount, count, figure, share } = format.value;
  return figures(
    text().table,
    [undefined, figure, share, amount, amount, count, amount, amount],
    report.events.map(({ when, probability, revenue, cost, times, expected, present }, place) => [eventName(report, place), when, probability, revenue, cost, times, expected, present]),
  );
}
