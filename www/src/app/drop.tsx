/** Bringing a file: dropped anywhere, or chosen. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../i18n/lang.ts";
import { openFile } from "./store.ts";

/** Takes a file dropped anywhere on the page. */
export function DropAnywhere() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Elements tell of every entry and exit inside them; only the balance counts.
    let depth = 0;
    const show = (change: number) => {
      depth = Math.max(0, depth + change);
      setOver(depth > 0);
    };
    const listeners: [string, (event: DragEvent) => void][] = [
      ["dragenter", (event) => carriesFile(event) && show(1)],
      ["dragleave", (event) => carriesFile(event) && show(-1)],
      ["dragover", (event) => event.preventDefault()],
      ["drop", (event) => {
        event.preventDefault();
        show(-depth);
        const file = event.dataTransfer?.files[0];
        if (file) void openFile(file);
      }],
    ];
    for (const [name, listener] of listeners) addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of listeners) removeEventListener(name, listener as EventListener);
    };
  }, []);
  return over ? <div class="drop-over" aria-hidden="true"><strong>{words.value.drop.anywhere}</strong></div> : null;
}

const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files");

/** A button that lets the user choose a file. */
export function ChooseFile({ class: look, children }: { class: string; children: ComponentChildren }) {
  const input = useRef<HTMLInputElement>(null);
  const onChange = () => {
    const file = input.current?.files?.[0];
    if (file) void openFile(file);
    // Choosing the same file again is a wish to read it again.
    if (input.current) input.current.value = "";
  };
  return (
    <>
      <button class={look} onClick={() => input.current?.click()}>{children}</button>
      <input ref={input} type="file" hidden onChange={onChange} aria-label={words.value.drop.choose} />
    </>
  );
}

/** The invitation to bring one's own data. */
export function Invitation() {
  const { drop } = words.value;
  return (
    <section class="invitation">
      <p>
        <strong>{drop.invite}</strong> {drop.or} <ChooseFile class="primary">{drop.choose}</ChooseFile>
      </p>
      <p class="muted small">{drop.formats}</p>
    </section>
  );
}
