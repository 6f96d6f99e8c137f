/** Historical value: what each customer has brought so far. */
import { useMemo } from "preact/hooks";
import type { HistoricalReport } from "regulars/core";
import { type ControlsProps, type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls } from "../../../components/controls.tsx";
import { Customers, ExplainButton, type Shown } from "../../../components/customers.tsx";
import { Figure } from "../../../components/figure.tsx";
import { MoneyControls } from "../../../components/money-controls.tsx";
import { Actions, Pair, PickButton, Stats, View } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { byLevel } from "../../../selection/division.ts";
import { type Parts, useParts } from "../../../selection/parts.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { basis } from "../../basis.ts";
import { finding, title } from "./finding.ts";
import { dataOf, tenths } from "./tenths.ts";
import { text } from "./text.ts";

export const Historical = analysisView("historical", () => text().title, HistoricalControls, Found);

function Found({ answer, result: { report, frame }, controls }: FoundProps<"historical">) {
  const words = text();
  const { count, money } = format.value;
  const parts = useTenths(frame);
  const told = say(title(report, format.value));
  return (
    <View title={words.title} finding={say(finding(report, format.value))} detail={basis(report.all.customers, report.window)} notices={report.notices}>
      <Pair controls={controls}>
        <Figure name="historical-tenths" title={told} draw={tenths(report, told, parts?.lit)} by={[report]} parts={parts} data={dataOf(report)} />
        <p class="muted small">{words.reading}</p>
        <Stats
          stats={[
            [words.stats.value, money(report.all.value)],
            [words.stats.carried, money(report.all.carried)],
            [words.stats.median, money(report.median)],
          ]}
        />
      </Pair>
      <Customers answer={answer} name="historical" columns={columnsOf(report)} first="value" />
      <Actions>
        <PickButton parts={parts} part={0} first>{words.selectBest(count(parts?.customers[0]))}</PickButton>
        <PickButton parts={parts} part={9}>{words.selectLast(count(parts?.customers[9]))}</PickButton>
      </Actions>
      <ExplainButton answer={answer} by="value" />
    </View>
  );
}

/** The tenths as parts of the picture, weighed by what the customers brought. */
function useTenths(frame: Frame | undefined): Parts | undefined {
  const division = useMemo(() => {
    const value = frame?.columns["value"];
    return value instanceof Float64Array ? byLevel(frame, "tenth", undefined, (row) => value[row]!) : undefined;
  }, [frame]);
  return useParts(division, (part) => text().tenth(String(part + 1)));
}

function HistoricalControls({ settings, changed, set, reset, answer }: ControlsProps<"historical">) {
  const words = text();
  return (
    <Controls changed={changed} onReset={reset}>
      <MoneyControls settings={settings} set={set} found={answer.result?.report.margin} />
      <Choice label={words.grain} value={settings.grain} options={words.grains} onChange={(grain) => set({ grain })} />
    </Controls>
  );
}

function columnsOf({ margin }: HistoricalReport): Shown[] {
  const { columns } = text();
  const { amount, count } = format.value;
  return [
    { key: "value", label: columns.value, show: amount },
    { key: "carried", label: columns.carried, show: amount },
    // Where all money counts as margin, these say the value again, and nothing.
    ...(margin.basis === "amounts" ? [] : [
      { key: "revenue", label: columns.revenue, show: amount },
      { key: "cost", label: columns.cost, show: amount },
    ]),
    { key: "rank", label: columns.rank, show: count },
    { key: "tenth", label: columns.tenth },
  ];
}
