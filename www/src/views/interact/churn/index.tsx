/** The churn warning: who is about to leave, why, and how far that can be trusted. */
import { useMemo } from "preact/hooks";
import type { ChurnReport } from "regulars/core";
import { type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Customers, ExplainButton } from "../../../components/customers.tsx";
import { Figure } from "../../../components/figure.tsx";
import { Folded } from "../../../components/folded.tsx";
import { Actions, Pair, PickButton, Section, Stats, View } from "../../../components/view.tsx";
import { format, say, sentences } from "../../../i18n/lang.ts";
import { byLevel, byRange } from "../../../selection/division.ts";
import { type Parts, useParts } from "../../../selection/parts.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { basis } from "../../basis.ts";
import { EDGES, chances, chancesData } from "./chances.ts";
import { columnsOf } from "./columns.ts";
import { ChurnControls } from "./controls.tsx";
import { calibration, gain, lift, precision, roc } from "./curves.ts";
import { calibrationData, coefficientData, gainData, precisionData, rocData } from "./data.ts";
import { calibrationTitle, finding, liftTitle, oddsTitle, precisionTitle, strongest } from "./finding.ts";
import { odds, termName } from "./odds.ts";
import { text } from "./text.ts";

export const Churn = analysisView("churn", () => text().title, ChurnControls, Found);

function Found({ answer, result: { report, frame }, controls }: FoundProps<"churn">) {
  const words = text();
  const { count, list, percent } = format.value;
  const warned = useWarned(frame);
  const bars = useBars(frame);
  const all = frame?.rows.length ?? 0;
  const leaving = useMemo(() => warnedIn(frame), [frame]);
  const first = strongest(report)[0];
  const title = words.chances(count(leaving), percent(report.threshold));
  const compared = report.references.map(({ column, level }) => `${column} = ${level}`);
  return (
    <View
      title={words.title}
      finding={say(finding(report, leaving, all, format.value))}
      detail={basis(report.rows, report.window)}
      notices={report.notices}
    >
      <Pair controls={controls}>
        {bars && (
          <Figure name="churn-chances" title={title} draw={chances(report, title, bars)} by={[report]} parts={bars} data={chancesData(bars)} />
        )}
        <Stats stats={statsOf(report)} />
      </Pair>
      <Customers answer={answer} name="churn" columns={columnsOf(report)} first="probability" />
      <Actions>
        <PickButton parts={warned} part={0} first>{words.select(count(leaving))}</PickButton>
      </Actions>
      {first && (
        <Section title={words.why}>
          <Figure name="churn-odds" title={say(oddsTitle(first, termName(first)))} draw={odds(report)} by={[report]} data={coefficientData(report)} />
          <p class="muted small">{sentences(words.perUnit, compared.length > 0 && words.reference(list(compared)))}</p>
        </Section>
      )}
      <Trust report={report} />
      <ExplainButton answer={answer} by="probability" />
    </View>
  );
}

/** How far the warning can be trusted: whom writing reaches and whether a chance means what it says; the rest is for those who ask. */
function Trust({ report }: { report: ChurnReport }) {
  const words = text();
  const { percent } = format.value;
  const by = [report];
  return (
    <Section title={words.trust}>
      <div class="columns-two">
        <Figure name="churn-gain" title={words.gain(percent(report.deciles[0]?.gain))} draw={gain(report)} by={by} data={gainData(report)} />
        <Figure name="churn-calibration" title={say(calibrationTitle(report, format.value))} draw={calibration(report)} by={by} data={calibrationData(report)} />
      </div>
      <Folded summary={words.more}>
        {() => (
          <div class="columns-two">
            <Figure name="churn-roc" title={words.roc(percent(report.auc))} draw={roc(report)} by={by} data={rocData(report)} />
            <Figure name="churn-precision" title={say(precisionTitle(report, format.value))} draw={precision(report)} by={by} data={precisionData(report)} />
            <Figure name="churn-lift" title={say(liftTitle(report, format.value))} draw={lift(report)} by={by} data={gainData(report)} />
          </div>
        )}
      </Folded>
    </Section>
  );
}

/** How many are warned of; the finding cannot wait for the parts of a picture. */
function warnedIn(frame: Frame | undefined): number {
  const { predicted } = frame?.columns ?? {};
  if (!predicted || !("levels" in predicted)) return 0;
  const leave = predicted.levels.indexOf("leave");
  let warned = 0;
  for (let row = 0; row < predicted.codes.length; row += 1) if (predicted.codes[row] === leave) warned += 1;
  return warned;
}

/** Those warned of, as the only part. */
function useWarned(frame: Frame | undefined): Parts | undefined {
  return useParts(useMemo(() => byLevel(frame, "predicted", ["leave"]), [frame]), () => text().warned);
}

/** Stretches of the chance of leaving as parts of a picture. */
function useBars(frame: Frame | undefined): Parts | undefined {
  return useParts(useMemo(() => byRange(frame, "probability", EDGES), [frame]), (part) => {
    const { percent } = format.value;
    return text().between(percent(EDGES[part]), percent(EDGES[part + 1]));
  });
}

function statsOf(report: ChurnReport): [string, string, string?][] {
  const words = text();
  const { count, measure } = format.value;
  const { tp, fp, fn } = report.confusion;
  return [
    [words.judged, count(report.evaluated_rows), words.judgedOn[report.evaluated_on]],
    [words.auc, measure(report.auc), report.auc_interval ? report.auc_interval.map(measure).join(" – ") : ""],
    [words.brier, measure(report.brier)],
    [words.confusion, `${count(tp)} / ${count(fp)} / ${count(fn)}`],
  ];
}
