/** RFM: who bought lately, often and for much, and what to do with each segment. */
import { useMemo } from "preact/hooks";
import type { RfmReport } from "regulars/core";
import type { Controlled } from "../../../app/settings.ts";
import { type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls, NumberField } from "../../../components/controls.tsx";
import { Customers, ExplainButton, type Shown } from "../../../components/customers.tsx";
import { Figure, figures } from "../../../components/figure.tsx";
import { Actions, Pair, PickButton, Section, View } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { nameOf } from "../../../i18n/names.ts";
import { byLevel } from "../../../selection/division.ts";
import { type Parts, useParts } from "../../../selection/parts.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { basis } from "../../basis.ts";
import { finding, gridTitle, title, urgent } from "./finding.ts";
import { grid } from "./grid.ts";
import { Migration } from "./migration/index.tsx";
import { segments } from "./segments.ts";
import { text } from "./text.ts";

export const Rfm = analysisView("rfm", () => text().title, RfmControls, Found);

function Found({ answer, result, controls }: FoundProps<"rfm">) {
  const { report, frame } = result;
  const words = text();
  const { count } = format.value;
  const parts = useSegments(report, frame);
  const cells = useCells(report, frame);
  return (
    <View title={words.title} finding={say(finding(report, format.value))} detail={basis(report.customers_scored, report.window)} notices={report.notices}>
      <Pair controls={controls}>
        <Figure name="rfm-segments" title={say(title(report, format.value))} draw={segments(report, parts?.lit)} by={[report]} parts={parts} data={segmentData(report)} />
      </Pair>
      <Customers answer={answer} name="rfm" columns={columnsOf()} first="score" />
      <Actions>
        {urgent(report).map(({ name, customers }, place) => (
          <PickButton key={name} parts={parts} part={placeOf(report, name)} first={place === 0}>
            {words.select(nameOf(name), count(customers))}
          </PickButton>
        ))}
      </Actions>
      <Strategies report={report} parts={parts} />
      {report.params.scheme !== "mean" && (
        <div>
          <Figure name="rfm-grid" title={say(gridTitle(report, format.value))} draw={grid(report, cells?.lit)} by={[report]} parts={cells} data={gridData(report)} />
          <p class="muted small">{words.gridNote}</p>
        </div>
      )}
      <Migration now={result} question={answer.question} />
      <Cuts report={report} />
      <ExplainButton answer={answer} by="score" />
    </View>
  );
}

const placeOf = ({ segments }: RfmReport, name: string) => segments.findIndex((segment) => segment.name === name);

/** The segments as parts of a picture, weighed by their money. */
export function useSegments({ segments }: RfmReport, frame: Frame | undefined): Parts | undefined {
  const names = segments.map(({ name }) => name);
  const division = useMemo(() => {
    const money = frame?.columns["monetary"];
    return byLevel(frame, "segment", names, (row) => (money instanceof Float64Array ? money[row]! : 0));
  }, [frame]);
  return useParts(division, (part) => nameOf(names[part]!));
}

/** The cells of recency by frequency as parts of a picture. */
function useCells({ grid }: RfmReport, frame: Frame | undefined): Parts | undefined {
  const division = useMemo(() => {
    const { r, f } = frame?.columns ?? {};
    if (!frame || !(r instanceof Uint32Array) || !(f instanceof Uint32Array)) return undefined;
    const places = new Map(grid.map((cell, place) => [cell.r * SCORES + cell.f, place]));
    return { frame, parts: grid.length, partOf: (row: number) => places.get(r[row]! * SCORES + f[row]!) ?? -1 };
  }, [frame]);
  return useParts(division, (part) => `R ${grid[part]!.r}, F ${grid[part]!.f}`);
}

/** More than a score can be. */
const SCORES = 1000;

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

function Strategies({ report, parts }: { report: RfmReport; parts: Parts | undefined }) {
  const words = text();
  return (
    <Section title={words.strategies}>
      <dl class="strategies picking">
        {report.segments.map(({ name, customers, strategy }, place) => customers > 0 && (
          <div key={name}>
            <dt>{nameOf(name)}</dt>
            <dd>{say(strategy)}</dd>
            <dd><PickButton parts={parts} part={place}>{words.pick(format.value.count(customers))}</PickButton></dd>
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
  return figures(
    text().segmentTable,
    [undefined, count, share, share],
    report.segments.map(({ name, customers, revenue }) => [nameOf(name), customers, customers / report.customers_scored, revenue / report.revenue]),
  );
}

function gridData(report: RfmReport) {
  const { amount, count } = format.value;
  return figures(
    text().gridTable,
    [count, count, count, amount],
    report.grid.map(({ r, f, customers, revenue }) => [r, f, customers, revenue]),
  );
}
