import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { browser, Visit } from "./driver.js";

const chromium = browser();

/** Who has the focus: the name and the number of its row, and whether it is in sight. */
const focused = (visit: Visit) =>
  visit.frame.evaluate(() => {
    const row = document.activeElement?.closest("tr");
    const box = document.querySelector("main .table-scroll")!.getBoundingClientRect();
    const { top = 0, bottom = 0 } = row?.getBoundingClientRect() ?? {};
    return { name: (document.activeElement as HTMLElement).innerText, row: Number(row?.ariaRowIndex), inSight: top >= box.top && bottom <= box.bottom };
  });

test("the rows of a table are one stop of the tabulator, and arrows go through them", async () => {
  const visit = await Visit.begin(chromium, "served");
  await visit.go("abc");
  const { keyboard } = visit.page;
  const names = await visit.frame.locator("main .table-scroll tbody th button").allInnerTexts();
  await visit.frame.locator("main .table-scroll thead button").last().focus();
  await keyboard.press("Tab");
  assert.deepEqual(await focused(visit), { name: names[0], row: 2, inSight: true });
  for (const [key, place] of [["ArrowDown", 1], ["PageDown", 12], ["ArrowUp", 11], ["ArrowDown", 12], ["PageUp", 1], ["ArrowUp", 0], ["ArrowUp", 0]] as const) {
    await keyboard.press(key);
    assert.deepEqual(await focused(visit), { name: names[place], row: place + 2, inSight: true }, key);
  }
  await keyboard.press("End");
  const last = await focused(visit);
  const rows = Number(await visit.frame.locator("main .table-scroll table").getAttribute("aria-rowcount"));
  assert.deepEqual([last.row, last.inSight], [rows, true]);
  // Scrolled away it keeps the focus, and goes on from where it is.
  await visit.frame.locator("main .table-scroll").evaluate((box) => box.scrollTo(0, 0));
  await visit.frame.locator("main .table-scroll tbody th button", { hasText: names[0]! }).waitFor();
  assert.deepEqual(await focused(visit), { ...last, inSight: false });
  await keyboard.press("ArrowUp");
  assert.deepEqual([(await focused(visit)).row, (await focused(visit)).inSight], [rows - 1, true]);
  await keyboard.press("Tab");
  assert.ok(await visit.frame.evaluate(() => !document.activeElement?.closest(".table")), "there is another stop within the table");
  await keyboard.press("Shift+Tab");
  await keyboard.press("Enter");
  await visit.frame.locator(".drawer ol.steps").waitFor();
  await visit.end();
});

test("a row that is let go leaves the table where it is, and a range goes from the row picked last", async () => {
  const visit = await Visit.begin(chromium, "served");
  const selected = async () => Number(/^[\d,]+/.exec(await visit.frame.locator(".selection strong").innerText())![0].replaceAll(",", ""));
  await visit.frame.locator('[data-figure="pareto"] [role=button][aria-label^="Class A:"]').click();
  await visit.go("rfm");
  const all = await selected();
  const box = visit.frame.locator("main .table-scroll");
  await box.evaluate((box) => box.scrollTo(0, 3300));
  const row = visit.frame.locator('main .table tr[aria-rowindex="106"]');
  const top = () => row.evaluate((row) => row.getBoundingClientRect().top - row.closest(".table-scroll")!.getBoundingClientRect().top);
  const before = await top();
  await row.locator("input").click();
  await visit.settled();
  assert.equal(await selected(), all - 1);
  assert.equal(await box.evaluate(({ scrollTop }) => scrollTop), 3300, "the table went elsewhere");
  assert.equal(await top(), before);
  assert.deepEqual([(await focused(visit)).row, (await focused(visit)).inSight], [106, true]);
  // At the end there is nothing left to stay at.
  await visit.frame.locator("main .table-scroll tbody th button").last().focus();
  await visit.page.keyboard.press("End");
  await visit.page.keyboard.press(" ");
  await visit.settled();
  assert.equal((await focused(visit)).row, all - 1);

  await visit.frame.locator(".selection").getByRole("button", { name: "Clear" }).click();
  const head = visit.frame.locator("main .table-scroll thead button").first();
  await head.click();
  await visit.settled();
  await visit.frame.locator('main .table tr[aria-rowindex="6"] input').check();
  await head.click();
  await visit.settled();
  await visit.frame.locator("main .table-scroll tbody th button").first().focus();
  await visit.page.keyboard.press("End");
  await visit.page.keyboard.press("Shift+ ");
  await visit.settled();
  assert.equal(await selected(), 5, "the range begins elsewhere");
  await visit.end();
});

test("a table taller than an element can be is scrolled, searched and put in order to its last row", async () => {
  const visit = await Visit.begin(chromium, "served");
  const many = 300_000;
  await visit.frame.evaluate((many) => {
    const rows = Array.from({ length: many }, (_, row) => `K${row},2024-01-${1 + (row % 28)},${1 + ((row * 7919) % many) / 100}\n`);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["customer,date,amount\n", ...rows], "many.csv"));
    document.querySelector("main")!.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer }));
  }, many);
  await visit.frame.locator('.bar-file[title="many.csv"]').waitFor();
  await visit.go("abc");
  const box = visit.frame.locator("main .table-scroll");
  assert.ok(await box.evaluate(({ scrollHeight }) => scrollHeight < 8_100_000), "Firefox could not make it");
  const head = visit.frame.locator("main .table-scroll thead button").first();
  await head.click();
  await visit.settled();
  const name = (row: number) => visit.frame.locator(`main .table tr[aria-rowindex="${row}"] th button`).innerText();
  assert.deepEqual([await name(2), await name(12)], ["K0", "K10"]);
  await box.evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await visit.frame.locator(`main .table tr[aria-rowindex="${many + 1}"]`).waitFor();
  assert.equal(await name(many + 1), `K${many - 1}`);
  const ends = await visit.frame.evaluate(() => [...document.querySelectorAll("main .table-scroll, main .table-scroll tbody th")].map((part) => part.getBoundingClientRect().bottom));
  assert.ok(Math.abs(ends[0]! - ends.at(-1)!) < 3, "the last row is not at the end");
  // A small move goes by as much as it says.
  const top = (row: number) => visit.frame.locator(`main .table tr[aria-rowindex="${row}"]`).evaluate((part) => part.getBoundingClientRect().top);
  const before = await top(many - 5);
  await box.evaluate((box) => box.scrollBy(0, -66));
  await visit.frame.waitForFunction(([row, before]) => document.querySelector(`main .table tr[aria-rowindex="${row}"]`)!.getBoundingClientRect().top > before! + 60, [many - 5, before]);
  assert.ok(Math.abs((await top(many - 5)) - before - 66) < 1);
  await visit.frame.locator("main .table input[type=search]").fill("k29999");
  await visit.settled();
  await visit.frame.locator("main .table [role=status]", { hasText: "11 of 300,000" }).waitFor();
  assert.deepEqual([await name(2), await name(12)], ["K29999", "K299999"]);
  await visit.end();
});

test("the saved table of the trend names days, not the places of periods", async () => {
  const visit = await Visit.begin(chromium, "from a file", { acceptDownloads: true });
  await visit.open("cdnow_sample.txt");
  await visit.go("trend");
  const save = visit.frame.locator("main .table").getByRole("button", { name: "Save as CSV" });
  const [download] = await Promise.all([visit.page.waitForEvent("download"), save.click()]);
  const [head, ...lines] = readFileSync(await download.path(), "utf8").trimEnd().split("\r\n");
  assert.equal(head, "\uFEFFCustomer,Came,First bought,Last bought");
  for (const line of lines) assert.match(line, /^\d+,\w+,199[78]-\d\d-\d\d,199[78]-\d\d-\d\d$/);
  await visit.end();
});
