import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { browser, Visit, type Dropped } from "./driver.js";

const chromium = browser();

const ORDERS: Dropped = {
  file: "orders.csv",
  parts: [["customer,date,amount\nc1,2024-01-05,12.50\nc2,2024-02-03,8\nc1,2024-03-01,14\nc3,2024-03-02,65.5\n", 1]],
};
const MEMBERS: Dropped = { file: "members.csv", parts: [["customer,town,age\nc1,Rome,31\nc2,Oslo,42\nc9,Bonn,53\n", 1]] };
const PICTURE: Dropped = { file: "picture.png", base64: "iVBORw0KGgo=" };

/** Waits until these files are in use. */
async function inUse(visit: Visit, names: string): Promise<void> {
  await visit.frame.locator(`.bar-file[title="${names}"]`).waitFor();
  await visit.settled();
}

async function begin(...files: Dropped[]): Promise<Visit> {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.drop(...files);
  await inUse(visit, files.map(({ file }) => file).join(", "));
  return visit;
}

/** The list of files, row by row. */
const list = (visit: Visit) => visit.frame.locator("table.files tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].slice(0, -1).map(({ textContent }) => textContent)));

/** Puts a file beside those that are open. */
const add = ({ frame }: Visit, { file, parts = [] }: Dropped) =>
  frame.locator("input[type=file][aria-label='Add a file']").setInputFiles({ name: file, mimeType: "text/csv", buffer: Buffer.from(parts.map(([text]) => text).join("")) });

test("files dropped together are joined, and say how they fit", async () => {
  const visit = await begin(ORDERS, MEMBERS);
  assert.deepEqual(await list(visit), [
    ["orders.csv", "Orders", "4", "3", "2"],
    ["members.csv", "Customers", "3", "3", "2"],
  ]);
  const text = await visit.frame.locator("main").innerText();
  assert.match(text, /Of 4 customers, 2 are in both kinds of files\./);
  assert.match(text, /1 customer with orders is in no file of customers \(66% of the money\), such as c3\./);
  assert.match(text, /1 customer of the files of customers has no order, such as c9\./);
  // Each file has its columns and its choices.
  assert.equal(await visit.frame.getByLabel("Taken as: amount").inputValue(), "amount");
  await visit.frame.getByRole("button", { name: "members.csv", exact: true }).click();
  await visit.frame.getByLabel("Taken as: town").waitFor();
  // The views are about all of them.
  await visit.go("profile");
  const features = await visit.frame.locator(".controls .several label").allInnerTexts();
  assert.ok(["money", "town", "age"].every((name) => features.some((feature) => feature.trim() === name)), features.join());
  await visit.frame.locator("#language").selectOption("zh");
  await visit.go("import");
  assert.match(await visit.frame.locator("main").innerText(), /共 4 位客户，其中 2 位在两类文件中都有。1 位有订单但没有资料（占金额的 66%），例如c3。1 位只有资料，没有订单，例如c9。/);
  await visit.end();
});

test("a file is added and closed, both undone, and the choices for the others stay", async () => {
  const visit = await begin(ORDERS);
  await visit.frame.getByLabel("What a row is").selectOption("orders");
  await visit.settled();
  await add(visit, MEMBERS);
  await inUse(visit, "orders.csv, members.csv");
  assert.equal(await visit.frame.getByLabel("What a row is").inputValue(), "orders");
  await visit.frame.getByRole("button", { name: "Close orders.csv" }).click();
  await inUse(visit, "members.csv");
  assert.deepEqual((await visit.views()).filter((view) => view === "rfm"), []);
  const undo = visit.frame.locator(".bar").getByRole("button", { name: "Undo", exact: true });
  await undo.click();
  await inUse(visit, "orders.csv, members.csv");
  await undo.click();
  await inUse(visit, "orders.csv");
  assert.equal(await visit.frame.getByLabel("What a row is").inputValue(), "orders");
  await visit.frame.locator(".bar").getByRole("button", { name: "Redo", exact: true }).click();
  await inUse(visit, "orders.csv, members.csv");
  await visit.end();
});

test("of several files one that cannot be opened is named, and the others are open", async () => {
  const visit = await begin(PICTURE, ORDERS, { file: "odd.csv", parts: [["a,b\nx,y\nx,z\n", 1]] });
  assert.deepEqual((await list(visit)).map((row) => row.slice(0, 3)), [
    ["picture.png", "Could not be opened"],
    ["orders.csv", "Orders", "4"],
    ["odd.csv", "Could not be opened"],
  ]);
  assert.match(await visit.finding(), /3 customers/);
  await visit.frame.locator("main [role=alert]", { hasText: "picture.png" }).waitFor();
  await visit.frame.getByRole("button", { name: "Close picture.png" }).click();
  await inUse(visit, "orders.csv, odd.csv");
  // What is said about it is heard, and the others are read again with it.
  const alert = visit.frame.locator("main [role=alert]", { hasText: "odd.csv" });
  await alert.waitFor();
  await visit.frame.getByLabel("Customer", { exact: true }).fill("b");
  await visit.frame.getByLabel("What a row is").selectOption("customers");
  await visit.frame.getByLabel("Customer", { exact: true }).fill("b");
  await visit.frame.getByRole("button", { name: "Read again" }).click();
  await alert.waitFor({ state: "detached" });
  await visit.settled();
  assert.deepEqual((await list(visit))[1], ["odd.csv", "Customers", "2", "2", "0"]);
  await visit.end();
});

test("who was selected stays so when a file is added, and comes back by undoing", async () => {
  const visit = await begin(ORDERS);
  await visit.go("rfm");
  await visit.frame.locator(".table tbody tr", { hasText: "c2" }).locator("input[type=checkbox]").check();
  await visit.go("import");
  const chip = visit.frame.locator(".selection .chip-text");
  await add(visit, { file: "earlier.csv", parts: [["customer,date,amount\nb7,2023-01-05,3\nc2,2023-02-05,4\n", 1]] });
  await inUse(visit, "orders.csv, earlier.csv");
  assert.deepEqual(await chip.allInnerTexts(), ["c2"]);
  await visit.frame.getByRole("button", { name: "Close orders.csv" }).click();
  await inUse(visit, "earlier.csv");
  assert.deepEqual(await chip.allInnerTexts(), ["c2"]);
  await visit.frame.locator(".bar").getByRole("button", { name: "Undo", exact: true }).click();
  await inUse(visit, "orders.csv, earlier.csv");
  await visit.go("audience");
  assert.deepEqual(await visit.frame.locator("main .table tbody th").allInnerTexts(), ["c2"]);
  await visit.end();
});

test("a project is saved, and opens the same files as it says", async () => {
  const visit = await begin(ORDERS, MEMBERS);
  await visit.frame.getByLabel("What a row is").selectOption("orders");
  await visit.settled();
  await visit.page.evaluate(() => (location.hash = "#/import?until=2024-02-20"));
  await visit.settled();
  const [download] = await Promise.all([visit.page.waitForEvent("download"), visit.frame.getByRole("button", { name: "Save the project" }).click()]);
  const project = readFileSync(await download.path(), "utf8");
  assert.deepEqual(JSON.parse(project), {
    regulars: 1,
    files: [{ name: "orders.csv", import: { roles: {}, kind: "orders" } }, { name: "members.csv", import: { roles: {} } }],
    cleaning: { remedies: [], merges: {}, set_aside: [], apart: [] },
    scope: { until: "2024-02-20" },
  });
  await visit.end();

  const again = await Visit.begin(chromium, "from a file");
  const carried: Dropped = { file: "mine.json", parts: [[project, 1]] };
  await again.drop(carried, ORDERS);
  // It waits for what it needs, whatever else is opened meanwhile.
  const needs = again.frame.locator("main .notice", { hasText: "The project still needs members.csv." });
  await needs.waitFor();
  await again.drop({ file: "odd.csv", parts: [["customer,date,amount\nb7,2023-01-05,3\nc2,2023-02-05,4\n", 1]] });
  await inUse(again, "odd.csv");
  await needs.waitFor();
  await again.drop(MEMBERS);
  await inUse(again, "orders.csv, members.csv");
  assert.equal(await needs.count(), 0);
  assert.equal(await again.frame.getByLabel("What a row is").inputValue(), "orders");
  assert.match(again.page.url(), /until=2024-02-20/);
  await again.drop(carried);
  await inUse(again, "orders.csv, members.csv");
  await again.drop({ file: "other.json", parts: [[project.replace("members.csv", "people.csv"), 1]] });
  await again.frame.getByRole("button", { name: "Do without the project" }).click();
  await again.frame.locator("main .notice", { hasText: "people.csv" }).waitFor({ state: "detached" });
  await again.end();
});

test("a file that came with a project that does not name it is told of, and added when asked", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  const project = JSON.stringify({ regulars: 1, files: [{ name: "orders.csv", import: { roles: {} } }], cleaning: { remedies: [], merges: {}, set_aside: [], apart: [] }, scope: {} });
  await visit.drop({ file: "mine.json", parts: [[project, 1]] }, ORDERS, MEMBERS);
  await inUse(visit, "orders.csv");
  const told = visit.frame.locator("main .notice", { hasText: "Not opened, for the project does not name it: members.csv." });
  await told.getByRole("button", { name: "Add it all the same" }).click();
  await inUse(visit, "orders.csv, members.csv");
  assert.equal(await told.count(), 0);
  await visit.end();
});

test("opening another file is undone, with all that was decided about the one before", async () => {
  const visit = await begin(ORDERS);
  await visit.frame.getByLabel("What a row is").selectOption("orders");
  await visit.settled();
  await visit.drop(MEMBERS);
  await inUse(visit, "members.csv");
  const undo = visit.frame.locator(".bar").getByRole("button", { name: "Undo", exact: true });
  assert.equal(await undo.getAttribute("title"), "Undo: opening members.csv");
  await undo.click();
  await inUse(visit, "orders.csv");
  assert.equal(await visit.frame.getByLabel("What a row is").inputValue(), "orders");
  await undo.click();
  await visit.frame.locator("select:has(option[value=auto]:checked)").nth(1).waitFor();
  await undo.click();
  await visit.frame.locator('.bar-file[title="Sample tea shop"]').waitFor();
  await visit.end();
});

test("where rows of another file could not be used, it is named", async () => {
  const visit = await begin(MEMBERS, { file: "bad.csv", parts: [["customer,date,amount\nc1,2024-01-05,12.50\nc2,2024-02-30,8\nc1,2024-03-01,14\n", 1]] });
  await visit.frame.getByText("Choose bad.csv in the list to see them with the reason.").waitFor();
  await visit.frame.getByRole("button", { name: "bad.csv", exact: true }).click();
  await visit.frame.getByText("they are listed below with the reason").waitFor();
  await visit.end();
});

test("what a file says of customers stands beside what was found about them", async () => {
  const visit = await begin(ORDERS, MEMBERS);
  await visit.go("rfm");
  const heads = visit.frame.locator("main .table-scroll thead th");
  await heads.filter({ hasText: "town" }).waitFor();
  assert.match(await visit.frame.locator("main .table-scroll tbody tr", { hasText: "c2" }).innerText(), /Oslo\s+42/);
  assert.match(await visit.frame.locator("main .table-scroll tbody tr", { hasText: "c3" }).innerText(), /—\s+—/);
  await visit.frame.locator("main .table-scroll tbody th button", { hasText: "c1" }).click();
  await visit.frame.locator(".drawer .known", { hasText: "Rome" }).waitFor();
  await visit.frame.locator(".drawer header button").click();
  await visit.frame.locator("main .table-scroll tbody tr", { hasText: "c2" }).locator("input[type=checkbox]").check();
  const [download] = await Promise.all([visit.page.waitForEvent("download"), visit.frame.locator(".selection").getByRole("button", { name: "Save as CSV" }).click()]);
  const [head = "", row = ""] = readFileSync(await download.path(), "utf8").split("\r\n");
  assert.match(head, /,town,age$/);
  assert.match(row, /^c2,.*,Oslo,42$/);
  await visit.end();
});
