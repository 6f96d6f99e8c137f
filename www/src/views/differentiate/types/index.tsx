/** Current value by potential value: whom to look after, develop, keep at low cost or let go. */
import { useMemo } from "preact/hooks";
import type { TypesReport } from "regulars/core";
import { type ControlsProps, type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls, NumberField } from "../../../components/controls.tsx";
import { Customers, ExplainButton, type Shown } from "../../../components/customers.tsx";
import { Figure, figures } from "../../../components/figure.tsx";
import { MoneyControls } from "../../../components/money-controls.tsx";
import { Actions, Pair, PickButton, Section, View } from "../../../components/view.tsx";
import { format, say, words as shared } from "../../../i18n/lang.ts";
import { nameOf } from "../../../i18n/names.ts";
import { byLevel } from "../../../selection/division.ts";
import { type Parts, useParts } from "../../../selection/parts.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { basis } from "../../basis.ts";
import { finding, title } from "./finding.ts";
import { quadrants } from "./quadrants.ts";
import { text } from "./text.ts";

export const Types = analysisView("types", () => text().title, TypesControls, Found);

function Found({ answer, result: { report, frame }, controls }: FoundProps<"types">) {
  const words = text();
  const { count } = format.value;
  const parts = useTypes(report, frame);
  return (
    <View title={words.title} finding={say(finding(report, format.value))} detail={basis(report.customers_typed, report.window)} notices={report.notices}>
      <Pair controls={controls}>
        <Figure name="types" title={say(title(report, format.value))} draw={quadrants(report, parts?.lit)} by={[report]} parts={parts} data={dataOf(report)} />
        <p class="muted small">{words.reading}</p>
      </Pair>
      <Customers answer={answer} name="types" columns={columnsOf()} first="potential" />
      <Actions>
        <PickButton parts={parts} part={0} first>{words.selectVip(count(report.types[0]?.customers))}</PickButton>
        <PickButton parts={parts} part={1}>{words.selectImprove(count(report.types[1]?.customers))}</PickButton>
      </Actions>
      <Section title={words.strategies}>
        <dl class="strategies picking">
          {report.types.map(({ name, customers, strategy }, part) => customers > 0 && (
            <div key={name}>
              <dt>{nameOf(name)}</dt>
              <dd>{say(strategy)}</dd>
              <dd><PickButton parts={parts} part={part}>{words.pick(count(customers))}</PickButton></dd>
            </div>
          ))}
        </dl>
      </Section>
      <ExplainButton answer={answer} by="potential" />
    </View>
  );
}

/** The types as parts of a picture. */
function useTypes({ types }: TypesReport, frame: Frame | undefined): Parts | undefined {
  const names = types.map(({ name }) => name);
  return useParts(
    useMemo(() => byLevel(frame, "type", names), [frame]),
    (part) => nameOf(names[part]!),
  );
}

function TypesControls({ settings, changed, set, reset, answer }: ControlsProps<"types">) {
  const words = text();
  // Own thresholds begin where those in use are, in whole units of money.
  const found = answer.result?.report;
  const [current, potential] = [Math.round(found?.current_threshold ?? 0), Math.round(found?.potential_threshold ?? 0)];
  const split = (split: typeof settings.split) => set(split === "own" ? { split, current, potential } : { split, current: null, potential: null });
  return (
    <Controls changed={changed} onReset={reset}>
      <Choice label={words.split} value={settings.split} options={words.splits} onChange={split} />
      {settings.split === "own" && <NumberField label={words.own.current} value={settings.current ?? 0} onChange={(current) => set({ current })} />}
      {settings.split === "own" && <NumberField label={words.own.potential} value={settings.potential ?? 0} onChange={(potential) => set({ potential })} />}
      <NumberField label={words.horizon(shared.value.units.periods[settings.unit])} value={settings.horizon} min={1} max={10_000} onChange={(horizon) => set({ horizon })} />
      <MoneyControls settings={settings} set={set} found={found?.margin} />
      <Choice label={words.model} value={settings.model} options={words.models} onChange={(model) => set({ model })} />
    </Controls>
  );
}

function columnsOf(): Shown[] {
  const { columns } = text();
  const { amount } = format.value;
  return [
    { key: "type", label: columns.type },
    { key: "current", label: columns.current, show: amount },
    { key: "potential", label: columns.potential, show: amount },
  ];
}

function dataOf({ types }: TypesReport) {
  const { amount, count } = format.value;
  return figures(
    text().table,
    [undefined, count, amount, amount],
    types.map(({ name, customers, current, potential }) => [nameOf(name), customers, current, potential]),
  );
}
