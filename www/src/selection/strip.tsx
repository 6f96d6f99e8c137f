/** The selection at the top of every view: how many, their money, where they come from, and what to do with them. */
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { focusMain } from "../app/focus.ts";
import { open } from "../app/store.ts";
import { Chip } from "../components/chip.tsx";
import { format } from "../i18n/lang.ts";
import { clearAll } from "./clear.ts";
import { useMoney } from "./money.ts";
import { type Selection, nextPick, removeStep, selection } from "./selection.ts";
import { saveSelection } from "./save.ts";
import { COMBINATIONS, type Combination } from "./steps.ts";
import { text } from "./text.ts";

export function SelectionStrip() {
  const now = selection.value;
  return (
    <>
      <p class="hidden" role="status">{now && sizeText(now)}</p>
      {now && <Strip now={now} />}
    </>
  );
}

const sizeText = ({ size }: Selection) => (size === 0 ? text().nobody : text().size(format.value.count(size)));

function Strip({ now }: { now: Selection }) {
  const words = text();
  const { percent } = format.value;
  const shop = open.value?.shop;
  const box = useRef<HTMLElement>(null);
  const chips = useRef<HTMLOListElement>(null);
  useRoomAbove(box);
  if (!shop) return null;
  const leaveOut = (place: number) => {
    // The chip after it comes to where it was; with the last one the focus would go.
    if (now.steps.length === 1) focusMain();
    else if (place === now.steps.length - 1) chips.current?.children[place - 1]?.querySelector("button")?.focus();
    removeStep(place);
  };
  return (
    <section class="selection" aria-label={words.title} ref={box}>
      <div class="selection-what">
        <strong class="figures">{sizeText(now)}</strong>
        <span class="muted figures">
          {words.share(percent(now.size / shop.ids.length))}
          {shop.data.kind === "orders" && <Money now={now} />}
        </span>
      </div>
      <ol class="selection-steps" ref={chips}>
        {now.steps.map((step, place) => (
          <li key={place}>
            {(place > 0 || step.combination === "not") && <span class="muted">{words.joined[step.combination]}</span>}
            <Chip label={step.name()} onRemove={() => leaveOut(place)} />
          </li>
        ))}
      </ol>
      <NextPick />
      <div class="selection-actions">
        <button disabled={now.size === 0} onClick={() => void saveSelection(now)}>{words.save}</button>
        <button onClick={clearAll}>{words.clear}</button>
      </div>
    </section>
  );
}

/** The money of the selected customers in the window. */
function Money({ now }: { now: Selection }) {
  const brought = useMoney(now);
  if (!brought) return null;
  const { money, percent } = format.value;
  return <> · {text().money(money(brought.sum), percent(brought.share))}</>;
}

/** Between the strip and what the focus comes to. */
const AIR = 8;

/** Keeps what the focus comes to from lying below the strip. */
function useRoomAbove(box: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const main = box.current?.closest("main");
    if (!box.current || !main) return;
    const observer = new ResizeObserver(([entry]) => {
      // What sticks to the top leaves the padding above it.
      const above = Number.parseFloat(getComputedStyle(main).paddingTop);
      main.style.scrollPaddingTop = `${above + entry!.borderBoxSize[0]!.blockSize + AIR}px`;
    });
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      main.style.scrollPaddingTop = "";
    };
  }, []);
}

/** What the next pick does with the selection. */
function NextPick() {
  const words = text();
  const id = useId();
  return (
    <div class="next-pick">
      <label class="muted" for={id}>{words.next}</label>
      <select id={id} value={nextPick.value} onChange={(event) => (nextPick.value = event.currentTarget.value as Combination)}>
        {COMBINATIONS.map((combination) => (
          <option key={combination} value={combination} selected={combination === nextPick.value}>{words.combinations[combination]}</option>
        ))}
      </select>
    </div>
  );
}
