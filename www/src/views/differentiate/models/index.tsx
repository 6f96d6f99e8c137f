/** The models of purchases side by side on the same customers, and which one to use. */
import type { ChoiceReport } from "regulars/core";
import { navigate } from "../../../app/address.ts";
import type { Controlled } from "../../../app/settings.ts";
import { data, kept } from "../../../app/store.ts";
import { type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls, DayField, NumberField } from "../../../components/controls.tsx";
import { Figure, figures } from "../../../components/figure.tsx";
import { Actions, Pair, View } from "../../../components/view.tsx";
import { format, say, sentences } from "../../../i18n/lang.ts";
import { basis } from "../../basis.ts";
import { byX } from "../clv/holdout.ts";
import { finding } from "./finding.ts";
import { type ModelRow, comparable, totals, tracks } from "./pictures.ts";
import { text } from "./text.ts";

export const Models = analysisView("models", () => text().title, ModelsControls, Found);

function ModelsControls({ settings, changed, set, reset }: Controlled<"models">) {
  const words = text();
  return (
    <Controls changed={changed} onReset={reset}>
      <Choice label={words.unit} value={settings.unit} options={words.units} onChange={(unit) => set({ unit })} />
      {data.value?.kind === "orders" && <DayField label={words.calibrationEnd} value={settings.calibration_end} onChange={(day) => set({ calibration_end: day })} />}
      {data.value?.kind === "orders" && <Choice label={words.grain} value={settings.grain} options={words.grains} onChange={(grain) => set({ grain })} />}
      <NumberField label={words.penalty} value={settings.penalty} min={0} max={100} step={0.1} onChange={(penalty) => set({ penalty })} />
    </Controls>
  );
}

function Found({ result: { report }, controls, control: { settings, set } }: FoundProps<"models">) {
  const words = text();
  const { count, day } = format.value;
  const { models, recommended } = report;
  const name = words.models[recommended];
  const row = models.find(({ model }) => model === recommended)!;
  const { holdout } = row;
  const use = () => navigate("clv", { ...(recommended !== "bgnbd" && { model: recommended }), ...(settings.unit !== "week" && { unit: settings.unit }), ...kept() });
  const learnt = report.settings.calibration_end ? words.learnt(day(report.settings.calibration_end)) : undefined;
  return (
    <View title={words.title} finding={say(finding(report, name))} detail={sentences(basis(report.customers, report.window), learnt)} notices={report.notices}>
      <Pair controls={controls}>
        {holdout && (
          <Figure name="models-totals" title={words.totalTitle(name, count(holdout.predicted), count(holdout.actual))} draw={totals(report)} by={[report]} data={totalsData(models)} />
        )}
        <SideBySide report={report} />
        <p class="muted small">{words.aic}</p>
      </Pair>
      <Actions>
        <button class="primary" onClick={use}>{words.use(name)}</button>
        {settings.penalty === 0 && models.some(({ converged }) => !converged) && <button onClick={() => set({ penalty: 0.1 })}>{words.penalise}</button>}
      </Actions>
      {holdout && (
        <div class="columns-two">
          <Figure name="models-tracking" title={words.trackTitle(name)} draw={tracks(report)} by={[report]} data={trackData(models)} />
          <Figure name="models-by-x" title={words.byXTitle} draw={byX(holdout)} by={[report]} data={byXData(models)} />
        </div>
      )}
    </View>
  );
}

/** Every model with its fit and its errors. */
function SideBySide({ report: { models, recommended } }: { report: ChoiceReport }) {
  const words = text();
  const { count, figure, percent } = format.value;
  const [modelName, ...others] = words.table;
  const note = ({ model, converged }: ModelRow) => (!converged ? words.unfit : model === recommended ? words.chosen : model === "bgbb" ? words.apart : "");
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={words.title}>
      <table class="figures models">
        <thead>
          <tr>
            <th scope="col">{modelName}</th>
            {others.map((label) => <th key={label} scope="col" class="numeric">{label}</th>)}
          </tr>
        </thead>
        <tbody>
          {models.map((row) => (
            <tr key={row.model} class={row.model === recommended ? "picked" : ""}>
              <th scope="row">{words.models[row.model]} <span class="muted small">{note(row)}</span></th>
              <td class="numeric">{row.holdout ? count(row.holdout.predicted) : "—"}</td>
              <td class="numeric">{row.holdout ? percent(errorInAll(row)) : "—"}</td>
              <td class="numeric">{row.holdout ? figure(row.holdout.rmse) : "—"}</td>
              <td class="numeric">{row.holdout ? figure(row.holdout.mae) : "—"}</td>
              <td class="numeric">{figure(row.aic)}</td>
              <td class="numeric">{figure(row.bic)}</td>
              <td class="numeric">{figure(row.log_likelihood)}</td>
              <td class="numeric">{row.converged ? words.yes : words.no}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How far the sum of what was foreseen is from what came, as a share of it. */
const errorInAll = ({ holdout }: ModelRow) => (holdout!.predicted - holdout!.actual) / Math.max(1, holdout!.actual);

function totalsData(models: ModelRow[]) {
  const words = text();
  const { count } = format.value;
  const rows = models.filter(comparable).flatMap(({ model, holdout }) => (holdout ? [[words.models[model], holdout.predicted, holdout.actual]] : []));
  return figures([words.model, words.predicted, words.actual], [undefined, count, count], rows);
}

function trackData(models: ModelRow[]) {
  const words = text();
  const { count, day } = format.value;
  const known = models.filter(comparable);
  const points = known[0]?.holdout?.tracking ?? [];
  return figures(
    [words.trackingTable[0]!, words.actual, ...known.map(({ model }) => words.models[model])],
    [undefined, count, ...known.map(() => count)],
    points.map((point, place) => [day(point.day), point.actual, ...known.map(({ holdout }) => holdout?.tracking[place]?.expected ?? null)]),
  );
}

function byXData(models: ModelRow[]) {
  const words = text();
  const { count, measure } = format.value;
  const known = models.filter(comparable);
  const rows = known[0]?.holdout?.by_x ?? [];
  return figures(
    [words.byXTable[0]!, words.byXTable[1]!, words.actual, ...known.map(({ model }) => words.models[model])],
    [count, count, measure, ...known.map(() => measure)],
    rows.map(({ x, customers, actual }, place) => [x, customers, actual, ...known.map(({ holdout }) => holdout?.by_x[place]?.predicted ?? null)]),
  );
}
