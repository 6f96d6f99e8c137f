import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { violations } from "./axe.js";
import { browser, Visit, type Dropped } from "./driver.js";

const chromium = browser();

/** A shop with a row twice, an amount of zero, a row without a customer, and two people under two ids each. */
const ROWS = [
  "customer,email,date,amount,product",
  "a1,ann@shop.example,2024-01-05,12.50,tea",
  "a1,ann@shop.example,2024-02-05,20,tea",
  "a2,Ann@Shop.example,2024-03-05,30,tea",
  "b1,bob@shop.example,2024-01-09,8,pot",
  "b1,bob@shop.example,2024-01-09,8,pot",
  "b2,bob@shop.example,2024-04-09,9,pot",
  "c1,cid@shop.example,2024-02-11,0,cup",
  "c1,cid@shop.example,2024-03-11,40,cup",
  "d1,dot@shop.example,2024-03-12,15,cup",
  ",,2024-03-13,7,cup",
  "",
];
const SHOP: Dropped = { file: "shop.csv", parts: [[ROWS.join("\n"), 1]] };

async function begin(view: string): Promise<Visit> {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.drop(SHOP);
  await visit.frame.locator('.bar-file[title="shop.csv"]').waitFor();
  await visit.go(view);
  return visit;
}

const finding = (visit: Visit, code: string) => visit.frame.locator(`[data-finding="${code}"]`);
const undo = (visit: Visit) => visit.frame.locator(".bar").getByRole("button", { name: "Undo", exact: true });
/** A figure of a view, by its name. */
const stat = (visit: Visit, name: string) => visit.frame.locator(".stats > div", { hasText: name }).locator("dd").innerText();

/** The text of what a press of a button saves. */
async function saved(visit: Visit, button: string): Promise<string> {
  const [download] = await Promise.all([visit.page.waitForEvent("download"), visit.frame.getByRole("button", { name: button }).click()]);
  return readFileSync(await download.path(), "utf8");
}

test("a remedy is applied, tells what it changed, and is taken back", async () => {
  const visit = await begin("health");
  const copies = finding(visit, "copies");
  assert.match(await copies.innerText(), /1 row \(/);
  await copies.getByText("Examples").click();
  assert.match(await copies.locator("table").innerText(), /b1/);
  await copies.getByRole("button", { name: "Apply" }).click();
  await visit.frame.locator(".mended", { hasText: "1 row is left out, with 8 of money." }).waitFor();
  await visit.frame.locator(".toast", { hasText: "1 row is left out" }).waitFor();
  await visit.settled();
  assert.ok((await copies.getAttribute("class"))?.includes("applied"));
  // Every view is about what is left.
  await visit.go("overview");
  assert.equal(await stat(visit, "Rows used"), "8");
  await visit.go("health");
  await finding(visit, "zero_amounts").getByRole("button", { name: "Apply" }).click();
  await visit.frame.locator(".mended", { hasText: "2 rows are left out" }).waitFor();
  await visit.page.keyboard.press("Control+z");
  await visit.frame.locator(".mended", { hasText: "1 row is left out" }).waitFor();
  await copies.getByRole("button", { name: "Take back" }).click();
  await visit.frame.locator(".mended").waitFor({ state: "detached" });
  await undo(visit).click();
  await visit.frame.locator(".mended").waitFor();
  await visit.frame.getByRole("button", { name: "Take everything back" }).click();
  await visit.frame.locator(".mended").waitFor({ state: "detached" });
  await visit.end();
});

test("the blind spots have their measures, and lead on", async () => {
  const visit = await begin("health");
  const spots = await visit.frame.locator(".blind-spots > li").allInnerTexts();
  assert.equal(spots.length, 3);
  assert.match(spots[0] ?? "", /10% of the rows and 4\.7% of the money|10\.0% of the rows/);
  assert.match(spots[1] ?? "", /4 ids .* are probably 2 people/);
  await visit.frame.locator(".blind-spots").getByRole("link", { name: "See who they may be" }).click();
  await visit.settled();
  assert.match(await visit.finding(), /^4 ids are probably 2 people/);
  await visit.go("health");
  const findings = await saved(visit, "Save the findings as CSV");
  assert.match(findings, /^\uFEFFfinding,severity,what,rows/);
  assert.match(findings, /\r\ncopies,\w+,.*,1,/);
  await visit.end();
});

test("ids are merged one by one and together, set apart, and split again", async () => {
  const visit = await begin("identity");
  const rows = visit.frame.locator("main .table-scroll tbody th");
  assert.equal(await rows.count(), 2);
  await visit.frame.locator("main .table tbody th button", { hasText: "a1" }).click();
  const review = visit.frame.locator(".review");
  assert.match(await review.innerText(), /ann@shop\.example/);
  // What the files say of each stands side by side, and what they would be together beside them.
  assert.match(await review.locator("tbody tr").first().innerText(), /ann@shop\.example/i);
  assert.match((await review.locator("td:last-child").allInnerTexts()).join(" "), /\b3 62\.50 .* 5 Jan 2024 5 Mar 2024$/);
  await review.getByRole("button", { name: "Merge", exact: true }).click();
  await review.getByRole("button", { name: "Take the merge back" }).waitFor();
  await visit.settled();
  assert.equal(await stat(visit, "Ids merged"), "1");
  assert.match(await visit.finding(), /^2 more ids are probably one person; decided so far: 1 merged/);
  await visit.go("audience");
  assert.match(await visit.finding(), /\b5 customers\b/);
  await visit.go("identity");
  await visit.frame.locator("main .table tbody th button", { hasText: "b1" }).click();
  await review.getByRole("button", { name: "Different people" }).click();
  await visit.frame.getByRole("button", { name: /^Merge all 0 ids/ }).waitFor();
  assert.ok(await visit.frame.getByRole("button", { name: /^Merge all 0 ids/ }).isDisabled());
  await undo(visit).click();
  await visit.frame.getByRole("button", { name: "Merge all 1 id" }).click();
  await visit.frame.locator(".stats", { hasText: "Ids merged2" }).waitFor();
  assert.equal(await visit.finding(), "Every proposal is decided: 2 merged, 0 left as different people.");
  const mapping = await saved(visit, "Save the mapping as CSV");
  assert.equal(mapping, "\uFEFFid,becomes\r\na2,a1\r\nb2,b1\r\n");
  await visit.frame.getByRole("button", { name: "Take all merges back" }).click();
  await visit.frame.locator(".stats", { hasText: "Ids merged0" }).waitFor();
  await visit.frame.locator("main input[type=file][aria-label='Read a mapping']").setInputFiles({ name: "mapping.csv", mimeType: "text/csv", buffer: Buffer.from(mapping) });
  await visit.frame.locator(".stats", { hasText: "Ids merged2" }).waitFor();
  await undo(visit).click();
  await visit.frame.locator(".stats", { hasText: "Ids merged0" }).waitFor();
  await visit.end();
});

test("merges that no proposal knows are listed, and each is taken back", async () => {
  const visit = await begin("identity");
  const read = (text: string) => visit.frame.locator("main input[type=file][aria-label='Read a mapping']").setInputFiles({ name: "mapping.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await read("garbage\n");
  await visit.frame.locator("main [role=alert]", { hasText: "mapping.csv is no mapping" }).waitFor();
  // Two that shall each become the other are one.
  await read("id,becomes\nc1,d1\nd1,c1\nb2,a1\n");
  await visit.frame.locator(".toast", { hasText: "2 ids have become another one." }).waitFor();
  assert.equal(await visit.frame.locator("main [role=alert]").count(), 0);
  await visit.settled();
  await visit.frame.getByText("All merges in force (2)").click();
  await visit.frame.getByRole("button", { name: "Take back the merge of b2" }).click();
  await visit.frame.getByText("All merges in force (1)").waitFor();
  await read("id,becomes\nc1,d1\n");
  await visit.frame.locator("main [role=alert]", { hasText: "mapping.csv changes nothing" }).waitFor();
  await visit.end();
});

test("only what the settings count as evidence is proposed", async () => {
  const visit = await begin("identity");
  await visit.frame.locator(".controls").getByLabel("E-mail").uncheck();
  await visit.frame.locator("main .finding", { hasText: "No two of the 6 ids look like one person." }).waitFor();
  assert.equal(await visit.frame.locator("main .stats").count(), 0);
  // They are as they were left when somebody comes back.
  await visit.go("health");
  await visit.go("identity");
  assert.match(await visit.finding(), /^No two of the 6 ids/);
  await visit.frame.locator(".controls").getByRole("button", { name: "Reset" }).click();
  await visit.frame.locator("main .finding", { hasText: "4 ids" }).waitFor();
  // For other files they are the usual ones.
  await visit.frame.locator(".controls").getByLabel("E-mail").uncheck();
  await visit.frame.locator("main .finding", { hasText: "No two" }).waitFor();
  await visit.drop({ ...SHOP, file: "again.csv" });
  await visit.frame.locator('.bar-file[title="again.csv"]').waitFor();
  await visit.go("identity");
  assert.match(await visit.finding(), /^4 ids/);
  await visit.end();
});

test("who was selected stays so when ids are merged, as whom they became", async () => {
  const visit = await begin("rfm");
  await visit.frame.locator(".table tbody tr", { hasText: "a2" }).locator("input[type=checkbox]").check();
  await visit.go("identity");
  await visit.frame.getByRole("button", { name: /^Merge all 2 ids/ }).click();
  await visit.frame.locator(".stats", { hasText: "Ids merged2" }).waitFor();
  const chip = visit.frame.locator(".selection .chip-text");
  assert.deepEqual(await chip.allInnerTexts(), ["a1"]);
  await undo(visit).click();
  await visit.frame.locator(".stats", { hasText: "Ids merged0" }).waitFor();
  assert.deepEqual(await chip.allInnerTexts(), ["a2"]);
  await visit.end();
});

test("what stands open in these views has no violation that axe-core finds, in both themes and languages", async (context) => {
  const visit = await begin("health");
  for (const [theme, lang, width] of [["light", "en", 1400], ["dark", "zh", 360]] as const) {
    await visit.page.setViewportSize({ width, height: 800 });
    await visit.frame.locator("#language").selectOption(lang);
    await visit.frame.locator("#theme").selectOption(theme);
    const check = (what: string) => context.test(`${what}, ${theme}, ${lang}`, async () => assert.deepEqual(await violations(visit.frame), []));
    await visit.go("health");
    for (const summary of await visit.frame.locator(".findings summary").all()) await summary.click();
    await check("findings with their examples");
    await visit.go("identity");
    await visit.frame.locator("main .table tbody th button").first().click();
    await check("a proposal under review");
    await visit.go("import");
    await visit.frame.locator("main summary").first().click();
    await check("another encoding");
    const wide = await visit.frame.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide[0]! <= wide[1]!, wide.join());
  }
  await visit.end();
});
