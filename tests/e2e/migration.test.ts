import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "regulars";
import { browser, file, Visit } from "./driver.js";

const chromium = browser();
const regulars = await load();
const name = "cdnow_sample.txt";
const shop = await regulars.open(readFileSync(file(`tests/data/${name}`)), { name });

/** The segment of each customer at the end of a day, or of the file. */
async function segments(day?: string): Promise<Map<string, string>> {
  const result = await shop.analyse("rfm", {}, day ? { scope: { as_of: day, until: day } } : {});
  return new Map([...result.customers()].map(({ id, segment }) => [id, String(segment)]));
}

test("who changed segment since a day is seen, selected and told by the address", async () => {
  const day = "1998-01-15";
  const [then, now] = [await segments(day), await segments()];
  const moved = [...now.keys()].filter((id) => then.get(id) === "Champions" && now.get(id) === "Loyal").length;
  assert.ok(moved > 0);

  const visit = await Visit.begin(chromium, "from a file");
  await visit.open(name);
  await visit.go("rfm");
  const picture = visit.frame.locator('[data-figure="rfm-migration"]');
  assert.equal(await picture.count(), 0, "it is asked for before it is seen");
  await visit.frame.locator("main .waiting").scrollIntoViewIfNeeded();
  await picture.locator("svg").waitFor();

  const compare = visit.frame.getByLabel("Compare with");
  await compare.fill(day);
  const band = picture.locator('[role=button][aria-label^="from “Champions” to “Loyal”:"]');
  await visit.frame.locator("main", { hasText: "Since 15 Jan 1998" }).waitFor();
  await band.focus();
  await visit.page.keyboard.press("Enter");
  const strip = visit.frame.locator(".selection strong");
  assert.equal(Number((await strip.innerText()).match(/[\d,]+/)![0].replaceAll(",", "")), moved);

  assert.match(visit.page.url(), new RegExp(`compare=${day}`));
  await visit.frame.getByLabel("Money is").selectOption("mean");
  await visit.settled();
  assert.match(visit.page.url(), new RegExp(`compare=${day}.*monetary=mean|monetary=mean.*compare=${day}`), "a setting loses the day");

  await compare.fill("1996-01-01");
  await visit.frame.locator(".empty", { hasText: "choose a day after" }).waitFor();
  assert.equal(await picture.count(), 0);
  await visit.frame.getByRole("button", { name: "Undo", exact: true }).click();
  await picture.locator("svg").waitFor();
  await visit.end();
});
