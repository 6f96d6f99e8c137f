/** Dwyer's models: what customers are worth if silence is for good, and if they come and go. */
import { useMemo } from "preact/hooks";
import type { DwyerReport } from "regulars/core";
import { type ControlsProps, type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls, ListField, NumberField, OptionalField } from "../../../components/controls.tsx";
import { Customers, ExplainButton, type Shown } from "../../../components/customers.tsx";
import { Figure, figures } from "../../../components/figure.tsx";
import { MoneyControls } from "../../../components/money-controls.tsx";
import { Actions, Pair, PickButton, Stats, View } from "../../../components/view.tsx";
import { format, say, sentences } from "../../../i18n/lang.ts";
import { byLevel } from "../../../selection/division.ts";
import { type Parts, useParts } from "../../../selection/parts.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { basis } from "../../basis.ts";
import { finding, title } from "./finding.ts";
import { Sheets } from "./sheets.tsx";
import { cohorts, courses, states } from "./states.ts";
import { text } from "./text.ts";

export const Dwyer = analysisView("dwyer", () => text().title, DwyerControls, Found);

function Found({ answer, result: { report, frame }, controls, control }: FoundProps<"dwyer">) {
  const words = text();
  const { count, money, percent } = format.value;
  const parts = useStates(report, frame);
  // Those who have been silent longest of those who may still come.
  const last = report.migration.states.length - 2;
  const stateOf = (place: number): [string, string] => {
    const { state, customers } = report.migration.states[place]!;
    return [words.state(state, report.params.period), count(customers)];
  };
  return (
    <View title={words.title} finding={say(finding(report, format.value))} detail={basisOf(report)} notices={report.notices}>
      <Pair controls={controls}>
        <Figure name="dwyer-states" title={say(title(report, format.value))} draw={states(report, parts?.lit)} by={[report]} parts={parts} data={statesData(report)} />
        <p class="muted small">{words.reading}</p>
        <Stats stats={statsOf(report)} />
        <Sheets report={report} control={control} />
      </Pair>
      <Customers answer={answer} name="dwyer" columns={columnsOf(report)} first="value" />
      <Actions>
        {last > 0 && <PickButton parts={parts} part={last} first>{words.selectLast(...stateOf(last))}</PickButton>}
        <PickButton parts={parts} part={0} first={last === 0}>{words.selectFirst(...stateOf(0))}</PickButton>
      </Actions>
      <div class="columns-two">
        <Figure name="dwyer-course" title={words.courseTitle(money(report.migration.new_customer))} draw={courses(report)} by={[report]} data={courseData(report)} />
        {report.retention.cohorts.length > 0 && (
          <Figure name="dwyer-cohorts" title={words.cohortsTitle(percent(report.retention.rate))} draw={cohorts(report)} by={[report]} data={cohortData(report)} />
        )}
      </div>
      <ExplainButton answer={answer} by="value" />
    </View>
  );
}

/** What the values rest on: orders, typed figures, or some of each. */
function basisOf({ customers_valued, window, params: { retention, margins, probabilities, purchase_margin } }: DwyerReport): string {
  const words = text();
  if (!window) return words.typed;
  const partly = retention !== null || margins!.length > 0 || probabilities!.length > 0 || purchase_margin !== null;
  return sentences(basis(customers_valued, window), partly && words.partly);
}

/** The states as parts of a picture. */
function useStates({ migration: { states }, params }: DwyerReport, frame: Frame | undefined): Parts | undefined {
  const names = states.map(({ state }) => state);
  return useParts(
    useMemo(() => byLevel(frame, "state", names), [frame]),
    (part) => text().state(names[part]!, params.period),
  );
}

/** Where the orders give no answer, the worksheets are out of reach: what they lack is typed beside the problem. */
function DwyerControls({ settings, changed, set, reset, answer }: ControlsProps<"dwyer">) {
  const words = text();
  return (
    <Controls changed={changed} onReset={reset}>
      <Choice label={words.period} value={settings.period} options={words.choices} onChange={(period) => set({ period })} />
      <NumberField label={words.horizon} value={settings.horizon} min={1} max={1000} onChange={(horizon) => set({ horizon })} />
      {settings.probabilities.length === 0 && <NumberField label={words.states} value={settings.states} min={1} max={60} onChange={(states) => set({ states })} />}
      <MoneyControls settings={settings} set={set} found={answer.result?.report.margin} />
      <NumberField label={words.contact} value={settings.contact_cost} min={0} step={0.01} onChange={(contact_cost) => set({ contact_cost })} />
      <OptionalField label={words.retention} value={settings.retention} note={words.found} onChange={(retention) => set({ retention })} />
      {answer.problem && <ListField label={words.probabilities} value={settings.probabilities} note={words.list} onChange={(probabilities) => set({ probabilities })} />}
      <OptionalField label={words.purchase} value={settings.purchase_margin} note={words.found} onChange={(purchase_margin) => set({ purchase_margin })} />
    </Controls>
  );
}

function statsOf({ retention, migration, discount_per_period, params: { purchase_margin } }: DwyerReport): [string, string, string?][] {
  const { stats: words } = text();
  const { money, percent, share } = format.value;
  const sure = retention.interval ? words.between(percent(retention.interval[0]), percent(retention.interval[1])) : words.own;
  return [
    [words.retention, share(retention.rate), sure],
    [words.lost, money(retention.value)],
    [words.migrating, money(migration.new_customer)],
    [words.still, money(migration.still_to_come)],
    [words.purchase, money(migration.purchase_margin), purchase_margin === null ? "" : words.own],
    [words.rate, share(discount_per_period)],
  ];
}

function columnsOf({ params }: DwyerReport): Shown[] {
  const words = text();
  const { amount, count } = format.value;
  return [
    { key: "state", label: words.columns.state, name: (state) => words.state(state, params.period) },
    { key: "periods_since", label: words.columns.periods_since, show: count },
    { key: "value", label: words.columns.value, show: amount },
    { key: "value_forever", label: words.columns.value_forever, show: amount },
  ];
}

function statesData({ migration: { states }, params }: DwyerReport) {
  const { amount, count, share } = format.value;
  return figures(
    text().statesTable,
    [undefined, count, count, count, share, amount, amount],
    states.map(({ state, customers, followed, bought, probability, value, value_forever }) => [text().state(state, params.period), customers, followed, bought, probability, value, value_forever]),
  );
}

function courseData({ retention, migration }: DwyerReport) {
  const { amount, count, share } = format.value;
  return figures(
    text().courseTable,
    [count, share, amount, share, amount],
    retention.course.map(({ period, active, cumulative }, place) => [period, active, cumulative, migration.course[place]?.active ?? null, migration.course[place]?.cumulative ?? null]),
  );
}

function cohortData({ retention: { cohorts } }: DwyerReport) {
  const { count, day, share } = format.value;
  return figures(
    text().cohortTable,
    [undefined, count, count, count, share],
    cohorts.map(({ start, customers, active, kept }) => [day(start), customers, active, kept, active > 0 ? kept / active : null]),
  );
}
