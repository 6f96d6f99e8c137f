import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, Visit } from "./driver.js";

const chromium = browser();

/** The inner width and height of a sheet in pixels. */
const SHEET = { width: (186 * 96) / 25.4, height: (273 * 96) / 25.4 };

/** Keeps pictures as they were drawn for the window: a browser that prints does not wait for others. */
function steady(): void {
  globalThis.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
}

/** Presses what is pressed on the way to printing, and waits until the outer page knows the height. */
async function measured(visit: Visit): Promise<void> {
  await visit.page.keyboard.press("Control");
  await visit.page.waitForFunction(() => document.documentElement.style.getPropertyValue("--paper") !== "");
}

/** The view on paper, as the browser is told to show it. */
async function onPaper(visit: Visit) {
  await visit.page.emulateMedia({ media: "print" });
  const box = await visit.page.locator("iframe").boundingBox();
  const inner = await visit.frame.evaluate(() => {
    const seen = [...document.querySelectorAll<HTMLElement>("body, body *")].filter((element) => element.getClientRects().length > 0);
    const lowest = seen.filter((element) => element.closest("main") && !element.matches("main, .view")).toSorted((a, b) => a.getBoundingClientRect().bottom - b.getBoundingClientRect().bottom).at(-1);
    // A row that begins a sheet has the rest of the one before above its letters.
    const whole = [...document.querySelectorAll(".figure-picture, .notice, .on-paper tr:not([style]), .finding, dd")].filter((element) => element.getClientRects().length > 0);
    return {
      bottom: lowest?.getBoundingClientRect().bottom ?? 0,
      right: Math.max(...whole.map((element) => element.getBoundingClientRect().right)),
      blocks: whole.map((element) => ({ what: `${element.className} ${element.textContent?.slice(0, 40)}`, top: element.getBoundingClientRect().top, bottom: element.getBoundingClientRect().bottom })),
      scrolling: seen.filter((element) => element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(element).overflowY)).map(({ className }) => className),
      pressed: seen.filter((element) => element.matches("button, input, summary")).map(({ textContent }) => textContent),
      ink: getComputedStyle(document.body).color,
      head: document.querySelector<HTMLElement>(".paper-head")?.innerText,
      rows: document.querySelectorAll(".on-paper tbody tr").length,
      left: document.querySelector<HTMLElement>(".table > .on-paper > p")?.innerText,
    };
  });
  await visit.page.emulateMedia({ media: null });
  return { height: box?.height ?? 0, ...inner };
}

for (const { view, lang, width } of [
  { view: "rfm", lang: "en", width: 1400 },
  { view: "clv", lang: "zh", width: 360 },
] as const) {
  test(`the view ${view} is printed whole and light, from a dark window ${width} pixels wide`, async () => {
    const visit = await Visit.begin(chromium, "from a file", { hash: `#/${view}?lang=${lang}&theme=dark`, viewport: { width, height: 800 }, script: steady });
    await visit.frame.locator("#main").focus();
    await measured(visit);
    const paper = await onPaper(visit);
    assert.ok(paper.bottom > SHEET.height, `one sheet would do: ${paper.bottom}`);
    assert.ok(paper.height >= paper.bottom, `the frame ends at ${paper.height}, the view at ${paper.bottom}`);
    assert.ok(paper.height - paper.bottom < SHEET.height, "there is an empty sheet");
    assert.ok(paper.right <= SHEET.width + 1, `the view is ${paper.right} wide`);
    const sheet = (place: number) => Math.floor(place / SHEET.height);
    assert.deepEqual(paper.blocks.filter(({ top, bottom }) => sheet(top) !== sheet(bottom - 1)).map(({ what }) => what), [], "cut by the end of a sheet");
    assert.deepEqual(paper.scrolling, []);
    assert.deepEqual(paper.pressed, []);
    assert.equal(paper.ink, "rgb(29, 35, 39)");
    assert.match(paper.head ?? "", lang === "zh" ? /熟客 示例茶叶店\s+订单起于 2024年1月1日/ : /Regulars Sample tea shop\s+Orders from 1 Jan 2024/);
    assert.equal(paper.rows, 20);
    assert.match(paper.left ?? "", /1,976/);
    const pdf = (await visit.page.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, Math.ceil(paper.height / SHEET.height));
    await visit.end();
  });
}

test("measuring the view on paper moves nothing on the screen", async () => {
  const visit = await Visit.begin(chromium, "from a file", { hash: "#/rfm?theme=dark" });
  const place = () =>
    visit.frame.evaluate(() => {
      const scrolled = [...document.querySelectorAll("#main, .table-scroll")].map(({ scrollTop }) => scrollTop);
      return { scrolled, focus: document.activeElement?.id, running: document.getAnimations().length, height: document.body.scrollHeight };
    });
  await visit.frame.evaluate(() => {
    document.querySelector<HTMLElement>(".controls select")?.focus();
    document.querySelector(".table-scroll")!.scrollTop = 700;
    document.querySelector("#main")!.scrollTop = 500;
  });
  await visit.page.waitForTimeout(200);
  const before = await place();
  await measured(visit);
  assert.deepEqual(await place(), before);
  await visit.end();
});

test("the outer page takes nothing but a number for the height of paper", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  const paper = () => visit.page.evaluate(() => document.documentElement.style.cssText);
  await visit.frame.locator("#main").focus();
  await measured(visit);
  await visit.frame.evaluate(() => parent.postMessage({ paper: 1234 }, "*"));
  await visit.page.waitForFunction(() => document.documentElement.style.getPropertyValue("--paper") === "1234px");
  for (const [place, odd] of ["1px; background: red", { height: 1 }, [5], null].entries()) {
    await visit.frame.evaluate(([paper, hash]) => parent.postMessage({ paper, hash, title: "Regulars", lang: "en" }, "*"), [odd, `#/abc?${place}`] as const);
    await visit.page.waitForFunction((end) => location.hash.endsWith(end), `?${place}`);
    assert.equal(await paper(), "--paper: 1234px;");
  }
  await visit.frame.evaluate(() => parent.postMessage({ paper: 1e9 }, "*"));
  await visit.page.waitForFunction(() => document.documentElement.style.getPropertyValue("--paper") === "100000px");
  assert.equal(await paper(), "--paper: 100000px;");
  await visit.end();
});
