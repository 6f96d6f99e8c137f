/** How one customer's figures came about: formulas, each letter with its figure, the result, the source. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Explanation } from "regulars/core";
import { useAttributes } from "../app/attributes.ts";
import { open } from "../app/store.ts";
import { announce } from "../components/announcer.tsx";
import { Empty } from "../components/empty.tsx";
import { ProblemBox } from "../components/problem.tsx";
import { say, words } from "../i18n/lang.ts";
import { explain } from "../worker/bridge.ts";
import { type Problem, asProblem } from "../worker/protocol.ts";
import { type Explained, explained } from "./explain.ts";
import { Steps } from "./steps.tsx";

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
  // Both before anything is painted: a key pressed meanwhile would go astray.
  useLayoutEffect(() => {
    // The focus comes here, and goes back in the end; other figures of the same customer do not call it.
    opener.current = document.activeElement;
    heading.current?.focus();
  }, [what.customer]);
  useLayoutEffect(() => {
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
      <p class="muted">{what.about ?? text.of(what.customer)}</p>
      <Known customer={what.customer} />
      <Found what={what} key={JSON.stringify(what)} />
    </aside>
  );
}

/** What the files say of the customer beside the orders. */
function Known({ customer }: { customer: string }) {
  const known = useAttributes();
  const ids = open.value?.shop.ids;
  const place = useMemo(() => ids?.indexOf(customer) ?? -1, [ids, customer]);
  if (place < 0 || known.length === 0) return null;
  return (
    <dl class="known">
      {known.map(({ name, of, show }) => (
        <div key={name}>
          <dt class="muted">{name}</dt>
          <dd>{show(of(place) as never) || "—"}</dd>
        </div>
      ))}
    </dl>
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
  return <Steps found={found} />;
}
