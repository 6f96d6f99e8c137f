/** A small labelled thing, such as one part of a choice: shown, pressed, or taken away. */
import type { ComponentChildren } from "preact";
import { words } from "../i18n/lang.ts";

export function Chip({ label, title, pressed, disabled = false, onPress, onRemove, children }: {
  /** What it is called. */
  label: string;
  /** What pressing it does, where the label does not say. */
  title?: string;
  /** Whether it is on, for one that can be. */
  pressed?: boolean;
  disabled?: boolean;
  onPress?: () => void;
  onRemove?: () => void;
  /** What stands before the label, such as a dot in its colour. */
  children?: ComponentChildren;
}) {
  const face = <>{children}<span class="chip-text">{label}</span></>;
  return (
    <span class="chip">
      {onPress ? (
        <button class="chip-face" aria-pressed={pressed} {...{ title, disabled }} onClick={onPress}>{face}</button>
      ) : (
        <span class="chip-face" title={title}>{face}</span>
      )}
      {onRemove && <button class="chip-remove" aria-label={words.value.chip.remove(label)} disabled={disabled} onClick={onRemove}>×</button>}
    </span>
  );
}
