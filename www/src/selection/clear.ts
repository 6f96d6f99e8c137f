/** The buttons that clear the selection, and go with it. */
import { focusMain } from "../app/focus.ts";
import { undo, undoable } from "../app/history.ts";
import { toast } from "../components/toast.tsx";
import { words } from "../i18n/lang.ts";
import { clear } from "./selection.ts";
import { text } from "./text.ts";

/** Clears the selection; a message leads back to it, until something else is decided. */
export function clearAll(): void {
  clear();
  focusMain();
  const decision = undoable.value;
  const takeAway = toast(text().gone, { label: words.value.history.undo, run: () => void undo() });
  const stop = undoable.subscribe((latest) => {
    if (latest === decision) return;
    takeAway();
    stop();
  });
}
