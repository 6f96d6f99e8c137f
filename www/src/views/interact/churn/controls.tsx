import type { Controlled } from "../../../app/settings.ts";
import { data } from "../../../app/store.ts";
import type { ControlsProps } from "../../../components/analysis-view.tsx";
import { Choice, Controls, NumberField, RangeField, TextField } from "../../../components/controls.tsx";
import { format } from "../../../i18n/lang.ts";
import { text } from "./text.ts";

/** The settings; `label` is the column and value in use, where the file is a table of customers. */
export function ChurnControls({ settings, changed, set, reset, answer }: ControlsProps<"churn">) {
  const label = answer.result?.report.label ?? null;
  const words = text();
  const { percent } = format.value;
  return (
    <Controls changed={changed} onReset={reset}>
      {data.value?.kind !== "orders" ? (
        <TableControls {...{ settings, set, label }} />
      ) : (
        <>
          <NumberField label={words.horizon} value={settings.horizon} min={1} max={3650} onChange={(horizon) => set({ horizon })} />
          <Choice label={words.grain} value={settings.grain} options={words.grains} onChange={(grain) => set({ grain })} />
        </>
      )}
      <RangeField label={words.threshold} value={settings.threshold} min={0.05} max={0.95} step={0.05} show={percent} onChange={(threshold) => set({ threshold })} />
      <NumberField label={words.penalty} value={settings.penalty} min={0} step={0.1} onChange={(penalty) => set({ penalty })} />
    </Controls>
  );
}

function TableControls({ settings, set, label }: Pick<Controlled<"churn">, "settings" | "set"> & { label: [string, string] | null }) {
  const words = text();
  const columns = data.value?.attributes.map(({ name }) => name) ?? [];
  return (
    <>
      <Choice
        label={words.label}
        value={settings.label ?? label?.[0] ?? ""}
        options={Object.fromEntries(["", ...columns].map((name) => [name, name || words.guessed]))}
        onChange={(label) => set({ label: label || null, positive: null })}
      />
      <TextField label={words.positive} value={settings.positive ?? label?.[1] ?? ""} onChange={(positive) => set({ positive: positive || null })} />
      <Choice label={words.split} value={settings.split} options={words.splits} onChange={(split) => set({ split })} />
      <Choice label={words.missing} value={settings.missing} options={words.missings} onChange={(missing) => set({ missing })} />
    </>
  );
}
