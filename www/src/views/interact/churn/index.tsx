/** The churn warning: who is about to leave, why, and how far that can be trusted. */
import type { ChurnReport } from "regulars/core";
import { useAnalysis } from "../../../app/analysis.ts";
import { controlled } from "../../../app/settings.ts";
import { Customers, ExplainButton, hasLevel, saveCustomers } from "../../../components/customers.tsx";
import { Figure } from "../../../components/figure.tsx";
import { Actions, Answered, Pair, Stats, View } from "../../../components/view.tsx";
import { format, say, sentences } from "../../../i18n/lang.ts";
import { columnsOf } from "./columns.ts";
import { ChurnControls } from "./controls.tsx";
import { calibration, gain, roc } from "./curves.ts";
import { calibrationData, coefficientData, gainData, rocData } from "./data.ts";
import { finding, strongest, termName } from "./finding.ts";
import { odds } from "./odds.ts";
import { text } from "./text.ts";

export function Churn() {
  const control = controlled("churn");
  const answer = useAnalysis("churn", control.changed);
  const words = text();
  const controls = <ChurnControls {...control} label={answer.result?.report.label ?? null} />;
  return (
    <Answered title={words.title} answer={answer} controls={controls}>
      {({ report, frame }) => {
        const { count, percent } = format.value;
        const columns = columnsOf(report);
        const first = strongest(report)[0];
        const warned = frame ? Array.from(frame.rows.keys()).filter(hasLevel(frame, "predicted", ["leave"])).length : 0;
        return (
          <View title={words.title} finding={say(finding(report, warned, frame?.rows.length ?? 0, format.value))} notices={report.notices}>
            <Pair controls={controls}>
              {first && <Figure name="churn-odds" title={words.strongest(termName(first))} draw={odds(report)} data={coefficientData(report)} />}
              <p class="muted small">
                {sentences(words.perUnit, report.references.length > 0 && words.reference(format.value.list(report.references.map(({ column, level }) => `${column} = ${level}`))))}
              </p>
              <Stats stats={statsOf(report)} />
            </Pair>
            <Customers answer={answer} name="churn" columns={columns} first="probability" />
            {frame && (
              <Actions>
                <button class="primary" onClick={() => saveCustomers("churn-warned", frame, columns, hasLevel(frame, "predicted", ["leave"]))}>
                  {words.save(count(warned))}
                </button>
                <button onClick={() => saveCustomers("churn", frame, columns, () => true)}>{words.saveAll}</button>
              </Actions>
            )}
            <div class="columns-two">
              <Figure name="churn-gain" title={words.gain(percent(report.deciles[0]?.gain))} draw={gain(report)} data={gainData(report)} />
              <Figure name="churn-roc" title={words.roc(percent(report.auc))} draw={roc(report)} data={rocData(report)} />
              <Figure name="churn-calibration" title={words.calibration} draw={calibration(report)} data={calibrationData(report)} />
            </div>
            <ExplainButton answer={answer} by="probability" />
          </View>
        );
      }}
    </Answered>
  );
}

function statsOf(report: ChurnReport): [string, string, string?][] {
  const words = text();
  const { count, measure } = format.value;
  const { tp, fp, fn } = report.confusion;
  return [
    [words.rows, count(report.rows)],
    [words.judged, count(report.evaluated_rows), words.judgedOn[report.evaluated_on]],
    [words.auc, measure(report.auc), report.auc_interval ? report.auc_interval.map(measure).join(" – ") : ""],
    [words.brier, measure(report.brier)],
    [words.confusion, `${count(tp)} / ${count(fp)} / ${count(fn)}`],
  ];
}
