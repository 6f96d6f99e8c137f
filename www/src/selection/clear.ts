/** The buttons that clear the selection, and go with it. */
import { done } from "../app/done.ts";
import { focusMain } from "../app/focus.ts";
import { clear } from "./selection.ts";
import { text } from "./text.ts";

/** Clears the selection; a message leads back to it, until something else is decided. */
export function clearAll(): void {
  clear();
  focusMain();
  done(text().gone);
}
