/** ABC: the few customers who bring most of the money. */
import { useMemo } from "preact/hooks";
import type { AbcReport } from "regulars/core";
import type { Controlled } from "../../../app/settings.ts";
import { type Work, useSliced } from "../../../app/sliced.ts";
import { type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls, RangeField } from "../../../components/controls.tsx";
import { Customers, ExplainButton, type Shown } from "../../../components/customers.tsx";
import { Figure, figures } from "../../../components/figure.tsx";
import { Actions, Pair, PickButton, Stats, View } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { byLevel, tally } from "../../../selection/division.ts";
import { type Parts, useParts } from "../../../selection/parts.ts";
import { selection } from "../../../selection/selection.ts";
import type { Members } from "../../../selection/steps.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { basis } from "../../basis.ts";
import { finding, title } from "./finding.ts";
import { STRETCHES, light, pareto } from "./pareto.ts";
import { text } from "./text.ts";

export const Abc = analysisView("abc", () => text().title, AbcControls, Found);

function Found({ answer, result: { report, frame }, controls }: FoundProps<"abc">) {
  const words = text();
  const { count, measure, percent } = format.value;
  const parts = useClasses(report, frame);
  const a = count(report.classes[0]!.customers);
  return (
    <View title={words.title} finding={say(finding(report, format.value))} detail={basis(report.customers_ranked, report.window)} notices={report.notices}>
      <Pair controls={controls}>
        <Figure name="abc-pareto" title={say(title(report, format.value))} draw={pareto(report)} by={[report]} parts={parts} light={useLight(frame)} data={dataOf(report)} />
        <p class="muted small">{words.reading}</p>
        <Stats
          stats={[
            [words.tail, percent(report.tail)],
            [words.gini, measure(report.gini), words.giniNote],
          ]}
        />
      </Pair>
      <Customers answer={answer} name="abc" columns={columnsOf()} first="value" />
      <Actions>
        <PickButton parts={parts} part={0} first>{words.selectA(a)}</PickButton>
        <PickButton parts={parts} part={2}>{words.selectC(count(report.classes[2]!.customers))}</PickButton>
      </Actions>
      <ExplainButton answer={answer} by="value" />
    </View>
  );
}

/** The classes as parts of a picture. */
export function useClasses(report: AbcReport, frame: Frame | undefined): Parts | undefined {
  const names = report.classes.map((one) => one.class);
  return useParts(
    useMemo(() => byLevel(frame, "class", names), [frame]),
    (part) => text().class(names[part]!),
  );
}

/** Shows in the picture where the selected customers stand in the ranking: their share of each stretch, best first. */
export function useLight(frame: Frame | undefined): (drawn: SVGSVGElement) => void {
  const members = selection.value?.members;
  const shares = useSliced(() => standing(frame, members), [frame, members]).value;
  return useMemo(() => light(shares), [shares]);
}

function* standing(frame: Frame | undefined, members: Members | undefined): Work<number[] | undefined> {
  const ranks = frame?.columns["rank"];
  if (!frame || !members || !(ranks instanceof Uint32Array)) return undefined;
  const stretch = (row: number) => Math.floor(((ranks[row]! - 1) * STRETCHES) / frame.rows.length);
  const division = { frame, parts: STRETCHES, partOf: stretch };
  const all = yield* tally(division, undefined);
  const some = yield* tally(division, members);
  return all.customers.map((customers, place) => (customers > 0 ? some.customers[place]! / customers : 0));
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
  return figures(
    text().classTable,
    [undefined, count, amount, share],
    classes.map((row) => [row.class, row.customers, row.value, row.share]),
  );
}
