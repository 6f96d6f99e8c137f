import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { browser, Visit } from "./driver.js";

const chromium = browser();

const ORDERS = [
  "customer,date,paid,listed",
  "c1,2024-01-05,12.50,15",
  "c2,2024-02-30,8,9",
  ",2024-01-07,9,9",
  "c3,2024-01-08,abc,10",
  "c1,2024-03-01,14,20",
  "c4,2024-03-02,1,2,3",
  "",
].join("\n");

async function begin(): Promise<Visit> {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.drop({ file: "orders.csv", parts: [[ORDERS, 1]] });
  await visit.frame.locator('.bar-file[title="orders.csv"]').waitFor();
  await visit.settled();
  return visit;
}

test("the first rows stand under their columns, and those left out say why", async () => {
  const visit = await begin();
  const preview = visit.frame.locator(".preview");
  const lines = await preview.locator("tbody th").allInnerTexts();
  assert.deepEqual(lines, ["2", "3", "4", "5", "6", "7"]);
  const marked = await preview.locator("tr.rejected:has(th)").evaluateAll((rows) =>
    rows.map((row) => [row.querySelector("th")!.textContent, row.nextElementSibling!.textContent, row.querySelector(".wrong")?.textContent ?? ""]),
  );
  assert.deepEqual(marked, [
    ["3", "Left out: There is no such day as “2024-02-30”.", "2024-02-30"],
    ["4", "Left out: The row names no customer.", ""],
    ["5", "Left out: “abc” is not a number.", "abc"],
    ["7", "Left out: The row has 5 fields, the table has 4 columns; perhaps a delimiter stands inside a text without quotes.", "3"],
  ]);
  // The rejected rows leave the page as they stand in the file.
  const [download] = await Promise.all([visit.page.waitForEvent("download"), visit.frame.locator("main .table").getByRole("button", { name: "Save as CSV" }).click()]);
  const saved = readFileSync(await download.path(), "utf8");
  assert.ok(saved.includes('"c3,2024-01-08,abc,10"'), saved);
  await visit.end();
});

test("a role is given to another column, taken away, and undone", async () => {
  const visit = await begin();
  const columns = ["customer", "date", "paid", "listed"];
  const roles = () => Promise.all(columns.map((column) => visit.frame.getByLabel(`Taken as: ${column}`).inputValue()));
  /** Waits until a column is taken as something; the file is read again for it. */
  const taken = (column: string, role: string) =>
    visit.frame.locator(`.preview select[aria-label="Taken as: ${column}"]:has(option[value="${role}"]:checked)`).waitFor();
  assert.deepEqual(await roles(), ["customer", "date", "amount", ""]);
  const listed = visit.frame.getByLabel("Taken as: listed");

  await listed.selectOption("amount");
  await taken("paid", "");
  assert.deepEqual(await roles(), ["customer", "date", "", "amount"]);
  // Without a column for it, the amount is guessed again, but not in the column that shall have no role.
  await listed.selectOption("");
  await taken("paid", "amount");
  assert.deepEqual(await roles(), ["customer", "date", "amount", ""]);

  await visit.frame.getByRole("button", { name: "Undo", exact: true }).click();
  await taken("listed", "amount");
  assert.deepEqual(await roles(), ["customer", "date", "", "amount"]);
  await visit.frame.getByRole("button", { name: "Undo", exact: true }).click();
  await taken("paid", "amount");
  await visit.frame.getByRole("button", { name: "Redo", exact: true }).click();
  await taken("listed", "amount");
  await visit.end();
});

test("a column that was taken away by mistake is named and used again", async () => {
  const visit = await begin();
  await visit.frame.getByLabel("Taken as: date").selectOption("");
  await visit.frame.locator("main [role=alert]").waitFor();
  await visit.frame.locator("main").getByLabel("Customer", { exact: true }).fill("1");
  await visit.frame.locator("main").getByLabel("Date", { exact: true }).fill("date");
  await visit.frame.getByRole("button", { name: "Read again" }).click();
  const role = (column: string) => visit.frame.getByLabel(`Taken as: ${column}`);
  await role("date").waitFor();
  assert.equal(await role("date").inputValue(), "date");
  // The place that was typed and the name of the preview are the same column.
  await role("customer").selectOption("product");
  await visit.frame.locator(".preview select[aria-label='Taken as: customer']:has(option[value=product]:checked)").waitFor();
  await visit.settled();
  assert.equal(await visit.frame.locator("main [role=alert]").count(), 0);
  await visit.end();
});
