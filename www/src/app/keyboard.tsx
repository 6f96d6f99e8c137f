/** What the keyboard does: a list that "?" opens. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Dialog } from "../components/dialog.tsx";
import { words } from "../i18n/lang.ts";

const shown = signal(false);

/** Where a "?" is meant as one. */
const WRITING = "input, select, textarea";
const ASKING = ["?", "？"];

/** The list, when it is asked for. */
export function KeyboardHelp() {
  useEffect(() => {
    const listen = ({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent) => {
      const writing = target instanceof Element && target.matches(WRITING);
      if (ASKING.includes(key) && !ctrlKey && !metaKey && !altKey && !writing) shown.value = true;
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
  const { title, keys } = words.value.keyboard;
  if (!shown.value) return null;
  return (
    <Dialog title={title} onClose={() => (shown.value = false)}>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt><kbd>{key}</kbd></dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

/** Opens the list for those who do not know its key. */
export function KeyboardButton() {
  return <button class="plain keyboard" onClick={() => (shown.value = true)}>{words.value.keyboard.title}</button>;
}
