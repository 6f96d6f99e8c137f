import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { violations } from "./axe.js";
import { browser, file } from "./driver.js";

const chromium = browser();

for (const { lang, theme, width } of [
  { lang: "en", theme: "light", width: 1400 },
  { lang: "zh", theme: "dark", width: 1400 },
  { lang: "zh", theme: "light", width: 360 },
  { lang: "en", theme: "dark", width: 360 },
]) {
  test(`every component in every state is accessible and fits: ${lang}, ${theme}, ${width} pixels wide`, async () => {
    const page = await chromium.launched().newPage({ viewport: { width, height: 800 }, reducedMotion: "reduce" });
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${chromium.address()}/www/build/design/design.html#/?lang=${lang}&theme=${theme}`);
    // The last to appear: work that takes a moment, and pictures in their turn.
    await page.locator(".working").nth(2).waitFor();
    await page.locator(".figure-picture svg").nth(1).waitFor();
    assert.equal(await page.locator("html").getAttribute("data-theme"), theme);
    assert.deepEqual(await violations(page.mainFrame()), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page is wider than its window");
    const over = await page.evaluate(() => [...document.querySelectorAll(".narrow *")].filter((part) => part.getBoundingClientRect().right > part.closest(".narrow")!.getBoundingClientRect().right + 1 && !part.closest(".scroll, svg")).map(({ outerHTML }) => outerHTML.slice(0, 80)));
    assert.deepEqual(over, [], "too wide for a narrow place");
    await page.locator("#tell").click();
    await page.locator(".toast.shown button").waitFor();
    await page.locator("#open").click();
    await page.locator("dialog[open]").waitFor();
    assert.deepEqual(await violations(page.mainFrame()), [], "with a box and a message over the page");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    assert.ok(await page.locator("#open").evaluate((button) => button === document.activeElement), "the focus is lost");
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

test("a message stays while it is pointed at, is read out, and its button does what it says once", async () => {
  const page = await chromium.launched().newPage();
  await page.goto(`${chromium.address()}/www/build/design/design.html#/?lang=en`);
  await page.clock.install();
  const toast = page.locator(".toast");
  assert.equal(await toast.getByRole("status").count(), 1, "what is read out has to be there before");
  await page.locator("#tell").click();
  await toast.hover();
  await page.clock.runFor(20_000);
  assert.match((await toast.getAttribute("class")) ?? "", /shown/);
  await page.mouse.move(0, 0);
  await page.clock.runFor(2_000);
  assert.doesNotMatch((await toast.getAttribute("class")) ?? "", /shown/);
  await page.locator("#tell").focus();
  await page.keyboard.press("Enter");
  await toast.getByRole("button").focus();
  await page.clock.runFor(20_000);
  await page.keyboard.press("Enter");
  assert.equal(await toast.getByRole("button").count(), 0);
  assert.ok(await page.locator("#tell").evaluate((button) => button === document.activeElement), "the focus is lost");
  await page.close();
});

test("the page of all components is no part of the built page", () => {
  const built = readFileSync(file("dist/regulars.html"), "utf8");
  assert.ok(built.includes("Open a file"), "the page has other words");
  for (const words of ["Sizes of type", "A box over the page", "浮在页面上的框"]) assert.ok(!built.includes(words), words);
});
