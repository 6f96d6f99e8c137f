/** Pictures whose parts can be chosen, by pointer and by keyboard. */
import { format } from "../i18n/lang.ts";
import type { Parts } from "../selection/parts.ts";
import type { Combination } from "../selection/steps.ts";
import { text } from "../selection/text.ts";

/** The class of the marks whose elements are parts. */
export const PARTS = "parts";

/** Says which part each element of the marks of class `parts` stands for. */
export function numberParts(drawn: SVGSVGElement, parts: readonly number[]): void {
  drawn.setAttribute("role", "group");
  drawn.querySelectorAll(`.${PARTS}`).forEach((mark) => mark.removeAttribute("aria-label"));
  drawn.querySelectorAll<SVGElement>(`.${PARTS} > *`).forEach((element, place) => (element.dataset["part"] = String(parts[place])));
}

/**
 * Makes the parts of a picture buttons; one of them is a stop of the tab key, the arrows lead to the others.
 * Where several elements stand for one part, the one drawn last has its name and all can be clicked.
 */
export function offerParts(drawn: SVGSVGElement, { customers, lit, name }: Parts): void {
  const { count } = format.value;
  const named = new Map([...drawn.querySelectorAll<SVGElement>("[data-part]")].map((element) => [Number(element.dataset["part"]), element]));
  let first = true;
  for (const [part, element] of named) {
    const all = customers[part] ?? 0;
    const some = lit?.customers[part] ?? 0;
    const words = text();
    element.setAttribute("role", "button");
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", first ? "0" : "-1");
    element.setAttribute("aria-label", lit ? words.partLit(name(part), count(all), count(some)) : words.part(name(part), count(all)));
    element.setAttribute("aria-pressed", String(lit !== undefined && all > 0 && some === all));
    if (lit) element.dataset["lit"] = some === 0 ? "none" : some === all ? "all" : "some";
    else delete element.dataset["lit"];
    first = false;
  }
}

const buttonsOf = (drawn: Element) => [...drawn.querySelectorAll<SVGElement>("[data-part][role=button]")];

/** For pictures in which the parts alone show who is selected. */
export const partsOnly = (): void => {};

/** The part that a pointer or the keyboard is on. */
export function partAt(target: EventTarget | null): number | undefined {
  const part = target instanceof Element ? target.closest<SVGElement>("[data-part]")?.dataset["part"] : undefined;
  return part === undefined ? undefined : Number(part);
}

/** How a pick with the keys held down meets the selection; `undefined` leaves it to the strip. */
export function combinationOf({ shiftKey, ctrlKey, metaKey, altKey }: MouseEvent | KeyboardEvent): Combination | undefined {
  if (altKey) return "not";
  if (ctrlKey || metaKey) return "and";
  return shiftKey ? "or" : undefined;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Moves the focus among the parts; whether the key was one for that. With Alt and the like held, keys are the browser's. */
export function moveAmongParts({ key, target, currentTarget, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey) return false;
  const elements = buttonsOf(currentTarget as Element);
  const place = elements.indexOf(target as SVGElement);
  const to = key === "Home" ? 0 : key === "End" ? elements.length - 1 : place + (STEPS[key] ?? Number.NaN);
  if (place < 0 || Number.isNaN(to)) return false;
  focusPart(elements, elements[Math.max(0, Math.min(elements.length - 1, to))]!);
  return true;
}

/** Gives the focus to a part of a picture that was drawn again. */
export function focusAgain(drawn: Element, part: number): void {
  const elements = buttonsOf(drawn);
  const found = elements.find((element) => Number(element.dataset["part"]) === part);
  if (found) focusPart(elements, found);
}

function focusPart(elements: SVGElement[], to: SVGElement): void {
  for (const element of elements) element.setAttribute("tabindex", element === to ? "0" : "-1");
  to.focus();
}
