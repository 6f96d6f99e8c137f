/** Work in progress: what is being done, how far it has come, and a way to stop it. */
import { useEffect, useState } from "preact/hooks";
import type { Progress } from "regulars/core";
import { format, words } from "../i18n/lang.ts";
import { announce } from "./announcer.tsx";

/** Work shorter than this shows nothing, so that controls do not flicker. */
const PATIENCE = 200;

export function Working({ progress, onCancel, floating = false }: { progress: Progress; onCancel: () => void; floating?: boolean }) {
  const { stage, done, total } = progress;
  const { work } = words.value;
  const { count } = format.value;
  return (
    <Bar
      label={work.stage(stage)}
      detail={total > 1 ? work.step(count(done), count(total)) : ""}
      share={total > 1 ? done / total : undefined}
      onCancel={onCancel}
      floating={floating}
    />
  );
}

/** A bar of progress; without a share it only says that something is going on. */
export function Bar({ label, detail, share, onCancel, floating = false }: {
  label: string;
  detail: string;
  share: number | undefined;
  onCancel: () => void;
  floating?: boolean;
}) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!shown) return;
    announce(label);
    return () => announce("");
  }, [shown, label]);
  if (!shown) return null;
  return (
    <div class={floating ? "working floating" : "working"}>
      <div class="working-text">
        <strong>{label}</strong>
        <span class="muted figures">{detail}</span>
        <progress aria-label={label} {...(share !== undefined && { value: share })} />
      </div>
      <button onClick={onCancel}>{words.value.work.cancel}</button>
    </div>
  );
}
