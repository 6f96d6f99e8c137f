/** Curve fitting: which typical course each customer follows, and where it leads. */
import { useMemo } from "preact/hooks";
import type { CurveReport } from "regulars/core";
import { data } from "../../../app/store.ts";
import { type ControlsProps, type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls, OptionalField } from "../../../components/controls.tsx";
import { Customers, ExplainButton, type Shown } from "../../../components/customers.tsx";
import { Figure, FiguresTable, figures } from "../../../components/figure.tsx";
import { MarginControl } from "../../../components/money-controls.tsx";
import { Actions, Pair, PickButton, Section, Stats, View } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { byLevel } from "../../../selection/division.ts";
import { type Parts, useParts } from "../../../selection/parts.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { basis } from "../../basis.ts";
import { finding, title } from "./finding.ts";
import { lines } from "./lines.ts";
import { text } from "./text.ts";

export const Curve = analysisView("curve", () => text().title, CurveControls, Found);

function Found({ answer, result: { report, frame }, controls }: FoundProps<"curve">) {
  const words = text();
  const { count } = format.value;
  const parts = useCurves(report, frame);
  // Who follows the curve of all has nothing in common with the others that do.
  const followed = report.curves.map((curve, part) => ({ ...curve, part })).filter(({ customers, group }) => customers > 0 && group !== "all");
  const richest = followed.toSorted((a, b) => (b.curve[report.horizon]?.value ?? 0) - (a.curve[report.horizon]?.value ?? 0));
  return (
    <View title={words.title} finding={say(finding(report, format.value))} detail={basis(report.customers_followed, report.window)} notices={report.notices}>
      <Pair controls={controls}>
        <Figure name="curve" title={say(title(report, words.group, format.value))} draw={lines(report, parts?.lit)} by={[report]} parts={parts} data={curveData(report)} />
        <p class="muted small">{words.reading}</p>
        <Stats stats={statsOf(report)} />
      </Pair>
      <Customers answer={answer} name="curve" columns={columnsOf()} first="projected" />
      <Actions>
        {richest.slice(0, 2).map(({ group, customers, part }, place) => (
          <PickButton key={group} parts={parts} part={part} first={place === 0}>{words.select(words.group(group), count(customers))}</PickButton>
        ))}
      </Actions>
      <Section title={words.groups}>
        <div class="scroll" tabIndex={0} role="group" aria-label={words.groups}><FiguresTable data={groupData(report)} /></div>
      </Section>
      <ExplainButton answer={answer} by="projected" />
    </View>
  );
}

/** The customers who follow each curve, as parts of a picture. */
function useCurves({ curves }: CurveReport, frame: Frame | undefined): Parts | undefined {
  const names = curves.map(({ group }) => group);
  return useParts(
    useMemo(() => byLevel(frame, "best", names), [frame]),
    (part) => text().follows(text().group(names[part]!)),
  );
}

function CurveControls({ settings, changed, set, reset, answer }: ControlsProps<"curve">) {
  const words = text();
  const attributes = (data.value?.attributes ?? []).filter(({ values }) => values === "category").map(({ name }) => name);
  const { attribute: ofAttribute, ...others } = words.groupings;
  // Without attributes there is nothing to choose.
  const groupings = attributes.length > 0 ? { ...others, attribute: ofAttribute } : others;
  return (
    <Controls changed={changed} onReset={reset}>
      <Choice
        label={words.by}
        value={settings.by}
        options={groupings as typeof words.groupings}
        onChange={(by) => set({ by, attribute: by === "attribute" ? (settings.attribute ?? attributes[0] ?? null) : null })}
      />
      {settings.by === "attribute" && (
        <Choice label={words.attribute} value={settings.attribute ?? ""} options={Object.fromEntries(attributes.map((name) => [name, name]))} onChange={(attribute) => set({ attribute })} />
      )}
      <Choice label={words.period} value={settings.period} options={words.choices} onChange={(period) => set({ period })} />
      <OptionalField label={words.horizon} value={settings.horizon} note={words.farthest} onChange={(horizon) => set({ horizon })} />
      <MarginControl margin={settings.margin} found={answer.result?.report.margin} onChange={(margin) => set({ margin })} />
    </Controls>
  );
}

function statsOf({ rmse, r_squared, projected, value_so_far }: CurveReport): [string, string][] {
  const { stats: words } = text();
  const { money, percent } = format.value;
  return [
    ...(projected > value_so_far ? [[words.ahead, money(projected - value_so_far)] as [string, string]] : []),
    [words.error, money(rmse)],
    [words.explained, percent(r_squared)],
  ];
}

function columnsOf(): Shown[] {
  const { columns, group } = text();
  const { aligned, amount } = format.value;
  return [
    { key: "best", label: columns.best, name: group },
    { key: "scale", label: columns.scale, show: aligned },
    { key: "rmse", label: columns.rmse, show: amount },
    { key: "runner_up", label: columns.runner_up, name: group },
    { key: "value_so_far", label: columns.value_so_far, show: amount },
    { key: "projected", label: columns.projected, show: amount },
  ];
}

function curveData({ curves }: CurveReport) {
  const { amount, count } = format.value;
  return figures(
    text().curveTable,
    [undefined, count, count, amount],
    curves.flatMap(({ group, curve }) => curve.map(({ age, members, value }) => [text().group(group), age, members, value])),
  );
}

function groupData({ curves }: CurveReport) {
  const { amount, count } = format.value;
  return figures(
    text().table,
    [undefined, count, count, amount, amount],
    curves.map(({ group, members, customers, value_so_far, projected }) => [text().group(group), members, customers, value_so_far, projected]),
  );
}
