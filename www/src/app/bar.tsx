/** The bar at the top: the file in use, the window of time, language and theme. */
import { useRef } from "preact/hooks";
import { format, words } from "../i18n/lang.ts";
import { Appearance } from "./appearance.tsx";
import { ChooseFile } from "./drop.tsx";
import { redo, redoable, undo, undoable } from "./history.ts";
import { data, nameOf, open, setWindow, sourceName, time } from "./store.ts";

export function Bar() {
  const { bar, brand } = words.value;
  const current = open.value;
  return (
    <header class="bar">
      <span class="brand"><Mark /> {brand}</span>
      {current && (
        <span class="bar-file" title={current.setup.parts.map(({ origin }) => nameOf(origin)).join(", ")}>
          <span class="hidden">{bar.file}: </span>{sourceName(current)}
        </span>
      )}
      <ChooseFile class="">{bar.open}</ChooseFile>
      {data.value?.kind === "orders" && <Window />}
      <History />
      <span class="bar-end">
        <Appearance />
      </span>
    </header>
  );
}

/** One step back and one step forth among the decisions. */
function History() {
  const { history } = words.value;
  const button = (label: string, name: string | undefined, path: string, go: () => Promise<void>) => (
    <button class="plain icon" aria-label={label} title={name === undefined ? label : history.of(label, name)} disabled={name === undefined} onClick={() => void go()}>
      <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
        <path d={path} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
      </svg>
    </button>
  );
  return (
    <span class="history">
      {button(history.undo, undoable.value?.name(), "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3", undo)}
      {button(history.redo, redoable.value?.name(), "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3", redo)}
    </span>
  );
}

/** Which orders count, and the day that counts as now. */
function Window() {
  const { bar } = words.value;
  const { day } = format.value;
  const box = useRef<HTMLDetailsElement>(null);
  const { first, last, today, whole } = time.value;
  const field = (name: "as_of" | "since" | "until", label: string, value: string) => (
    <label>
      {label}
      <input type="date" value={value} onChange={(event) => setWindow({ [name]: event.currentTarget.value || undefined })} />
    </label>
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !box.current?.open) return;
    box.current.open = false;
    box.current.querySelector("summary")?.focus();
  };
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    if (box.current && !box.current.contains(relatedTarget as Node | null)) box.current.open = false;
  };
  return (
    <details class="window" ref={box} onKeyDown={onKeyDown} onFocusOut={onFocusOut}>
      <summary>
        <span class="muted">{bar.window}</span> {whole ? <span class="window-whole">{bar.wholeFile}</span> : `${day(first)} – ${day(last)}`}
      </summary>
      <div class="window-fields" tabIndex={-1}>
        {field("since", bar.since, first)}
        {field("until", bar.until, last)}
        {field("as_of", bar.asOf, today)}
        <button disabled={whole} onClick={() => setWindow({ as_of: undefined, since: undefined, until: undefined })}>{bar.resetWindow}</button>
      </div>
    </details>
  );
}

/** A cup on the counter. */
const Mark = () => (
  <svg class="mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
    <path d="M4 9h13v5a6 6 0 0 1-6 6h-1a6 6 0 0 1-6-6z" fill="currentColor" />
    <path d="M17 10.5h1.5a2.5 2.5 0 0 1 0 5H17M8 6c0-1.5 1.5-1.5 1.5-3M12 6c0-1.5 1.5-1.5 1.5-3" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />
  </svg>
);
