/** What went wrong, in a plain sentence, with the page still usable. */
import type { ComponentChildren } from "preact";
import { say, words } from "../i18n/lang.ts";
import type { Problem } from "../worker/protocol.ts";

export function ProblemBox({ problem, children }: { problem: Problem; children?: ComponentChildren }) {
  const { problem: text } = words.value;
  return (
    <div class="notice loss" role="alert">
      <strong>{text.title}</strong>
      <p>{problem.kind === "crashed" ? text.crashed : say(problem.text)}</p>
      {children}
    </div>
  );
}

export function Cancelled({ onAgain }: { onAgain: () => void }) {
  const { work } = words.value;
  return (
    <div class="notice">
      <p>{work.cancelled}</p>
      <button onClick={onAgain}>{work.again}</button>
    </div>
  );
}
