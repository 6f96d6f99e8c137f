import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, Visit, WAYS } from "./driver.js";

const chromium = browser();

for (const way of WAYS) {
  test(`${way}: the address holds view, settings, language and theme, and no data`, async () => {
    const visit = await Visit.begin(chromium, way, { hash: "#/abc?lang=zh&theme=dark&by=purchases" });
    assert.match(await visit.finding(), /[\u4e00-\u9fff]/);
    assert.equal(await visit.frame.locator("html").getAttribute("data-theme"), "dark");
    assert.equal(await visit.frame.locator(".controls select").first().inputValue(), "purchases");
    assert.equal(await visit.page.title(), await visit.frame.title());

    await visit.go("rfm");
    assert.match(visit.page.url(), /#\/rfm\?lang=zh&theme=dark$/);
    await visit.page.goBack();
    await visit.frame.locator('nav.steps-nav a[href^="#/abc"][aria-current=page]').waitFor();
    await visit.settled();
    assert.match(visit.page.url(), /#\/abc\?/);
    await visit.end();
  });
}

test("the language of the browser is the first language", async () => {
  const visit = await Visit.begin(chromium, "served", { locale: "zh-CN" });
  assert.match(await visit.finding(), /[\u4e00-\u9fff]/);
  await visit.frame.locator("#language").selectOption("en");
  assert.doesNotMatch(await visit.finding(), /[\u4e00-\u9fff]/);
  await visit.end();
});
