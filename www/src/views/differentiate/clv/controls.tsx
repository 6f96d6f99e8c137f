import type { Controlled } from "../../../app/settings.ts";
import type { ControlsProps } from "../../../components/analysis-view.tsx";
import { data, scope } from "../../../app/store.ts";
import { Choice, Controls, DayField, NumberField } from "../../../components/controls.tsx";
import { MoneyControls } from "../../../components/money-controls.tsx";
import { words as shared } from "../../../i18n/lang.ts";
import { text } from "./text.ts";

export function ClvControls({ settings, changed, set, reset, answer }: ControlsProps<"clv">) {
  const words = text();
  return (
    <Controls changed={changed} onReset={reset}>
      <NumberField label={words.horizon(shared.value.units.periods[settings.unit])} value={settings.horizon} min={1} max={10_000} onChange={(horizon) => set({ horizon })} />
      <Choice label={words.unit} value={settings.unit} options={words.units} onChange={(unit) => set({ unit })} />
      <MoneyControls settings={settings} set={set} found={answer.result?.report.margin} />
      <Choice label={words.model} value={settings.model} options={words.models} onChange={(model) => set({ model })} />
      <Choice label={words.intervals} value={roundsOf(settings.bootstrap)} options={words.rounds} onChange={(rounds) => set({ bootstrap: Number(rounds) })} />
      <Choice label={words.dert} value={settings.dert ? "yes" : "no"} options={words.derts} onChange={(choice) => set({ dert: choice === "yes" })} />
      {settings.penalty > 0 && <NumberField label={words.penalty} value={settings.penalty} min={0} max={100} step={0.1} onChange={(penalty) => set({ penalty })} />}
      {data.value?.kind === "orders" && <OfOrders settings={settings} set={set} />}
    </Controls>
  );
}

/** The choice that comes nearest to a number of rounds. */
const roundsOf = (rounds: number) => (rounds === 0 ? "0" : rounds > 200 ? "1000" : "200");

/** What only orders can be asked: a ready-made summary has no days and no lines. */
function OfOrders({ settings, set }: Pick<Controlled<"clv">, "settings" | "set">) {
  const words = text();
  return (
    <>
      <DayField label={words.calibrationEnd} value={settings.calibration_end} onChange={(day) => set({ calibration_end: day })} />
      {settings.calibration_end === null && <button onClick={() => set({ calibration_end: lastThird() })}>{words.test}</button>}
      <Choice label={words.grain} value={settings.grain} options={words.grains} onChange={(grain) => set({ grain })} />
    </>
  );
}

/** The day after which the last third of the window begins. */
function lastThird(): string | null {
  const { since, until, as_of } = scope.value;
  const [first, last] = [since ?? data.value?.first_day, until ?? as_of ?? data.value?.last_day].map((day) => Date.parse(`${day}T00:00:00Z`));
  const cut = new Date(first! + ((last! - first!) * 2) / 3);
  return Number.isNaN(cut.getTime()) ? null : cut.toISOString().slice(0, 10);
}
