/** A box over the page that has to be closed first: by Escape, by its button, or by a click beside it. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../i18n/lang.ts";

export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    // Closing it, rather than only taking it away, brings the focus back to where it was.
    return () => dialog?.close();
  }, []);
  const onClick = ({ target }: MouseEvent) => target === box.current && onClose();
  return (
    <dialog class="dialog" ref={box} aria-labelledby={id} onClose={onClose} onClick={onClick}>
      <div class="dialog-body">
        <header class="row">
          <h2 id={id}>{title}</h2>
          <button class="plain push" onClick={onClose}>{words.value.dialog.close}</button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
