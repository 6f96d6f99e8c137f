/** Subscriptions: how long customers stay, and what those still there are worth. */
import { useMemo } from "preact/hooks";
import type { SbgReport } from "regulars/core";
import { data } from "../../../app/store.ts";
import { type ControlsProps, type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls, ListField, NumberField, OptionalField, TextField } from "../../../components/controls.tsx";
import { Customers, ExplainButton, type Shown } from "../../../components/customers.tsx";
import { Figure, figures } from "../../../components/figure.tsx";
import { MoneyControls } from "../../../components/money-controls.tsx";
import { Actions, Pair, PickButton, Section, Stats, View } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { type Parts, useParts } from "../../../selection/parts.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { basis } from "../../basis.ts";
import { atHorizon, finding } from "./finding.ts";
import { lines } from "./lines.ts";
import { text } from "./text.ts";

export const Sbg = analysisView("sbg", () => text().title, SbgControls, Found);

function Found({ answer, result: { report, frame }, controls }: FoundProps<"sbg">) {
  const words = text();
  const { count, percent } = format.value;
  const least = useLeast(frame);
  const horizon = report.settings.horizon ?? 12;
  const survival = words.survivalTitle(percent(atHorizon(report)), count(horizon));
  const retention = words.retentionTitle(percent(report.renewals[0]?.retention), percent(report.renewals[horizon - 1]?.retention));
  return (
    <View title={words.title} finding={say(finding(report, format.value))} detail={basis(report.customers_fitted, report.window)} notices={report.notices}>
      <Pair controls={controls}>
        <Figure name="sbg-survival" title={survival} draw={lines(report, "survival", survival)} by={[report]} data={dataOf(report)} />
        <Figure name="sbg-retention" title={retention} draw={lines(report, "retention", retention)} by={[report]} data={dataOf(report)} />
        <p class="muted small">{words.reading}</p>
        <Stats stats={statsOf(report)} />
      </Pair>
      <Customers answer={answer} name="sbg" columns={columnsOf()} first="residual" />
      {frame && (
        <Actions>
          <PickButton parts={least} part={0} first>{words.risky(count(least?.customers[0]))}</PickButton>
        </Actions>
      )}
      <ExplainButton answer={answer} by="residual" />
    </View>
  );
}

/** Those with the lowest chance to renew next, as the only part. */
function useLeast(frame: Frame | undefined): Parts | undefined {
  const division = useMemo(() => {
    const chances = frame?.columns["p_renew"];
    if (!frame || !(chances instanceof Float64Array)) return undefined;
    const least = chances.reduce((least, chance) => Math.min(least, chance), 1);
    return { frame, parts: 1, partOf: (row: number) => (chances[row] === least ? 0 : -1) };
  }, [frame]);
  return useParts(division, () => text().least);
}

function SbgControls({ settings, changed, set, reset, answer }: ControlsProps<"sbg">) {
  const words = text();
  const attributes = (data.value?.attributes ?? []).filter(({ values }) => values === "number").map(({ name }) => name);
  const column = (none: string) => ({ "": none, ...Object.fromEntries(attributes.map((name) => [name, name])) }) as Record<string, string>;
  return (
    <Controls changed={changed} onReset={reset}>
      <Choice label={words.period} value={settings.period ?? "auto"} options={words.choices} onChange={(period) => set({ period: period === "auto" ? null : period })} />
      <NumberField label={words.horizon} value={settings.horizon} min={1} max={1000} onChange={(horizon) => set({ horizon })} />
      {data.value?.kind === "customers" && (
        <>
          <Choice label={words.tenure} value={settings.tenure ?? ""} options={column(words.guessed)} onChange={(tenure) => set({ tenure: tenure || null })} />
          <Choice label={words.feeColumn} value={settings.fee_column ?? ""} options={column(words.none)} onChange={(name) => set({ fee_column: name || null })} />
          <TextField label={words.label} value={settings.label ?? ""} onChange={(label) => set({ label: label || null })} note={words.guessed} />
          <TextField label={words.positive} value={settings.positive ?? ""} onChange={(positive) => set({ positive: positive || null })} note={words.guessed} />
        </>
      )}
      <MoneyControls settings={settings} set={set} found={answer.result?.report.margin} />
      <Section title={words.typed}>
        <ListField label={words.survivors} value={settings.survivors} note={words.typedNote} onChange={(survivors) => set({ survivors })} />
        <OptionalField label={words.fitPeriods} value={settings.fit_periods} onChange={(fit_periods) => set({ fit_periods })} />
        <OptionalField label={words.fee} value={settings.fee} onChange={(fee) => set({ fee })} />
      </Section>
    </Controls>
  );
}

function statsOf({ params, customers_fitted, left, renewals, value, value_forever, tested }: SbgReport): [string, string, string?][] {
  const { stats: words } = text();
  const { count, measure, money, share } = format.value;
  return [
    [words.customers, count(customers_fitted), words.left(count(left))],
    [words.residual, measure(renewals[0]?.residual)],
    ...(value === null ? [] : [[words.value, money(value)], [words.forever, money(value_forever)]] as [string, string][]),
    [words.parameters, `${measure(params["alpha"])}, ${measure(params["beta"])}`],
    ...(tested ? [[words.tested, share(tested.mae)]] as [string, string][] : []),
  ];
}

function columnsOf(): Shown[] {
  const { columns } = text();
  const { aligned, amount, count, share } = format.value;
  return [
    { key: "renewed", label: columns.renewed, show: count },
    { key: "p_renew", label: columns.p_renew, show: share },
    { key: "renewals_ahead", label: columns.renewals_ahead, show: aligned },
    { key: "residual", label: columns.residual, show: aligned },
    { key: "margin", label: columns.margin, show: amount },
    { key: "value", label: columns.value, show: amount },
    { key: "value_forever", label: columns.value_forever, show: amount },
  ];
}

function dataOf({ renewals }: SbgReport) {
  const { count, measure, share } = format.value;
  return figures(
    text().table,
    [count, count, count, share, share, share, share, measure],
    renewals.map((one) => [one.renewal, one.at_risk, one.left, one.observed_retention, one.retention, one.observed_survival, one.survival, one.residual]),
  );
}
