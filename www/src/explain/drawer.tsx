/** How one customer's figures came about: formulas, each letter with its figure, the result, the source. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Explanation, Figure, Step } from "regulars/core";
import { announce } from "../components/announcer.tsx";
import { Empty } from "../components/empty.tsx";
import { ProblemBox } from "../components/problem.tsx";
import { format, say, words } from "../i18n/lang.ts";
import { nameOf } from "../i18n/names.ts";
import { explain } from "../worker/bridge.ts";
import { type Problem, asProblem } from "../worker/protocol.ts";
import { type Explained, explained } from "./explain.ts";
import { Formula } from "./tex.tsx";

export function Drawer() {
  const what = explained.value;
  return what && <Panel what={what} />;
}

/** Where the drawer covers the page; the style sheet says the same. */
const COVERING = "(width < 900px)";
const BELOW = "a.skip, header.bar, nav.steps-nav, main";

function Panel({ what }: { what: Explained }) {
  const { explain: text } = words.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    // The focus comes here, and goes back in the end; other figures of the same customer do not call it.
    opener.current = document.activeElement;
    heading.current?.focus();
  }, [what.customer]);
  useEffect(() => {
    // Where it covers the page, what lies below can be neither seen nor reached.
    const below = [...document.querySelectorAll<HTMLElement>(BELOW)];
    const narrow = matchMedia(COVERING);
    const cover = () => below.forEach((element) => (element.inert = narrow.matches));
    cover();
    narrow.addEventListener("change", cover);
    return () => {
      narrow.removeEventListener("change", cover);
      below.forEach((element) => (element.inert = false));
      if (opener.current instanceof HTMLElement) opener.current.focus();
    };
  }, []);
  const close = () => (explained.value = null);
  return (
    <aside class="drawer" aria-label={text.title} onKeyDown={(event) => event.key === "Escape" && close()}>
      <header class="row">
        <h2 tabIndex={-1} ref={heading}>{text.title}</h2>
        <button class="plain push" onClick={close}>{text.close}</button>
      </header>
      <p class="muted">{text.of(what.customer)}</p>
      <Found what={what} key={JSON.stringify(what)} />
    </aside>
  );
}

/** The explanation, once the engine has it. */
function Found({ what }: { what: Explained }) {
  const { explain: text } = words.value;
  const [found, setFound] = useState<Explanation | null>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    explain(what.question, what.row).then((explanation) => setFound(explanation ?? null), (thrown) => setProblem(asProblem(thrown)));
  }, []);
  useEffect(() => {
    announce(found ? say(found.title) : found === null || problem ? "" : words.value.work.computing);
  }, [found, problem]);
  if (problem) return <ProblemBox problem={problem} />;
  if (found === undefined) return <p class="muted">{words.value.work.computing}</p>;
  if (found === null) return <Empty why={text.none} />;
  return (
    <>
      <h3>{say(found.title)}</h3>
      <ol class="steps">{found.steps.map((step, place) => <li key={place}><StepOf step={step} /></li>)}</ol>
      <p class="muted small">{text.source}: {found.source}</p>
    </>
  );
}

function StepOf({ step }: { step: Step }) {
  const { explain: text } = words.value;
  return (
    <>
      <p>{say(step.what)}</p>
      <div class="scroll formula" tabIndex={0} role="group" aria-label={say(step.what)}><Formula tex={step.formula} block /></div>
      {step.symbols.length > 0 && (
        <table class="figures symbols">
          <thead class="hidden">
            <tr>
              <th scope="col">{text.symbol}</th>
              <th scope="col">{text.meaning}</th>
              <th scope="col">{text.figure}</th>
            </tr>
          </thead>
          <tbody>
            {step.symbols.map(({ letter, meaning, figure }) => (
              <tr key={letter}>
                <td class="letter"><Formula tex={letter} /></td>
                <th scope="row">{say(meaning)}</th>
                <td class="numeric">{figureText(figure)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="result">{text.gives} <strong class="figures">{figureText(step.result)}</strong></p>
    </>
  );
}

/** A figure with its unit. */
function figureText(figure: Figure): string {
  const { amount, day, figure: measure, share } = format.value;
  switch (figure.kind) {
    case "money":
      return amount(figure.value);
    case "share":
      return share(figure.value);
    case "days":
      return words.value.units.days(measure(figure.value));
    case "day":
      return day(figure.value);
    case "name":
      return nameOf(figure.value);
    default:
      return measure(figure.value);
  }
}
