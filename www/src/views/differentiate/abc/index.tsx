/** ABC: the few customers who bring most of the money. */
import type { AbcReport } from "regulars/core";
import { useAnalysis } from "../../../app/analysis.ts";
import { type Controlled, controlled } from "../../../app/settings.ts";
import { Choice, Controls, RangeField } from "../../../components/controls.tsx";
import { Customers, ExplainButton, type Shown, hasLevel, saveCustomers } from "../../../components/customers.tsx";
import { Figure } from "../../../components/figure.tsx";
import { Actions, Answered, Pair, Stats, View } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { finding, title } from "./finding.ts";
import { pareto } from "./pareto.ts";
import { text } from "./text.ts";

export function Abc() {
  const control = controlled("abc");
  const answer = useAnalysis("abc", control.changed);
  const words = text();
  const controls = <AbcControls {...control} />;
  return (
    <Answered title={words.title} answer={answer} controls={controls}>
      {({ report, frame }) => {
        const { count, measure, percent } = format.value;
        const columns = columnsOf();
        return (
          <View title={words.title} finding={say(finding(report, format.value))} notices={report.notices}>
            <Pair controls={controls}>
              <Figure name="abc-pareto" title={say(title(report, format.value))} draw={pareto(report)} data={dataOf(report)} />
              <Stats
                stats={[
                  [words.ranked, count(report.customers_ranked)],
                  [words.tail, percent(report.tail)],
                  [words.gini, measure(report.gini), words.giniNote],
                ]}
              />
            </Pair>
            <Customers answer={answer} name="abc" columns={columns} first="value" />
            {frame && (
              <Actions>
                <button class="primary" onClick={() => saveCustomers("abc-a", frame, columns, hasLevel(frame, "class", ["A"]))}>
                  {words.saveA(count(report.classes[0]!.customers))}
                </button>
                <button onClick={() => saveCustomers("abc", frame, columns, () => true)}>{words.saveAll}</button>
              </Actions>
            )}
            <ExplainButton answer={answer} by="value" />
          </View>
        );
      }}
    </Answered>
  );
}

function AbcControls({ settings, changed, set, reset }: Controlled<"abc">) {
  const words = text();
  const { percent } = format.value;
  const [a, b] = settings.limits;
  return (
    <Controls changed={changed} onReset={reset}>
      <Choice label={words.by} value={settings.by} options={words.measures} onChange={(by) => set({ by })} />
      <RangeField label={words.limitA} value={a} min={0.05} max={0.95} step={0.01} show={percent} onChange={(limit) => set({ limits: [limit, Math.max(b, limit + 0.01)] })} />
      <RangeField label={words.limitB} value={b} min={0.06} max={0.99} step={0.01} show={percent} onChange={(limit) => set({ limits: [Math.min(a, limit - 0.01), limit] })} />
      <Choice label={words.basis} value={settings.basis} options={words.bases} onChange={(basis) => set({ basis })} />
      <Choice label={words.grain} value={settings.grain} options={words.grains} onChange={(grain) => set({ grain })} />
    </Controls>
  );
}

function columnsOf(): Shown[] {
  const { columns } = text();
  const { amount, count, share } = format.value;
  return [
    { key: "class", label: columns.class },
    { key: "rank", label: columns.rank, show: count },
    { key: "value", label: columns.value, show: amount },
    { key: "share_before", label: columns.share_before, show: share },
  ];
}

export function dataOf({ classes }: AbcReport) {
  const { amount, count, share } = format.value;
  return {
    columns: text().classTable,
    rows: classes.map((row) => [row.class, count(row.customers), amount(row.value), share(row.share)]),
  };
}
