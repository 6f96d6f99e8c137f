/** Controls: few, each with its usual value, and one way back to all of them. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { words } from "../i18n/lang.ts";
import { useDraft } from "./draft.tsx";
import { typedNumber } from "./typed.ts";

/** The label of the setting that had the focus last. */
let lastFocused = "";

/** The settings of a view. */
export function Controls({ onReset, changed, children }: { onReset: () => void; changed: object; children: ComponentChildren }) {
  const { controls: text } = words.value;
  const section = useRef<HTMLElement>(null);
  const labelOf = (element: EventTarget | null) => (element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0]?.textContent : null) ?? "";
  useEffect(() => {
    // Settings stand elsewhere beside a result than beside a problem; the focus moves along.
    if (document.activeElement !== document.body || !lastFocused) return;
    const fields = section.current?.querySelectorAll<HTMLElement>("input, select") ?? [];
    [...fields].find((field) => labelOf(field) === lastFocused)?.focus();
  }, []);
  return (
    <section class="controls" aria-label={text.title} ref={section} onFocusIn={({ target }) => (lastFocused = labelOf(target))}>
      <div class="row">
        <h2>{text.title}</h2>
        <button class="plain push" disabled={Object.keys(changed).length === 0} onClick={onReset}>{text.reset}</button>
      </div>
      {children}
    </section>
  );
}

interface Field<T> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  /** What the setting does, or its usual value. */
  note?: string;
}

/** One of a few; the record names each in the language of the moment. */
export function Choice<T extends string>({ label, value, options, onChange, note }: Field<T> & { options: Record<T, string> }) {
  return (
    <Labelled label={label} note={note}>
      {(id) => (
        <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value as T)}>
          {Object.entries<string>(options).map(([key, name]) => (
            <option key={key} value={key} selected={key === value}>{name}</option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** A number typed in. */
export function NumberField({ label, value, min, max, step = 1, onChange, note }: Field<number> & { min?: number; max?: number; step?: number }) {
  return (
    <Labelled label={label} note={note}>
      {(id) => (
        <input
          id={id}
          type="number"
          {...{ value, min, max, step }}
          onChange={({ currentTarget: { valueAsNumber } }) => Number.isFinite(valueAsNumber) && onChange(valueAsNumber)}
        />
      )}
    </Labelled>
  );
}

/** A number by sliding, shown in words. */
export function RangeField({ label, value, min, max, step, show, onChange }: Field<number> & { min: number; max: number; step: number; show: (value: number) => string }) {
  return (
    <Labelled label={label} note={undefined} output={show(value)}>
      {(id) => (
        <input id={id} type="range" {...{ value, min, max, step }} aria-valuetext={show(value)} onInput={(event) => onChange(event.currentTarget.valueAsNumber)} />
      )}
    </Labelled>
  );
}

/** A word typed in. */
export function TextField({ label, value, onChange, note }: Field<string>) {
  return (
    <Labelled label={label} note={note}>
      {(id) => <input id={id} value={value} onChange={(event) => onChange(event.currentTarget.value.trim())} />}
    </Labelled>
  );
}

/** A number typed in; none, where it is to be found. */
export function OptionalField({ label, value, onChange, note }: Field<number | null>) {
  const take = (typed: string) => {
    const number = typedNumber(typed);
    if (number === undefined && typed.trim() !== "") return words.value.controls.unreadable(typed);
    onChange(number ?? null);
    return undefined;
  };
  return <Drafted label={label} note={note} shown={value === null ? "" : String(value)} take={take} />;
}

/** Numbers typed in with commas, blanks or lines between; none where they are to be found. */
export function ListField({ label, value, onChange, note }: Omit<Field<readonly number[]>, "onChange"> & { onChange: (value: number[]) => void }) {
  const take = (typed: string) => {
    const parts = typed.split(/[\s,;，；、]+/).filter(Boolean);
    const numbers = parts.map(typedNumber);
    const wrong = numbers.indexOf(undefined);
    if (wrong >= 0) return words.value.controls.unreadable(parts[wrong]!);
    onChange(numbers as number[]);
    return undefined;
  };
  return <Drafted label={label} note={note} shown={value.join(", ")} take={take} />;
}

function Drafted({ label, note, shown, take }: { label: string; note: string | undefined; shown: string; take: (typed: string) => string | undefined }) {
  const { input, fault } = useDraft(shown, take);
  return (
    <Labelled label={label} note={note}>
      {(id) => (
        <>
          <input id={id} inputMode="decimal" {...input} />
          {fault}
        </>
      )}
    </Labelled>
  );
}

/** A day, or none. */
export function DayField({ label, value, onChange, note }: Field<string | null>) {
  return (
    <Labelled label={label} note={note}>
      {(id) => <input id={id} type="date" value={value ?? ""} onChange={(event) => onChange(event.currentTarget.value || null)} />}
    </Labelled>
  );
}

/** Any number of several. */
export function Several({ label, options, value, onChange }: { label: string; options: string[]; value: string[]; onChange: (value: string[]) => void }) {
  const toggle = (option: string) =>
    onChange(value.includes(option) ? value.filter((one) => one !== option) : options.filter((one) => one === option || value.includes(one)));
  return (
    <fieldset class="several">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option}>
          <input type="checkbox" checked={value.includes(option)} onChange={() => toggle(option)} /> {option}
        </label>
      ))}
    </fieldset>
  );
}

function Labelled({ label, note, output, children }: { label: string; note: string | undefined; output?: string; children: (id: string) => ComponentChildren }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>
        {label}
        {output && <output class="figures push">{output}</output>}
      </label>
      {children(id)}
      {note && <span class="muted small">{note}</span>}
    </div>
  );
}
