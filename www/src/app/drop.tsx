/** Bringing files: dropped anywhere, or chosen. */
import { computed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../i18n/lang.ts";
import { addFiles, openFiles } from "./opening.ts";
import { isSample } from "./setup.ts";
import { open } from "./store.ts";

/** Whether there is something of the user's that other files can stand beside. */
const hasOwn = computed(() => open.value !== null && !isSample(open.value.setup));

/** Takes files dropped anywhere on the page; at its right they are opened beside those that are open. */
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
        const files = [...(event.dataTransfer?.files ?? [])];
        const beside = hasOwn.value && event.clientX > innerWidth / 2;
        void (beside ? addFiles(files) : openFiles(files));
      }],
    ];
    for (const [name, listener] of listeners) addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of listeners) removeEventListener(name, listener as EventListener);
    };
  }, []);
  const { drop } = words.value;
  if (!over) return null;
  return (
    <div class="drop-over" aria-hidden="true">
      <strong>{hasOwn.value ? drop.instead : drop.anywhere}</strong>
      {hasOwn.value && <strong>{drop.beside}</strong>}
    </div>
  );
}

const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files");

/** A button that lets the user choose files, to be opened in place of what is open or beside it. */
export function ChooseFile({ class: look, beside = false, children }: { class: string; beside?: boolean; children: ComponentChildren }) {
  const input = useRef<HTMLInputElement>(null);
  const onChange = () => {
    const files = [...(input.current?.files ?? [])];
    void (beside ? addFiles(files) : openFiles(files));
    // Choosing the same file again is a wish to read it again.
    if (input.current) input.current.value = "";
  };
  return (
    <>
      <button class={look} onClick={() => input.current?.click()}>{children}</button>
      <input ref={input} type="file" multiple hidden onChange={onChange} aria-label={beside ? words.value.drop.add : words.value.drop.choose} />
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
