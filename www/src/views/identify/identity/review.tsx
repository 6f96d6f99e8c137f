/** One proposal before it is decided on: who the ids are, what they have in common, and what they would be together. */
import type { Proposal, Standing } from "regulars/core";
import { useEffect, useRef } from "preact/hooks";
import { format, lang } from "../../../i18n/lang.ts";
import { setApart } from "./apart.ts";
import { decideOn } from "./decide.ts";
import { stateOf } from "./proposals.tsx";
import { text } from "./text.ts";

/** `traits`: the columns that tell who somebody is; `asked`: somebody opened it, and goes on reading here. */
export function Review({ proposal, traits, asked, onClose }: { proposal: Proposal; traits: readonly string[]; asked: boolean; onClose: () => void }) {
  const words = text();
  const { percent } = format.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (!asked) return;
    opener.current = document.activeElement;
    heading.current?.focus();
    heading.current?.closest("section")?.scrollIntoView({ block: "nearest" });
    return () => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    };
  }, []);
  const { customers, after, evidence, keep } = proposal;
  const state = stateOf(proposal);
  const orders = after !== null || customers.some(({ before }) => before !== null);
  return (
    <section class="section review" aria-label={words.review} onKeyDown={({ key }) => key === "Escape" && onClose()}>
      <header class="row">
        <h2 tabIndex={-1} ref={heading}>{words.reviewOf(customers.map(({ id }) => id).join(" = "))}</h2>
        <button class="plain push" onClick={onClose}>{words.close}</button>
      </header>
      <ul>
        {evidence.map(({ ids, kind, value, score, contradicted }) => (
          <li key={`${ids} ${kind}`}>
            <strong>{words.kinds[kind]}</strong> {value} <span class="muted">{words.links(ids[0], ids[1], percent(score))}{contradicted && words.contradicted}</span>
          </li>
        ))}
      </ul>
      <div class="scroll" role="region" aria-label={words.effect} tabIndex={0}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{words.standing[0]}</th>
              {customers.map(({ id }) => <th key={id} scope="col">{id === keep ? words.stays(id) : id}</th>)}
              {orders && <th scope="col">{words.together}</th>}
            </tr>
          </thead>
          <tbody>
            {traits.map((name, place) => <Line key={name} name={name} texts={customers.map(({ traits: told }) => told[place] ?? "—")} together={orders ? "" : undefined} />)}
            {orders && standings(words.standing.slice(1), [...customers.map(({ before }) => before), after])}
          </tbody>
        </table>
      </div>
      <p class="row">
        <button class={state === "merged" ? "" : "primary"} onClick={() => void decideOn(proposal)}>{state === "merged" ? words.takeBack : words.merge}</button>
        {state !== "merged" && <button onClick={() => void setApart(proposal, state !== "apart")}>{state === "apart" ? words.notApart : words.setApart}</button>}
        <span class="muted">{words.scored(percent(proposal.score))} {state !== "open" && words.states[state]}</span>
      </p>
    </section>
  );
}

/** What is known of each id, side by side, and of all together where there are orders. */
function Line({ name, texts, together }: { name: string; texts: readonly string[]; together: string | undefined }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {texts.map((text, place) => <td key={place}>{text}</td>)}
      {together !== undefined && <td><strong>{together}</strong></td>}
    </tr>
  );
}

/** Where each id stands, and in the end all of them together. */
function standings(names: readonly string[], all: readonly (Standing | null)[]) {
  const { amount, count, day } = format.value;
  const figures: ((standing: Standing | null) => string)[] = [
    (standing) => count(standing?.purchases),
    (standing) => amount(standing?.revenue),
    (standing) => (standing === null ? "—" : lang.value === "zh" ? standing.segment_zh : standing.segment),
    (standing) => standing?.scores.join(" ") ?? "—",
    (standing) => day(standing?.first),
    (standing) => day(standing?.last),
  ];
  return figures.map((figure, place) => {
    const texts = all.map(figure);
    return <Line key={names[place]} name={names[place]!} texts={texts.slice(0, -1)} together={texts.at(-1)!} />;
  });
}
