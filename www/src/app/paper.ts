/**
 * Printing. The page lives in a frame, and a browser prints of a frame only
 * what its box shows; so the outer page is told how tall the view is on paper.
 */

/** The height of a sheet within its margins, in millimetres and in pixels; `outer.html` says the same. */
const SHEET = (273 * 96) / 25.4;
/** Left free at the end of a sheet: a printer's letters are not quite as wide as a screen's. */
const SPARE = 16;
/** How much of a table has to fit below its head. */
const BELOW_HEAD = 80;

/** What is not cut by the end of a sheet. */
const WHOLE = ".view-head, .notice, .figure, .stats, .strategies > div, .personas > li, .section > p, .on-paper tr, .preview tr";

/** How long a page has to be at rest before it is measured, in milliseconds. */
const REST = 500;
/** Pages of more elements take long to measure, so they wait until printing is near. */
const MOST_ELEMENTS = 1000;

/** What is pressed on the way to printing; the other way leads out of the page with the mouse. */
const NEAR = ["Control", "Meta", "Alt", "F10"];

/** What keeps its place while the page is measured; not every browser sees to that itself. */
const SCROLLED = "#main, .steps-nav, .drawer, .scroll, .several";

/** Keeps the outer page informed. */
export function followPaper(): void {
  if (window.parent === window) return;
  let known = false;
  let timer = 0;
  const tell = () => {
    if (known) return;
    known = true;
    parent.postMessage({ paper: measure() }, "*");
  };
  const forget = () => {
    known = false;
    clearTimeout(timer);
    if (document.getElementsByTagName("*").length <= MOST_ELEMENTS) timer = window.setTimeout(tell, REST);
  };
  new MutationObserver(forget).observe(document.querySelector("#app")!, { childList: true, characterData: true, subtree: true });
  addEventListener("keydown", ({ key }) => NEAR.includes(key) && tell(), { capture: true });
  document.documentElement.addEventListener("mouseleave", tell);
  addEventListener("blur", tell);
  addEventListener("beforeprint", tell);
}

/** The height of the view on paper in pixels: whole sheets. */
function measure(): number {
  const places = [...document.querySelectorAll(SCROLLED)].map((box) => [box, box.scrollTop] as const);
  const unroll = rollOut();
  paginate();
  const height = document.body.getBoundingClientRect().height;
  unroll();
  for (const [box, top] of places) box.scrollTop = top;
  return Math.ceil(height / SHEET) * SHEET - 1;
}

/**
 * Lays the page out as on paper; what it returns takes that back. Nothing is
 * painted in between. Colours are left alone: "not print" is not among these.
 */
function rollOut(): () => void {
  const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]).filter((rule) => rule instanceof CSSMediaRule);
  const before = rules.map(({ media }) => media.mediaText);
  for (const { media } of rules) {
    if (media.mediaText === "print") media.mediaText = "all";
    else if (media.mediaText.startsWith("screen")) media.mediaText = "not all";
  }
  return () => rules.forEach(({ media }, place) => (media.mediaText = before[place]!));
}

/** Moves what would be cut by the end of a sheet to the next. */
function paginate(): void {
  const blocks = [...document.querySelectorAll<HTMLElement>(WHOLE)].map((block) => ({ block, first: headingOf(block) ?? block }));
  for (const { first } of blocks) first.style.removeProperty("--push");
  const origin = document.body.getBoundingClientRect().top;
  for (const { block, first } of blocks) {
    const top = first.getBoundingClientRect().top - origin;
    const bottom = block.getBoundingClientRect().bottom - origin + (block.matches("thead *") ? BELOW_HEAD : 0);
    const next = Math.ceil(top / SHEET) * SHEET;
    if (top < next && bottom > next - SPARE && bottom - top < SHEET) first.style.setProperty("--push", `${Math.ceil(next - top)}px`);
  }
}

/** The heading right above a block, which goes where it goes. */
function headingOf(block: HTMLElement): HTMLElement | undefined {
  let first: Element = block;
  while (!before(first) && first.parentElement && !first.parentElement.matches(".view")) first = first.parentElement;
  const heading = before(first);
  return heading instanceof HTMLElement && heading.matches("h2") ? heading : undefined;
}

/** What is shown before an element, among those around it. */
function before(element: Element): Element | null {
  let sibling = element.previousElementSibling;
  while (sibling && sibling.getClientRects().length === 0) sibling = sibling.previousElementSibling;
  return sibling;
}
