/** Tells of a decision that changed much, with the way back from it. */
import { toast } from "../components/toast.tsx";
import { words } from "../i18n/lang.ts";
import { undo, undoable } from "./history.ts";

/** Says that the last decision was carried out; the message goes with the next one, for then undo means another. */
export function done(text: string): void {
  const decision = undoable.value;
  const takeAway = toast(text, { label: words.value.history.undo, run: () => void undo() });
  const stop = undoable.subscribe((latest) => {
    if (latest === decision) return;
    takeAway();
    stop();
  });
}
