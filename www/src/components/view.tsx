/** The frame of every view: what was found first, then all the rest. */
import type { ComponentChildren } from "preact";
import type { AnalysisName, Notice } from "regulars/core";
import type { Answer } from "../app/analysis.ts";
import { words } from "../i18n/lang.ts";
import type { Parts } from "../selection/parts.ts";
import { nextPick, selection } from "../selection/selection.ts";
import type { Result } from "../worker/protocol.ts";
import { Cancelled, ProblemBox } from "./problem.tsx";
import { Notices } from "./notice.tsx";
import { Working } from "./working.tsx";

export function View({ title, finding, detail, beside, notices = [], children }: {
  title: string;
  /** The one sentence a manager could repeat. */
  finding?: ComponentChildren;
  /** What it rests on, and what it does not mean. */
  detail?: string | undefined;
  /** What stands beside the finding. */
  beside?: ComponentChildren;
  /** What may mislead stands before the picture, what is worth knowing after it. */
  notices?: Notice[] | undefined;
  children?: ComponentChildren;
}) {
  return (
    <article class="view">
      <header class={beside ? "view-head columns-two" : "view-head"}>
        <div>
          <h1>{title}</h1>
          {finding && <p class="finding">{finding}</p>}
          {detail && <p class="muted">{detail}</p>}
        </div>
        {beside}
      </header>
      <Notices notices={notices.filter(({ level }) => level === "warning")} />
      {children}
      <Notices notices={notices.filter(({ level }) => level === "note")} />
    </article>
  );
}

/** A view of an analysis: shows its result, or how far it has come, or why there is none. */
export function Answered<N extends AnalysisName>({ title, answer, controls, children }: {
  title: string;
  answer: Answer<N>;
  /** Stay reachable when the settings are what went wrong. */
  controls?: ComponentChildren;
  children: (result: Result<N>) => ComponentChildren;
}) {
  const { result, problem, progress, cancel, again } = answer;
  if (problem || !result) {
    return (
      <View title={title}>
        <div class="pair">
          <div>
            {progress && <Working progress={progress} onCancel={cancel} />}
            {problem && (problem.kind === "cancelled" ? <Cancelled onAgain={again} /> : <ProblemBox problem={problem} />)}
          </div>
          {problem && controls}
        </div>
      </View>
    );
  }
  return (
    <div class={progress ? "busy" : ""} aria-busy={progress !== undefined}>
      {progress && <Working progress={progress} onCancel={cancel} floating />}
      {children(result)}
    </div>
  );
}

/** A picture with its settings beside it. */
export const Pair = ({ children, controls }: { children: ComponentChildren; controls: ComponentChildren }) => (
  <div class="pair">
    <div class="pair-main">{children}</div>
    {controls}
  </div>
);

/** At most three things to do next. */
export function Actions({ children }: { children: ComponentChildren }) {
  return (
    <section class="actions">
      <h2>{words.value.actions.title}</h2>
      <div class="row">{children}</div>
    </section>
  );
}

/** Selects the customers of a part, in the words of a decision. */
export function PickButton({ parts, part, first = false, children }: { parts: Parts | undefined; part: number; first?: boolean; children: ComponentChildren }) {
  const customers = parts?.customers[part] ?? 0;
  if (!parts || customers === 0) return null;
  const picked = parts.lit?.customers[part] === customers;
  // Just those who are selected already are not picked again, which would give them up.
  const givesUp = picked && selection.value?.size === customers && nextPick.value === "instead";
  return <button class={first ? "primary" : ""} aria-pressed={picked} onClick={() => givesUp || parts.pick(part)}>{children}</button>;
}

/** A part of a view under its own heading. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A few figures in a line, each under its name. */
export function Stats({ stats }: { stats: [name: string, value: string, note?: string][] }) {
  return (
    <dl class="stats">
      {stats.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="figures">
            {value}
            {note && <span class="muted small"> {note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
