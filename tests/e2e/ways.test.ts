import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Locator } from "playwright-core";
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
  const cell = (column: string, row: string) => visit.frame.getByLabel(`${column}, ${row}`, { exact: true });
  const fill = async (field: Locator, text: string) => {
    await field.fill(text);
    await field.press("Tab");
    await visit.settled();
  };
  await visit.frame.getByLabel("One period is").selectOption("year");
  await visit.frame.getByLabel("Discount rate a year").fill("0.2");
  await fill(visit.frame.getByLabel("Margin of a period with a purchase"), "40");
  await fill(visit.frame.getByLabel("Cost of contact a period"), "4");
  // Nobody was seen in two whole years.
  await visit.frame.locator("main [role=alert]", { hasText: "type the rates" }).waitFor();
  await fill(visit.frame.getByLabel("Retention rate"), "50%");
  await fill(visit.frame.getByLabel("Chance to purchase, by silent periods"), "0.1, 0.2");
  const states = visit.frame.locator("[data-worksheet=dwyer-migration] .scroll tbody tr");
  await fill(cell("Chance", "this year"), "30%");
  for (const [state, chance] of [["2 years silent", "0.15"], ["3 years silent", "0.05"]] as const) {
    await visit.frame.getByRole("button", { name: "Add a state" }).click();
    await fill(cell("Chance", state), chance);
  }
  await states.first().locator("td", { hasText: /^12\.32$/ }).waitFor();
  assert.match(visit.page.url(), /probabilities=0\.3,0\.2,0\.15,0\.05/);
  await fill(cell("Chance", "this year"), "3");
  await visit.frame.getByRole("alert").filter({ hasText: "between 0 and 1" }).waitFor();
  assert.deepEqual(visit.complaints, []);
  await visit.end();
});

test("each term of the retention model is seen, typed over, discounted as it is slid, saved and taken back", async () => {
  const visit = await Visit.begin(chromium, "from a file", { hash: "#/dwyer?lang=en&period=year&horizon=20", acceptDownloads: true });
  const rows = visit.frame.locator("[data-worksheet=dwyer-retention] .scroll tbody tr");
  const rate = visit.frame.getByLabel("Retention rate");
  const computed = async (row: number) => (await rows.nth(row).locator("td.numeric:not(:has(input))").allInnerTexts()).map((text) => text.trim());
  await visit.frame.getByText("Retention model, term by term").click();
  await rate.fill("sixty");
  await rate.press("Tab");
  await visit.frame.getByRole("alert").filter({ hasText: "“sixty” is not a number" }).waitFor();
  await rate.fill("60%");
  await rate.press("Tab");
  await visit.frame.getByRole("alert").waitFor({ state: "detached" });
  const margin = visit.frame.getByLabel("Margin, 0", { exact: true });
  await margin.fill("100");
  await margin.press("Tab");
  await visit.frame.getByRole("button", { name: "The first margin in every period" }).click();
  await visit.settled();
  // 100 × 0.6² ÷ 1.1²
  assert.deepEqual((await computed(2)).slice(0, 4), ["36.0%", "36.00", "0.82645", "29.75"]);
  const slider = visit.frame.getByLabel("Discount rate a year");
  await rows.nth(20).scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  assert.ok(box && box.y > 0 && box.y < 800, "the slider is out of sight beside the terms");
  await slider.fill("0");
  await rows.nth(2).locator("td", { hasText: /^196\.00$/ }).waitFor();
  assert.deepEqual(await computed(2), ["36.0%", "36.00", "1", "36.00", "196.00"]);
  const sheet = visit.frame.locator("[data-worksheet=dwyer-retention]");
  const [download] = await Promise.all([visit.page.waitForEvent("download"), sheet.getByRole("button", { name: "Save as CSV" }).click()]);
  assert.match(readFileSync(await download.path(), "utf8"), /^\uFEFF?Period,Still active,Margin,Expected,Factor,Present value,Added up\r\n0,1,100,100,1,100,100\r\n/);
  assert.ok((await sheet.locator(".on-paper tbody tr").count()) > 2, "the terms are not on paper");
  await sheet.getByRole("button", { name: "Fill from the file" }).click();
  await visit.settled();
  assert.notEqual(await margin.inputValue(), "100");
  await visit.page.keyboard.press("ControlOrMeta+Z");
  await visit.settled();
  assert.equal(await margin.inputValue(), "100");
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
  await survivors.fill("1000, many");
  await survivors.press("Enter");
  await visit.frame.getByRole("alert").filter({ hasText: "“many” is not a number" }).waitFor();
  assert.equal(await survivors.inputValue(), "1000, many");
  await survivors.fill("100, 110");
  await survivors.press("Enter");
  await visit.frame.locator("main", { hasText: "none more than the one before" }).waitFor();
  await visit.frame.getByRole("button", { name: "Reset" }).click();
  await visit.frame.locator(".stats", { hasText: "2,357" }).waitFor();
  assert.deepEqual(visit.complaints, []);
  await visit.end();
});
