/** A quiet message at the bottom of the page, with at most one thing to do about it; it goes by itself. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/** What the button of a message does. */
export interface ToastAction {
  label: string;
  run: () => void;
}

interface Message {
  /** Tells two messages with the same words apart, so that the second is read out too. */
  number: number;
  text: string;
  action: ToastAction | undefined;
}

/** Long enough to read a sentence and to reach its button. */
const STAYS = 6000;
/** How long it stays after it was pointed at. */
const LINGERS = 1000;

const shown = signal<Message | null>(null);
let messages = 0;

/** Shows a message in place of the one before; what it returns takes it away early. */
export function toast(text: string, action?: ToastAction): () => void {
  messages += 1;
  const message = { number: messages, text, action };
  shown.value = message;
  return () => {
    if (shown.value === message) shown.value = null;
  };
}

/** Where messages appear. It is always in the page, so that they are read out too. */
export function Toasts() {
  const message = shown.value;
  const box = useRef<HTMLDivElement>(null);
  const from = useRef<EventTarget | null>(null);
  useEffect(() => {
    if (!message) return;
    let timer = setTimeout(go, STAYS);
    function go(): void {
      if (box.current?.matches(":hover, :focus-within")) timer = setTimeout(go, LINGERS);
      else shown.value = null;
    }
    return () => clearTimeout(timer);
  }, [message]);
  const leave = () => {
    shown.value = null;
    if (from.current instanceof HTMLElement) from.current.focus();
  };
  const run = (action: ToastAction) => {
    leave();
    action.run();
  };
  return (
    <div
      class={message ? "toast shown" : "toast"}
      ref={box}
      onFocusIn={({ relatedTarget }) => (from.current = relatedTarget)}
      onKeyDown={({ key }) => key === "Escape" && leave()}
    >
      <p role="status">{message && <span key={message.number}>{message.text}</span>}</p>
      {message?.action && <button class="plain" onClick={() => run(message.action!)}>{message.action.label}</button>}
    </div>
  );
}
