import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./axe.js";
import { browser, Visit } from "./driver.js";

const chromium = browser();

/** Every view in every one of these, each view once wide and once narrow in each theme and language. */
const LOOKS = [
  { theme: "light", lang: "en", wide: 0 },
  { theme: "dark", lang: "zh", wide: 0 },
  { theme: "dark", lang: "en", wide: 1 },
  { theme: "light", lang: "zh", wide: 1 },
];
const WIDE = { width: 1400, height: 800 };
const NARROW = { width: 360, height: 800 };

test("no view has a violation that axe-core finds, in either theme and language, wide or narrow", async (context) => {
  const visit = await Visit.begin(chromium, "served", { reducedMotion: "reduce" });
  for (const { theme, lang, wide } of LOOKS) {
    await visit.frame.locator("#language").selectOption(lang);
    await visit.frame.locator("#theme").selectOption(theme);
    for (const [place, view] of (await visit.views()).entries()) {
      const size = place % 2 === wide ? WIDE : NARROW;
      await visit.page.setViewportSize(size);
      await visit.go(view);
      await context.test(`${view}, ${theme}, ${lang}, ${size.width}`, async () => assert.deepEqual(await violations(visit.frame), []));
    }
  }
  await visit.end();
});

test("what lies over a view, or stands in its place, has no violation either", async (context) => {
  const visit = await Visit.begin(chromium, "served", { reducedMotion: "reduce", colorScheme: "dark" });
  const check = (what: string) =>
    context.test(what, async () => {
      for (const size of [WIDE, NARROW]) {
        await visit.page.setViewportSize(size);
        assert.deepEqual(await violations(visit.frame), [], `${size.width} pixels wide`);
      }
      await visit.page.setViewportSize(WIDE);
    });
  await visit.go("abc");
  await visit.frame.locator("main .table-scroll tbody th button").first().click();
  await visit.frame.locator(".drawer ol.steps").waitFor();
  await check("an explanation");
  await visit.frame.locator(".drawer header button").click();
  await visit.page.keyboard.press("?");
  await visit.frame.locator("dialog[open]").waitFor();
  await check("the list of keys");
  await visit.page.keyboard.press("Escape");
  await visit.drop({ file: "picture.png", base64: "iVBORw0KGgo=" });
  await visit.frame.locator("main [role=alert]").waitFor();
  await check("a failure");
  await visit.end();
});

test("no view is wider than its window, nor stretched in a very wide one", async () => {
  const visit = await Visit.begin(chromium, "served");
  for (const view of await visit.views()) {
    await visit.go(view);
    for (const width of [360, 768, 1400, 2560]) {
      await visit.page.setViewportSize({ width, height: 800 });
      const [wide, seen, content] = await visit.frame.evaluate(() => {
        const widths = [...document.querySelectorAll(".view, .view > *, .selection")].map((part) => part.getBoundingClientRect().width);
        return [Math.max(document.documentElement.scrollWidth, document.querySelector("main")!.scrollWidth), innerWidth, Math.max(...widths)];
      });
      assert.ok(wide <= seen, `${view} is ${wide} pixels wide, of which ${seen} are seen`);
      assert.ok(content <= 1200, `${view} has something ${content} pixels wide in a window of ${width}`);
    }
  }
  await visit.end();
});

test("nothing moves for those who asked for less motion", async () => {
  for (const reducedMotion of ["reduce", "no-preference"] as const) {
    const visit = await Visit.begin(chromium, "served", { reducedMotion });
    await visit.go("rfm");
    const moving = await visit.frame.evaluate(() =>
      [...document.querySelectorAll("*")].filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return transitionDuration !== "0s" || animationName !== "none";
      }).length,
    );
    assert.equal(moving > 0, reducedMotion === "no-preference", `${moving} elements may move`);
    if (reducedMotion === "reduce") {
      await visit.frame.locator("main .controls select").first().hover();
      await visit.frame.locator("main .controls select").first().selectOption({ index: 1 });
      await visit.settled();
      assert.equal(await visit.frame.evaluate(() => document.getAnimations().length), 0);
    }
    await visit.end();
  }
});

test("where colours are forced, the focus, the view in sight and what is pressed can be seen", async () => {
  const visit = await Visit.begin(chromium, "served", { forcedColors: "active" });
  const link = (current: boolean) => visit.frame.locator(`nav.steps-nav a${current ? "[aria-current=page]" : ":not([aria-current])"}`).first();
  const border = (current: boolean) => link(current).evaluate((element) => getComputedStyle(element).borderLeftColor);
  assert.notEqual(await border(true), await border(false));
  await visit.page.keyboard.press("Tab");
  await visit.page.keyboard.press("Tab");
  const outline = await visit.frame.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
    return `${outlineStyle} ${outlineWidth}`;
  });
  assert.equal(outline, "solid 2px");
  await visit.end();
});

test("the theme follows the system until another is chosen, in the sealed frame too", async () => {
  const visit = await Visit.begin(chromium, "from a file", { colorScheme: "dark" });
  const theme = () => visit.frame.evaluate(() => [document.documentElement.dataset["theme"], getComputedStyle(document.body).backgroundColor, getComputedStyle(document.documentElement).backgroundColor].join(" "));
  const dark = await theme();
  assert.match(dark, /^dark .*rgb\(20, 22, 26\)$/);
  await visit.page.emulateMedia({ colorScheme: "light" });
  await visit.frame.locator("html[data-theme=light]").waitFor();
  assert.match(await theme(), /^light .*rgb\(251, 250, 246\)$/);
  await visit.frame.locator("#theme").selectOption("dark");
  assert.equal(await theme(), dark);
  await visit.page.emulateMedia({ colorScheme: "dark" });
  await visit.frame.locator("#theme").selectOption("light");
  assert.match(await theme(), /^light/);
  await visit.end();
});

test("the whole journey can be made by the keyboard", async () => {
  const visit = await Visit.begin(chromium, "served");
  const { keyboard } = visit.page;
  // Asked for this early, the browser has surely been told to hand the chooser over when it opens.
  const chooser = visit.page.waitForEvent("filechooser");
  const focused = (selector: string) => visit.frame.evaluate((selector) => document.activeElement?.matches(selector) === true, selector);
  /** Presses Tab until the focus is on what is wanted. */
  const tabTo = async (selector: string) => {
    for (let presses = 0; presses < 100; presses += 1) {
      if (await focused(selector)) return;
      await keyboard.press("Tab");
    }
    assert.fail(`no way leads to ${selector}`);
  };
  await keyboard.press("?");
  await visit.frame.locator("dialog[open]").waitFor();
  await keyboard.press("Escape");
  await visit.frame.locator("dialog").waitFor({ state: "detached" });
  await keyboard.press("Tab");
  assert.ok(await focused("a.skip"), "the way to the content does not come first");
  await tabTo(".bar > button");
  await keyboard.press("Enter");
  await (await chooser).setFiles([]);
  for (const view of await visit.views()) {
    await tabTo(`nav.steps-nav a[href^="#/${view}"]`);
    await keyboard.press("Enter");
    await visit.frame.locator(`nav.steps-nav a[href^="#/${view}"][aria-current=page]`).waitFor();
    await visit.settled();
  }
  await visit.frame.locator('nav.steps-nav a[href^="#/abc"]').focus();
  await keyboard.press("Enter");
  await visit.frame.locator('nav.steps-nav a[href^="#/abc"][aria-current=page]').waitFor();
  await visit.settled();
  await visit.frame.locator("a.skip").focus();
  await keyboard.press("Enter");
  assert.ok(await focused("#main"));
  await tabTo(".controls input[type=range]");
  const before = await visit.finding();
  await keyboard.press("PageDown");
  await visit.frame.locator(".controls button:not(:disabled)").waitFor();
  await visit.settled();
  assert.notEqual(await visit.finding(), before);
  await tabTo(".table-bar input[type=search]");
  await keyboard.type("T0568");
  await tabTo(".table-scroll tbody th button");
  await keyboard.press("Enter");
  await visit.frame.locator(".drawer ol.steps").waitFor();
  await keyboard.press("Escape");
  await visit.frame.locator(".drawer").waitFor({ state: "detached" });
  assert.ok(await focused(".table-scroll tbody th button"), "the focus is lost");
  await visit.frame.locator(".table-bar input[type=search]").focus();
  await tabTo(".table-bar button:last-child");
  const [download] = await Promise.all([visit.page.waitForEvent("download"), keyboard.press("Enter")]);
  assert.equal(download.suggestedFilename(), "abc.csv");
  await visit.frame.locator(".toast.shown", { hasText: "abc.csv" }).waitFor();
  await keyboard.press("?");
  await visit.frame.locator("dialog[open]").waitFor();
  await keyboard.press("Escape");
  await visit.frame.locator("dialog").waitFor({ state: "detached" });
  assert.ok(await focused(".table-bar button:last-child"), "the focus is lost");
  await visit.end();
});

test("on a small screen nothing below an explanation can be reached", async () => {
  const visit = await Visit.begin(chromium, "served", { viewport: { width: 360, height: 740 } });
  await visit.go("abc");
  const customer = visit.frame.locator("tbody th button").first();
  await customer.focus();
  await visit.page.keyboard.press("Enter");
  await visit.frame.locator(".drawer ol.steps").waitFor();
  for (let presses = 0; presses < 20; presses += 1) {
    await visit.page.keyboard.press("Tab");
    const outside = await visit.frame.evaluate(() => document.activeElement !== document.body && !document.activeElement?.closest(".drawer"));
    assert.equal(outside, false, `after ${presses + 1} tabs the focus is below`);
  }
  await visit.frame.locator(".drawer header button").focus();
  // Asked in the moment the explanation goes: a key pressed then must find the focus where it was.
  await customer.evaluate((button) => {
    const back = new Promise<boolean>((answer) => {
      new MutationObserver(() => document.querySelector(".drawer") || answer(button === document.activeElement)).observe(document.body, { childList: true, subtree: true });
    });
    Object.assign(globalThis, { back });
  });
  await visit.page.keyboard.press("Escape");
  assert.ok(await visit.frame.evaluate("back"), "the focus is lost");
  await visit.end();
});
