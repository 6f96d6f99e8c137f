import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, Visit } from "./driver.js";

const chromium = browser();

/** The names of the views in the list that is called so. */
const listed = (visit: Visit, name: string) => visit.frame.getByRole("navigation").getByRole("list", { name, exact: true }).getByRole("link").allInnerTexts();

test("a step with many views has them in named groups, in both languages, and none without a view", async () => {
  const visit = await Visit.begin(chromium, "from a file", { hash: "#/overview?lang=en" });
  assert.deepEqual(await listed(visit, "Identify"), ["Your file", "Data health", "Identity"]);
  const groups = { Segments: ["ABC", "RFM", "Profiles"], "Customer value": ["Lifetime value", "Which model", "Value so far", "Customer types"], "Period by period": ["Cash flow", "Customer events", "Retention and migration", "Value curves", "Subscriptions"] };
  for (const [name, views] of Object.entries(groups)) assert.deepEqual(await listed(visit, name), views);
  assert.deepEqual(await listed(visit, "Differentiate"), Object.values(groups).flat());
  await visit.frame.locator("#language").selectOption("zh");
  assert.deepEqual(await listed(visit, "客户价值"), ["终身价值", "模型对比", "历史价值", "客户类型"]);
  await visit.frame.locator("#language").selectOption("en");
  await visit.open("telco_churn.csv");
  assert.deepEqual(await listed(visit, "Segments"), ["Profiles"]);
  assert.equal(await visit.frame.getByRole("list", { name: "Customer value" }).count(), 0);
  await visit.end();
});

test("on a small screen the steps are folded under where one is, and unfold by keyboard", async () => {
  const visit = await Visit.begin(chromium, "from a file", { hash: "#/dcf?lang=en", viewport: { width: 360, height: 740 } });
  const toggle = visit.frame.locator(".steps-toggle");
  const link = visit.frame.locator("nav.steps-nav a[href^='#/events']");
  const focused = () => toggle.evaluate((button) => button === document.activeElement);
  assert.equal(await toggle.innerText(), "Differentiate · Cash flow");
  assert.equal(await link.isVisible(), false);
  await toggle.press("Enter");
  assert.equal(await toggle.getAttribute("aria-expanded"), "true");
  assert.ok(await link.isVisible());
  await link.press("Escape");
  assert.equal(await link.isVisible(), false);
  assert.ok(await focused(), "the focus is lost");
  await toggle.press("Enter");
  await link.press("Enter");
  await link.and(visit.frame.locator("[aria-current=page]")).waitFor({ state: "attached" });
  await visit.settled();
  assert.equal(await toggle.innerText(), "Differentiate · Customer events");
  assert.equal(await link.isVisible(), false);
  assert.ok(await focused(), "the focus is lost");
  await visit.page.setViewportSize({ width: 1400, height: 900 });
  assert.ok(await link.isVisible(), "there is room for the steps");
  assert.equal(await toggle.isVisible(), false);
  await visit.end();
});
