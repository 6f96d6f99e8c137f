/** Lifetime value: what each customer is worth over the time ahead, and how surely. */
import type { ClvInterval, ClvReport } from "regulars/core";
import { useMemo } from "preact/hooks";
import { type Work, useSliced } from "../../../app/sliced.ts";
import { type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Customers, ExplainButton, type Shown } from "../../../components/customers.tsx";
import { Figure, figures } from "../../../components/figure.tsx";
import { Actions, Pair, PickButton, Stats, View } from "../../../components/view.tsx";
import { format, say, words as shared } from "../../../i18n/lang.ts";
import { byRange } from "../../../selection/division.ts";
import { type Parts, useParts } from "../../../selection/parts.ts";
import type { Frame, Result } from "../../../worker/protocol.ts";
import { basis } from "../../basis.ts";
import { ClvControls } from "./controls.tsx";
import { distribution } from "./distribution.ts";
import { aliveTitle, expectedTitle, finding, quantile, valuesIn } from "./finding.ts";
import { Fits } from "./fits.tsx";
import { byX, tracking } from "./holdout.ts";
import { surface, surfaceData } from "./surface.ts";
import { text } from "./text.ts";

export const Clv = analysisView("clv", () => text().title, ClvControls, Found);

function Found({ result, ...others }: FoundProps<"clv">) {
  const { value: ranked } = useSliced(() => withValues(result), [result]);
  if (!ranked) return <div aria-busy="true"><View title={text().title} /></div>;
  return <Ranked {...others} {...ranked} />;
}

/** A result with its customers' values, rising: what is shown of the one has to fit the other. */
function* withValues(result: Result<"clv">): Work<{ result: Result<"clv">; rising: Float64Array }> {
  return { result, rising: yield* valuesIn(result.frame) };
}

function Ranked({ answer, result, rising, controls, control }: FoundProps<"clv"> & { rising: Float64Array }) {
  const { report, frame } = result;
  const words = text();
  const { count, money } = format.value;
  const found = useMemo(() => finding(report, frame, rising, format.value), [rising, format.value]);
  const bars = useBars(report, frame);
  const tenth = quantile(rising, 0.9);
  const best = useBest(frame, tenth);
  const title = rising.length > 0 ? words.distribution(money(quantile(rising, 0.5)), money(tenth)) : words.flat;
  return (
    <View
      title={words.title}
      finding={say(found)}
      detail={basis(report.customers_fitted, report.window)}
      notices={report.notices}
    >
      <Pair controls={controls}>
        {rising.length > 0 && (
          <Figure name="clv-distribution" title={title} draw={distribution(report, title, bars?.lit)} by={[report]} parts={bars} data={distributionData(report)} />
        )}
        <Stats stats={statsOf(report)} />
      </Pair>
      <Customers answer={answer} name="clv" columns={columnsOf(report)} first="clv" />
      <Actions>
        <PickButton parts={best} part={0} first>{words.select(count(best?.customers[0]))}</PickButton>
        {!report.converged && report.settings.penalty === 0 && <button onClick={() => control.set({ penalty: 0.1 })}>{words.penalise}</button>}
      </Actions>
      {report.holdout && <Tested holdout={report.holdout} />}
      <div class="columns-two">
        <Figure name="clv-alive" title={say(aliveTitle(report.repeaters, frame, format.value))} draw={surface(report, "p_alive")} by={[report]} data={surfaceData(report, "p_alive")} />
        <Figure name="clv-expected" title={say(expectedTitle(report, format.value))} draw={surface(report, "expected_purchases")} by={[report]} data={surfaceData(report, "expected_purchases")} />
      </div>
      <p class="muted small">{words.surfaceNote}</p>
      <Fits report={report} />
      <ExplainButton answer={answer} by="clv" />
    </View>
  );
}

/** The bars of the distribution as parts; the last one holds everyone above too. */
function useBars({ distribution: bins }: ClvReport, frame: Frame | undefined): Parts | undefined {
  const division = useMemo(() => byRange(frame, "clv", [...bins.map(({ from }) => from), Number.POSITIVE_INFINITY]), [frame]);
  return useParts(division, (part) => {
    const { from, to } = bins[part]!;
    const { money } = format.value;
    return part === bins.length - 1 ? text().above(money(from)) : text().between(money(from), money(to));
  });
}

/** The customers worth more than most, as the only part. */
function useBest(frame: Frame | undefined, tenth: number): Parts | undefined {
  const division = useMemo(() => {
    const values = frame?.columns["clv"];
    if (!frame || !(values instanceof Float64Array)) return undefined;
    return { frame, parts: 1, partOf: (row: number) => (values[row]! > tenth ? 0 : -1) };
  }, [frame, tenth]);
  return useParts(division, () => text().best);
}

/** What was foreseen of the time after the cut, and what came. */
function Tested({ holdout }: { holdout: NonNullable<ClvReport["holdout"]> }) {
  const words = text();
  const { count, day, measure } = format.value;
  const last = holdout.tracking.at(-1);
  const byXData = figures(
    words.byXTable,
    [count, count, measure, measure],
    holdout.by_x.map(({ x, customers, actual, predicted }) => [x, customers, actual, predicted]),
  );
  const trackingData = figures(
    words.trackingTable,
    [undefined, count, count],
    holdout.tracking.map((point) => [day(point.day), point.actual, point.expected]),
  );
  return (
    <div class="columns-two">
      <Figure name="clv-holdout" title={words.byX(count(holdout.predicted), count(holdout.actual))} draw={byX(holdout)} by={[holdout]} data={byXData} />
      <Figure name="clv-tracking" title={words.tracking(count(last?.expected), count(last?.actual))} draw={tracking(holdout)} by={[holdout]} data={trackingData} />
    </div>
  );
}

function statsOf({ totals, customers_fitted, repeaters, new_customer, intervals }: ClvReport): [string, string, string?][] {
  const { stats: words } = text();
  const { count, money } = format.value;
  const within = (interval: ClvInterval | null | undefined, show: (value: number) => string): [string] | [] => (interval ? [words.within(show(interval.low), show(interval.high))] : []);
  return [
    [words.value, money(totals.clv), ...within(intervals?.clv, money)],
    [words.purchases, count(totals.expected_purchases), ...within(intervals?.expected_purchases, count)],
    [words.newcomer, money(new_customer.clv), ...within(intervals?.new_clv, money)],
    [words.fitted, count(customers_fitted), words.repeaters(count(repeaters))],
  ];
}

function columnsOf({ intervals, settings, discount_per_unit }: ClvReport): Shown[] {
  const { columns, inUnits } = text();
  const { aligned, amount, count, share, tenth } = format.value;
  const age = settings.unit === "day" ? count : tenth;
  const units = shared.value.units.periods[settings.unit];
  const ends: Shown[] = [
    { key: "clv_low", label: columns.clv_low, show: amount },
    { key: "clv_high", label: columns.clv_high, show: amount },
  ];
  return [
    { key: "clv", label: columns.clv, show: amount },
    ...(intervals ? ends : []),
    { key: "p_alive", label: columns.p_alive, show: share },
    { key: "expected_purchases", label: columns.expected_purchases, show: aligned },
    { key: "expected_spend", label: columns.expected_spend, show: amount },
    ...(settings.dert && discount_per_unit > 0 ? [{ key: "dert", label: columns.dert, show: aligned }] : []),
    { key: "x", label: columns.x, show: count },
    { key: "t_x", label: inUnits(columns.t_x, units), show: age },
    { key: "T", label: inUnits(columns.T, units), show: age },
  ];
}

function distributionData({ distribution: bins }: ClvReport) {
  const { amount, count } = format.value;
  return figures(
    text().histogramTable,
    [amount, amount, count],
    bins.map(({ from, to, customers }) => [from, to, customers]),
  );
}
