/** An explanation, step by step: the formula, each letter with its figure, the result. */
import type { Explanation, Figure, Step } from "regulars/core";
import { format, say, words } from "../i18n/lang.ts";
import { nameOf } from "../i18n/names.ts";
import { CourseOf } from "./course.tsx";
import { Formula } from "./tex.tsx";

export function Steps({ found }: { found: Explanation }) {
  return (
    <>
      <h3>{say(found.title)}</h3>
      {found.course && <CourseOf course={found.course} />}
      <ol class="steps">{found.steps.map((step, place) => <li key={place}><StepOf step={step} /></li>)}</ol>
      <p class="muted small">{words.value.explain.source}: {found.source}</p>
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
    case "weeks":
    case "months":
    case "years":
      return words.value.units[figure.kind](measure(figure.value));
    case "day":
      return day(figure.value);
    case "name":
      return nameOf(figure.value);
    default:
      return measure(figure.value);
  }
}
