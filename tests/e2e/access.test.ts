import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { AxeResults, RunOptions } from "axe-core";
import { browser, Visit } from "./driver.js";

const chromium = browser();
const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

for (const { colorScheme, width } of [
  { colorScheme: "light", width: 1400 },
  { colorScheme: "dark", width: 360 },
] as const) {
  test(`no view has a violation that axe-core finds: ${colorScheme}, ${width} pixels wide`, async () => {
    const visit = await Visit.begin(chromium, "served", { colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" });
    for (const view of await visit.views()) {
      await visit.go(view);
      assert.deepEqual(await violations(visit), [], view);
      const [wide, seen] = await visit.frame.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= seen, `${view} is ${wide} pixels wide, of which ${seen} are seen`);
    }
    await visit.end();
  });
}

async function violations(visit: Visit): Promise<string[]> {
  await visit.frame.evaluate(axe);
  const found = await visit.frame.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } };
    return axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
  });
  return found.violations.map(({ help, nodes }) => `${help}: ${nodes.map(({ html }) => html).slice(0, 3).join(" ")}`);
}

test("everything can be reached by the keyboard", async () => {
  const visit = await Visit.begin(chromium, "served");
  await visit.page.keyboard.press("Tab");
  const skip = visit.frame.locator("a.skip");
  assert.ok(await skip.evaluate((link) => link === document.activeElement), "the way to the content does not come first");
  await visit.page.keyboard.press("Enter");
  assert.ok(await visit.frame.locator("#main").evaluate((main) => main === document.activeElement));
  const link = visit.frame.locator('nav.steps-nav a[href^="#/abc"]');
  await link.focus();
  await visit.page.keyboard.press("Enter");
  await visit.settled();
  // From the table into an explanation, and back to where the focus was.
  const customer = visit.frame.locator("tbody th button").first();
  await customer.focus();
  await visit.page.keyboard.press("Enter");
  await visit.frame.locator(".drawer ol.steps").waitFor();
  await visit.page.keyboard.press("Escape");
  await visit.frame.locator(".drawer").waitFor({ state: "detached" });
  assert.ok(await customer.evaluate((button) => button === document.activeElement), "the focus is lost");
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
  await visit.page.keyboard.press("Escape");
  await visit.frame.locator(".drawer").waitFor({ state: "detached" });
  assert.ok(await customer.evaluate((button) => button === document.activeElement), "the focus is lost");
  await visit.end();
});
