import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, DATA, Visit, WAYS } from "./driver.js";

const chromium = browser();

for (const way of WAYS) {
  test(`${way}: the sample shop is open from the first moment`, async () => {
    const visit = await Visit.begin(chromium, way);
    assert.match(await visit.finding(), /\d/);
    assert.deepEqual(
      visit.requests.filter((address) => !address.startsWith("blob:") && !address.startsWith("data:")).length,
      1,
      `the page asked for more than itself: ${visit.requests}`,
    );
    await visit.end();
  });

  for (const name of DATA) {
    test(`${way}: every view answers for ${name}`, async () => {
      const visit = await Visit.begin(chromium, way);
      await visit.open(name);
      for (const view of await visit.views()) {
        await visit.go(view);
        const problems = await visit.frame.locator("main [role=alert]").allInnerTexts();
        assert.deepEqual(problems, [], view);
        // Where nothing was found there is no figure to tell.
        assert.match(await visit.finding(), view === "health" || view === "identity" ? /\w/ : /\d/, view);
        for (const picture of await visit.frame.locator("main figure").all()) {
          assert.ok(await picture.locator("svg").first().isVisible(), `${view} shows no picture`);
        }
      }
      await visit.end();
    });
  }
}
