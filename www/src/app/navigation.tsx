/** The four steps of the process with their views. */
import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../i18n/lang.ts";
import { type Entry, type StepName, type ViewName, VIEWS, fits } from "../views/registry.ts";
import { navigate } from "./address.ts";
import { print } from "./hash.ts";
import { KeyboardButton } from "./keyboard.tsx";
import { settingsLeft } from "./settings.ts";
import { kept } from "./store.ts";

export function Navigation({ current }: { current: ViewName }) {
  const { navigation, steps, views } = words.value;
  const nav = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  // Only a small screen folds the steps away: all of them would fill it.
  const [unfolded, setUnfolded] = useState(false);
  useEffect(() => {
    // The steps may be taller than the window.
    nav.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const fold = () => {
    // What had the focus goes out of sight, but only where there is something to fold.
    if (toggle.current?.offsetParent) toggle.current.focus();
    setUnfolded(false);
  };
  const chosen = ({ target }: Event) => target instanceof Element && target.closest("a") && fold();
  const escaped = ({ key }: KeyboardEvent) => key === "Escape" && unfolded && fold();
  const fitting = VIEWS.filter(fits);
  const names = [...new Set(fitting.map(({ step }) => step))];
  const { step: at } = VIEWS.find(({ name }) => name === current)!;
  const place = steps[at] === views[current] ? views[current] : `${steps[at]} · ${views[current]}`;
  return (
    <nav class="steps-nav" aria-label={navigation} ref={nav} onKeyDown={escaped}>
      <button class="steps-toggle" aria-expanded={unfolded} aria-controls="steps-list" ref={toggle} onClick={() => setUnfolded(!unfolded)}>{place}</button>
      <div id="steps-list" class={unfolded ? "steps-list unfolded" : "steps-list"} onClick={chosen}>
        <ul>
          {names.map((step) => (
            <li key={step} class="step">
              {step !== "overview" && <span class="step-name" id={`step-${step}`}>{steps[step]}</span>}
              <Step step={step} views={fitting.filter((view) => view.step === step)} current={current} />
            </li>
          ))}
        </ul>
        <KeyboardButton />
      </div>
    </nav>
  );
}

/** The views of a step, under the names of their groups where it has some. */
function Step({ step, views, current }: { step: StepName; views: Entry[]; current: ViewName }) {
  const label = step === "overview" ? undefined : `step-${step}`;
  const groups = [...new Set(views.map(({ group }) => group))];
  if (groups.every((group) => group === undefined)) return <Links views={views} current={current} label={label} />;
  return (
    <ul aria-labelledby={label}>
      {groups.map((group) => (
        <li key={group} class="group">
          {group && <span class="group-name" id={`group-${group}`}>{words.value.groups[group]}</span>}
          <Links views={views.filter((view) => view.group === group)} current={current} label={group ? `group-${group}` : label} />
        </li>
      ))}
    </ul>
  );
}

function Links({ views, current, label }: { views: Entry[]; current: ViewName; label: string | undefined }) {
  return (
    <ul aria-labelledby={label}>
      {views.map(({ name }) => (
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
