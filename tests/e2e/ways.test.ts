import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "regulars";
import { browser, file, Visit } from "./driver.js";

const chromium = browser();
const regulars = await load();
const name = "cdnow_sample.txt";
const shop = await regulars.open(readFileSync(file(`tests/data/${name}`)), { name });

const size = async (visit: Visit) => Number((await visit.frame.locator(".selection strong").innerText()).match(/[\d,]+/)![0].replaceAll(",", ""));

async function begin(): Promise<Visit> {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.open(name);
  return visit;
}

test("a quadrant of the customer types is selected with a click, and own thresholds move customers", async () => {
  const types = await shop.analyse("types");
  const visit = await begin();
  await visit.go("types");
  const picture = visit.frame.locator('[data-figure="types"]');
  for (const [place, { name, customers }] of types.report.types.entries()) {
    await picture.locator(`[role=button][data-part="${place}"]`).click();
    assert.equal(await size(visit), customers, name);
  }
  await visit.frame.getByLabel("High begins at").selectOption("own");
  await visit.settled();
  await visit.frame.getByLabel("Current value from").fill("1000");
  await visit.frame.getByLabel("Current value from").press("Enter");
  await visit.settled();
  const potential = Math.round(types.report.potential_threshold);
  const own = await shop.analyse("types", { split: "own", current: 1000, potential });
  await picture.locator('[role=button][data-part="0"]').click();
  assert.equal(await size(visit), own.report.types[0]!.customers);
  await visit.frame.locator("#language").selectOption("zh");
  await picture.locator("svg", { hasText: "贵宾型" }).waitFor();
  assert.match(await visit.finding(), /属于贵宾型/);
  assert.deepEqual(visit.complaints, []);
  await visit.end();
});

test("customers are picked by how long they are silent, and typed figures take the place of observed ones", async () => {
  const observed = await shop.analyse("dwyer");
  const visit = await begin();
  await visit.go("dwyer");
  const silent = observed.report.migration.states[2]!;
  await visit.frame.locator('[data-figure="dwyer-states"] [role=button][data-part="2"]').click();
  assert.equal(await size(visit), silent.customers);

  // The example of Pfeifer and Carraway: 12.32 for ever, by the table of states.
  const fields = { "Retention rate": "0.5", "Chance to purchase, by silent periods": "0.3, 0.2, 0.15, 0.05", "Margin of a period with a purchase": "40", "Cost of contact a period": "4" };
  await visit.frame.getByLabel("One period is").selectOption("year");
  await visit.frame.getByLabel("Discount rate a year").fill("0.2");
  for (const [label, text] of Object.entries(fields)) {
    const field = visit.frame.getByLabel(label);
    await field.fill(text);
    await field.press("Enter");
    await visit.settled();
  }
  const table = visit.frame.locator('[data-figure="dwyer-states"] details');
  await table.locator("summary").click();
  await table.locator("tbody tr").first().locator("td", { hasText: /^12\.32$/ }).waitFor();
  assert.match(visit.page.url(), /probabilities=0\.3,0\.2,0\.15,0\.05/);
  assert.deepEqual(visit.complaints, []);
  await visit.end();
});

test("who follows a curve is selected", async () => {
  const curve = await shop.analyse("curve");
  const visit = await begin();
  await visit.go("curve");
  const part = curve.report.curves.findIndex(({ group }) => group === "often");
  await visit.frame.locator(`[data-figure="curve"] [role=button][data-part="${part}"]`).focus();
  await visit.page.keyboard.press("Enter");
  assert.equal(await size(visit), curve.report.curves[part]!.customers);
  assert.deepEqual(visit.complaints, []);
  await visit.end();
});

test("typed survivors are projected as in the paper", async () => {
  const visit = await begin();
  await visit.go("sbg");
  const survivors = visit.frame.getByRole("textbox", { name: "Still there" });
  await survivors.fill("1000, 631, 468, 382, 326, 289, 262, 241");
  await survivors.press("Enter");
  await visit.frame.locator(".stats", { hasText: "0.704, 1.18" }).waitFor();
  assert.match(await visit.finding(), /^63% of customers renew the first time/);
  await survivors.fill("100, 110");
  await survivors.press("Enter");
  await visit.frame.locator("main", { hasText: "none more than the one before" }).waitFor();
  await visit.frame.getByRole("button", { name: "Reset" }).click();
  await visit.frame.locator(".stats", { hasText: "2,357" }).waitFor();
  assert.deepEqual(visit.complaints, []);
  await visit.end();
});
