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
    ["7", "Left out: The row has 5 fields, the table has 4 columns; perhaps something stands beside the table, or a delimiter inside a text without quotes.", "3"],
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
  assert.deepEqual(await roles(), ["customer", "date", "amount", "unused"]);
  const listed = visit.frame.getByLabel("Taken as: listed");

  await listed.selectOption("amount");
  await taken("paid", "unused");
  assert.deepEqual(await roles(), ["customer", "date", "unused", "amount"]);
  // Without a column for it, the amount is guessed again, but not in the column that shall have no role.
  await listed.selectOption("unused");
  await taken("paid", "amount");
  assert.deepEqual(await roles(), ["customer", "date", "amount", "unused"]);

  await visit.frame.getByRole("button", { name: "Undo", exact: true }).click();
  await taken("listed", "amount");
  assert.deepEqual(await roles(), ["customer", "date", "unused", "amount"]);
  await visit.frame.getByRole("button", { name: "Undo", exact: true }).click();
  await taken("paid", "amount");
  await visit.frame.getByRole("button", { name: "Redo", exact: true }).click();
  await taken("listed", "amount");
  await visit.end();
});

/** The ways a file is understood: what each column is taken for. */
const takenAs = (visit: Visit) => visit.frame.locator(".preview select").evaluateAll((selects) => selects.map((select) => (select as HTMLSelectElement).value));

test("a choice with which nothing can be read leaves the file as it was, says so, and is undone like any other", async () => {
  const visit = await begin();
  const alert = visit.frame.locator("main [role=alert]", { hasText: "orders.csv" });
  const undo = visit.frame.getByRole("button", { name: "Undo", exact: true });
  await visit.frame.getByLabel("Taken as: date").selectOption("unused");
  await alert.waitFor();
  assert.deepEqual(await takenAs(visit), ["customer", "unused", "amount", "unused"]);
  assert.equal(await visit.frame.locator(".preview tbody th").count(), 6);
  await undo.click();
  await alert.waitFor({ state: "detached" });
  assert.deepEqual(await takenAs(visit), ["customer", "date", "amount", "unused"]);
  assert.equal(await undo.getAttribute("title"), "Undo: opening orders.csv");
  await visit.frame.getByRole("button", { name: "Redo", exact: true }).click();
  await alert.waitFor();
  await alert.getByRole("button", { name: "Take the choice back" }).click();
  await alert.waitFor({ state: "detached" });
  assert.deepEqual(await takenAs(visit), ["customer", "date", "amount", "unused"]);
  // One choice mends what another made impossible.
  await visit.frame.getByLabel("Taken as: date").selectOption("unused");
  await alert.waitFor();
  await visit.frame.getByLabel("Taken as: date").selectOption("date");
  await alert.waitFor({ state: "detached" });
  await visit.settled();
  assert.match(await visit.finding(), /2 rows of orders/);
  await visit.end();
});

test("of two files one that can no longer be read with a choice stays to be seen", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.drop({ file: "orders.csv", parts: [[ORDERS, 1]] }, { file: "later.csv", parts: [["customer,date,amount\nc1,2025-01-05,3\nc2,2025-01-06,4\n", 1]] });
  await visit.frame.locator('.bar-file[title="orders.csv, later.csv"]').waitFor();
  await visit.frame.getByLabel("Taken as: date").selectOption("unused");
  await visit.frame.locator("main [role=alert]", { hasText: "orders.csv" }).waitFor();
  assert.deepEqual(await takenAs(visit), ["customer", "unused", "amount", "unused"]);
  await visit.frame.getByRole("button", { name: "Take the choice back" }).click();
  await visit.frame.locator("main [role=alert]").waitFor({ state: "detached" });
  assert.deepEqual(await takenAs(visit), ["customer", "date", "amount", "unused"]);
  await visit.end();
});

test("the focus stays on a choice while the file is read again for it, and goes on from an answer", async () => {
  const visit = await begin();
  await visit.frame.getByLabel("Taken as: date").focus();
  const focused = () => visit.frame.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  const value = () => visit.frame.getByLabel("Taken as: date").inputValue();
  // Through roles with which nothing can be read to one further on.
  const roles = await visit.frame.getByLabel("Taken as: date").locator("option").evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  for (const role of roles.slice(roles.indexOf("date") + 1).slice(0, 4)) {
    await visit.page.keyboard.press("ArrowDown");
    await visit.frame.locator("main [role=alert]").waitFor();
    assert.deepEqual([await focused(), await value()], ["Taken as: date", role]);
  }
  await visit.drop({ file: "two.csv", parts: [["customer,date,paid\nc1,01/01/2024,5\nc2,03/04/2024,6\nc1,05/06/2024,7\n", 1]] });
  await visit.frame.locator('.bar-file[title="two.csv"]').waitFor();
  await visit.frame.getByRole("button", { name: "4 Mar 2024" }).focus();
  await visit.page.keyboard.press("Enter");
  await visit.frame.locator(".question").waitFor({ state: "detached" });
  assert.equal(await focused(), "What each column is");
  await visit.end();
});

test("a date that nothing settles is asked for, with both days that it can be", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.drop({ file: "orders.csv", parts: [["customer,date,paid\nc1,01/01/2024,5\nc2,03/04/2024,6\nc1,05/06/2024,7\n", 1]] });
  await visit.frame.locator('.bar-file[title="orders.csv"]').waitFor();
  const question = visit.frame.getByRole("region", { name: /Which day is/ });
  assert.match(await question.innerText(), /Which day is “03\/04\/2024”\?/);
  assert.deepEqual(await question.getByRole("button").allInnerTexts(), ["3 Apr 2024", "4 Mar 2024"]);
  await question.getByRole("button", { name: "4 Mar 2024" }).click();
  await question.waitFor({ state: "detached" });
  await visit.settled();
  assert.match(await visit.finding(), /to 6 May 2024/);
  await visit.end();
});

test("another encoding is looked at before it is chosen", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  // 客户,日期,金额 in GB18030, and three rows.
  const head = [0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a];
  const base64 = Buffer.concat([Buffer.from(head), Buffer.from("c1,2024-01-01,5\nc2,2024-01-02,6\nc1,2024-02-01,7\n")]).toString("base64");
  await visit.drop({ file: "orders.csv", base64 });
  await visit.frame.locator('.bar-file[title="orders.csv"]').waitFor();
  await visit.frame.getByText("See the first lines in another encoding").click();
  const lines = visit.frame.locator(".sample-lines");
  await visit.frame.getByLabel("Encoding to try").selectOption("windows-1252");
  await visit.frame.locator(".sample-lines", { hasText: "¿Í»§" }).waitFor();
  await visit.frame.getByLabel("Encoding to try").selectOption("GB18030");
  await visit.frame.locator(".sample-lines", { hasText: "客户,日期,金额" }).waitFor();
  assert.match(await lines.innerText(), /c1,2024-01-01,5/);
  await visit.frame.getByRole("button", { name: "Read the file as GB18030" }).click();
  await visit.frame.locator("select:has(option[value=GB18030]:checked)").first().waitFor();
  await visit.settled();
  await visit.frame.getByLabel("Taken as: 客户").waitFor();
  await visit.end();
});

test("a number that nothing settles is asked for, with both amounts that it can be", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.drop({ file: "orders.csv", parts: [["customer;date;paid\nc1;2024-01-01;1.250\nc2;2024-01-02;3.500\nc1;2024-02-01;7.125\n", 1]] });
  await visit.frame.locator('.bar-file[title="orders.csv"]').waitFor();
  const question = visit.frame.getByRole("region", { name: /How much is “1\.250”\?/ });
  assert.deepEqual(await question.getByRole("button").allInnerTexts(), ["1.25", "1,250"]);
  await question.getByRole("button", { name: "1,250" }).click();
  await question.waitFor({ state: "detached" });
  await visit.settled();
  await visit.go("overview");
  assert.match(await visit.frame.locator(".stats").innerText(), /11\.9K/);
  await visit.end();
});

test("the rows that could not be used are saved byte for byte, with the line and the reason before each", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  // 客户,日期,金额 and 张三 in GB18030.
  const head = Buffer.from([0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a]);
  const wrong = Buffer.concat([Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]), Buffer.from(",2024-02-30,5")]);
  const file = Buffer.concat([head, Buffer.from("c1,2024-01-01,5\n"), wrong, Buffer.from("\nc1,2024-02-01,7\n")]);
  await visit.drop({ file: "orders.csv", base64: file.toString("base64") });
  await visit.frame.locator('.bar-file[title="orders.csv"]').waitFor();
  const [download] = await Promise.all([visit.page.waitForEvent("download"), visit.frame.getByRole("button", { name: "Save the rows as they stand in the file" }).click()]);
  const saved = readFileSync(await download.path());
  assert.ok(saved.includes(wrong), saved.toString("latin1"));
  assert.match(saved.toString("latin1"), /^3,.*2024-02-30/m);
  assert.match(download.suggestedFilename(), /^orders-rejected\.csv$/);
  await visit.end();
});
