/** The four steps of the process with their views. */
import { useEffect, useRef } from "preact/hooks";
import { words } from "../i18n/lang.ts";
import { type StepName, type ViewName, VIEWS, fits } from "../views/registry.ts";
import { navigate } from "./address.ts";
import { print } from "./hash.ts";
import { KeyboardButton } from "./keyboard.tsx";
import { settingsLeft } from "./settings.ts";
import { kept } from "./store.ts";

export function Navigation({ current }: { current: ViewName }) {
  const { navigation, steps } = words.value;
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a small screen the steps are a row that may be wider than the screen.
    nav.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);
  const names = [...new Set(VIEWS.filter(fits).map(({ step }) => step))];
  return (
    <nav class="steps-nav" aria-label={navigation} ref={nav}>
      <ul>
        {names.map((step) => (
          <li key={step} class="step">
            {step !== "overview" && <span class="step-name" id={`step-${step}`}>{steps[step]}</span>}
            <Links step={step} current={current} />
          </li>
        ))}
      </ul>
      <KeyboardButton />
    </nav>
  );
}

function Links({ step, current }: { step: StepName; current: ViewName }) {
  const label = step === "overview" ? {} : { "aria-labelledby": `step-${step}` };
  return (
    <ul {...label}>
      {VIEWS.filter((view) => view.step === step && fits(view)).map(({ name }) => (
        <li key={name}><ViewLink view={name} current={name === current} /></li>
      ))}
    </ul>
  );
}

/** A link to a view that keeps language, theme and window, and what the view was left with. */
export function ViewLink({ view, current = false, children }: { view: ViewName; current?: boolean; children?: string }) {
  const query = { ...settingsLeft(view), ...kept() };
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    navigate(view, query);
  };
  return (
    <a href={print({ view, query })} onClick={go} aria-current={current ? "page" : undefined}>
      {children ?? words.value.views[view]}
    </a>
  );
}
