/** The selection at the top of every view: how many, their money, where they come from, and what to do with them. */
import { useId, useMemo } from "preact/hooks";
import { useAnalysis } from "../app/analysis.ts";
import { open } from "../app/store.ts";
import { Chip } from "../components/chip.tsx";
import { format } from "../i18n/lang.ts";
import { moneyOf } from "./money.ts";
import { type Selection, clear, nextPick, removeStep, selection } from "./selection.ts";
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
  if (!shop) return null;
  return (
    <section class="selection" aria-label={words.title}>
      <div class="selection-what">
        <strong class="figures">{sizeText(now)}</strong>
        <span class="muted figures">
          {words.share(percent(now.size / shop.ids.length))}
          {shop.report.kind === "orders" && <Money now={now} />}
        </span>
      </div>
      <ol class="selection-steps">
        {now.steps.map((step, place) => (
          <li key={place}>
            {(place > 0 || step.combination === "not") && <span class="muted">{words.joined[step.combination]}</span>}
            <Chip label={step.name()} onRemove={() => removeStep(place)} />
          </li>
        ))}
      </ol>
      <NextPick />
      <div class="selection-actions">
        <button disabled={now.size === 0} onClick={() => saveSelection(now)}>{words.save}</button>
        <button onClick={clear}>{words.clear}</button>
      </div>
    </section>
  );
}

/** The money of the selected customers in the window. */
function Money({ now }: { now: Selection }) {
  const { result } = useAnalysis("summary", {});
  const frame = result?.frame;
  const [some, all] = useMemo(() => (frame ? moneyOf(frame, now) : [0, 0]), [frame, now]);
  if (!frame) return null;
  const { money, percent } = format.value;
  return <> · {text().money(money(some), percent(some / all))}</>;
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
