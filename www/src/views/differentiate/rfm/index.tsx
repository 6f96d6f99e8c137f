/** RFM: who bought lately, often and for much, and what to do with each segment. */
import type { RfmReport } from "regulars/core";
import { useAnalysis } from "../../../app/analysis.ts";
import { type Controlled, controlled } from "../../../app/settings.ts";
import { Choice, Controls, NumberField } from "../../../components/controls.tsx";
import { Customers, ExplainButton, type Shown, hasLevel, saveCustomers } from "../../../components/customers.tsx";
import { Figure } from "../../../components/figure.tsx";
import { Actions, Answered, Pair, Section, View } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { nameOf } from "../../../i18n/names.ts";
import { finding, title, urgent } from "./finding.ts";
import { grid } from "./grid.ts";
import { segments } from "./segments.ts";
import { text } from "./text.ts";

export function Rfm() {
  const control = controlled("rfm");
  const answer = useAnalysis("rfm", control.changed);
  const words = text();
  const controls = <RfmControls {...control} />;
  return (
    <Answered title={words.title} answer={answer} controls={controls}>
      {({ report, frame }) => {
        const { count } = format.value;
        const columns = columnsOf();
        return (
          <View title={words.title} finding={say(finding(report, format.value))} notices={report.notices}>
            <Pair controls={controls}>
              <Figure name="rfm-segments" title={say(title(report, format.value))} draw={segments(report)} data={segmentData(report)} />
            </Pair>
            {report.params.scheme !== "mean" && <Figure name="rfm-grid" title={words.gridTitle} draw={grid(report)} data={gridData(report)} />}
            <Customers answer={answer} name="rfm" columns={columns} first="score" />
            {frame && (
              <Actions>
                {urgent(report).map(({ name, customers }, place) => (
                  <button
                    key={name}
                    class={place === 0 ? "primary" : ""}
                    onClick={() => saveCustomers(`rfm-${name}`, frame, columns, hasLevel(frame, "segment", [name]))}
                  >
                    {words.save(nameOf(name), count(customers))}
                  </button>
                ))}
                <button onClick={() => saveCustomers("rfm", frame, columns, () => true)}>{words.saveAll}</button>
              </Actions>
            )}
            <Strategies report={report} />
            <Cuts report={report} />
            <ExplainButton answer={answer} by="score" />
          </View>
        );
      }}
    </Answered>
  );
}

function RfmControls({ settings, changed, set, reset }: Controlled<"rfm">) {
  const words = text();
  return (
    <Controls changed={changed} onReset={reset}>
      <Choice label={words.scheme} value={settings.scheme === "own" ? "quantile" : settings.scheme} options={words.schemes} onChange={(scheme) => set({ scheme })} />
      {settings.scheme !== "mean" && <NumberField label={words.bins} value={settings.bins} min={2} max={9} onChange={(bins) => set({ bins })} />}
      <Choice label={words.monetary} value={settings.monetary} options={words.monetaries} onChange={(monetary) => set({ monetary })} />
      <Choice label={words.grain} value={settings.grain} options={words.grains} onChange={(grain) => set({ grain })} />
    </Controls>
  );
}

function Strategies({ report }: { report: RfmReport }) {
  return (
    <Section title={text().strategies}>
      <dl class="strategies">
        {report.segments.filter(({ customers }) => customers > 0).map(({ name, strategy }) => (
          <div key={name}>
            <dt>{nameOf(name)}</dt>
            <dd>{say(strategy)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Cuts({ report }: { report: RfmReport }) {
  const words = text();
  const { measure } = format.value;
  return (
    <Section title={words.cuts}>
      <dl class="strategies">
        {(["r", "f", "m"] as const).map((dimension) => (
          <div key={dimension}>
            <dt>{words.cutNames[dimension]}</dt>
            <dd class="figures">{report.cut_points[dimension].map(measure).join(" · ")}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

export function columnsOf(): Shown[] {
  const { columns } = text();
  const { amount, count, measure } = format.value;
  return [
    { key: "segment", label: columns.segment },
    { key: "recency_days", label: columns.recency_days, show: count },
    { key: "frequency", label: columns.frequency, show: count },
    { key: "monetary", label: columns.monetary, show: amount },
    { key: "r", label: columns.r },
    { key: "f", label: columns.f },
    { key: "m", label: columns.m },
    { key: "score", label: columns.score, show: measure },
  ];
}

export function segmentData(report: RfmReport) {
  const { count, share } = format.value;
  return {
    columns: text().segmentTable,
    rows: report.segments.map(({ name, customers, revenue }) => [
      nameOf(name),
      count(customers),
      share(customers / report.customers_scored),
      share(revenue / report.revenue),
    ]),
  };
}

function gridData(report: RfmReport) {
  const { amount, count } = format.value;
  return {
    columns: text().gridTable,
    rows: report.grid.map(({ r, f, customers, revenue }) => [String(r), String(f), count(customers), amount(revenue)]),
  };
}
