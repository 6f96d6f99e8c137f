/** Customer events: a worksheet of what is expected to happen, typed or proposed from the orders, and what it is worth today. */
import type { Event, EventsReport } from "regulars/core";
import type { Controlled, Settings } from "../../../app/settings.ts";
import { type ControlsProps, type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls, NumberField, TextField } from "../../../components/controls.tsx";
import { Figure } from "../../../components/figure.tsx";
import { MoneyControls } from "../../../components/money-controls.tsx";
import { Pair, Stats, View } from "../../../components/view.tsx";
import { type SheetColumn, Worksheet } from "../../../components/worksheet.tsx";
import { useRowExplained } from "../../../explain/explain.ts";
import { format, say, words as shared } from "../../../i18n/lang.ts";
import { bars, dataOf, eventName } from "./bars.ts";
import { finding, title } from "./finding.ts";
import { text } from "./text.ts";

export const Events = analysisView("events", () => text().title, EventsControls, Found);

function Found({ answer, result: { report }, controls, control }: FoundProps<"events">) {
  const words = text();
  const { count, money } = format.value;
  const { rhythm } = report;
  const told = say(title(report, format.value));
  const days = (days: number) => shared.value.units.days(count(days));
  const from = { typed: words.typed, customer: words.own(report.params.customer ?? ""), everyone: words.average }[report.source];
  return (
    <View title={words.title} finding={say(finding(report, format.value))} detail={from} notices={report.notices}>
      <Pair controls={controls}>
        <Figure name="events-values" title={told} draw={bars(report, told)} by={[report]} data={dataOf(report)} />
        <p class="muted small">{words.reading}</p>
        <Stats
          stats={[
            [words.stats.value, money(report.value)],
            [words.stats.expected, money(report.expected)],
            ...(rhythm ? [[words.stats.gap, days(rhythm.gap_days)] as [string, string]] : []),
            ...(rhythm && report.source === "customer" ? [[words.stats.silent, days(rhythm.silent_days)] as [string, string]] : []),
          ]}
        />
      </Pair>
      <Sheet answer={answer} report={report} control={control} />
      <p class="how muted">{words.how}</p>
    </View>
  );
}

/** An event of which nothing is said yet. */
const defaults = { when: 1, probability: 1, revenue: 0, cost: 0, times: 1, every: 1 };

/** So many places behind the point. */
const rounded = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places;

/** The events as they are typed: those of the settings, else those proposed, under their names. */
function typedOf(report: EventsReport, { events }: Settings<"events">): Event[] {
  if (events.length > 0) return events;
  // An answer from before still has the events that were typed.
  const known = report.source === "typed" ? [] : report.events;
  return known.map(({ when, probability, revenue, cost, times, every }, place) => ({
    name: eventName(report, place),
    when: rounded(when, 3),
    probability: rounded(probability, 4),
    revenue: rounded(revenue, 2),
    cost: rounded(cost, 2),
    times,
    every,
  }));
}

function Sheet({ answer, report, control: { settings, set } }: Pick<FoundProps<"events">, "answer"> & { report: EventsReport; control: Controlled<"events"> }) {
  const words = text();
  const { amount, figure } = format.value;
  const blank: Event = { ...defaults, name: words.added };
  const typed = typedOf(report, settings);
  const name = (row: number) => typed[row]?.name || words.unnamed(String(row + 1));
  const explain = useRowExplained(answer, report.events.length, name);
  const change = (row: number, changes: Partial<Event>) => set({ events: typed.with(row, { ...typed[row]!, ...changes }) });
  const number = (key: "when" | "probability" | "revenue" | "cost" | "times" | "every", why?: string, fits?: (value: number) => boolean): SheetColumn => ({
    label: words.columns[key],
    narrow: key !== "revenue" && key !== "cost",
    value: (row) => typed[row]![key] ?? defaults[key],
    onNumber: (row, value) => change(row, { [key]: value }),
    fault: (value) => (fits && !fits(value) ? why : undefined),
  });
  const computed = (key: "factor" | "expected" | "present"): SheetColumn => ({
    label: words.columns[key],
    // An event that was just added has none until it is answered.
    value: (row) => report.events[row]?.[key] ?? Number.NaN,
    show: key === "factor" ? figure : amount,
  });
  const years = (value: number) => value >= 0;
  return (
    <Worksheet
      name="events"
      label={words.sheet}
      columns={[
        { label: words.columns.name, value: name, onText: (row, name) => change(row, { name }) },
        number("when", words.years, years),
        number("probability", words.share, (value) => value >= 0 && value <= 1),
        number("revenue"),
        number("cost"),
        number("times", words.whole, (value) => Number.isInteger(value) && value >= 1 && value <= 1000),
        number("every", words.years, years),
        computed("factor"),
        computed("expected"),
        computed("present"),
      ]}
      rows={typed.length}
      rowName={name}
      onExplain={explain}
      explainLabel={words.explain}
      // Without any event the sheet would be filled from the orders.
      onRemove={typed.length > 1 ? (row) => set({ events: typed.toSpliced(row, 1) }) : undefined}
    >
      <button onClick={() => set({ events: [...typed, blank] })}>{words.add}</button>
      <button onClick={() => set({ events: [blank] })}>{words.empty}</button>
      {settings.events.length > 0 && <button onClick={() => set({ events: [] })}>{words.fill}</button>}
    </Worksheet>
  );
}

function EventsControls({ settings, changed, set, reset, answer }: ControlsProps<"events">) {
  const words = text();
  return (
    <Controls changed={changed} onReset={reset}>
      <MoneyControls settings={settings} set={set} found={answer.result?.report.margin} />
      {settings.events.length === 0 && (
        <>
          <TextField label={words.customer} value={settings.customer ?? ""} onChange={(customer) => set({ customer: customer || null })} note={words.customerNote} />
          <NumberField label={words.ahead} value={settings.ahead} min={1} max={100} onChange={(ahead) => set({ ahead: Math.max(1, Math.min(100, Math.round(ahead))) })} />
          <Choice label={words.grain} value={settings.grain} options={words.grains} onChange={(grain) => set({ grain })} />
        </>
      )}
    </Controls>
  );
}
