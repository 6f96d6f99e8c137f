import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "regulars";
import { browser, file, Visit } from "./driver.js";

const chromium = browser();
const regulars = await load();
const name = "cdnow_sample.txt";
const shop = await regulars.open(readFileSync(file(`tests/data/${name}`)), { name });

/** The rows of a worksheet, not those for paper. */
const ROWS = "[data-worksheet] .scroll tbody tr";

const cell = (visit: Visit, column: string, row: string) => visit.frame.getByLabel(`${column}, ${row}`, { exact: true });

/** The texts of the computed cells of a row, the last columns of the sheet. */
const computed = async (visit: Visit, row: number) => {
  const cells = await visit.frame.locator(`${ROWS}:nth-of-type(${row + 1}) td`).allInnerTexts();
  return cells.map((text) => text.trim()).filter((text) => /^[-\d.,]+$/.test(text));
};

test("a cash flow is typed by keyboard alone, discounted as it is slid, taken back and filled again", async (context) => {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.open(name);
  await visit.go("dcf");
  const filled = await shop.analyse("dcf");
  await context.test("at first it is filled from the orders", async () => {
    const rows = await visit.frame.locator(ROWS).count();
    assert.equal(rows, filled.report.flows.length);
    assert.equal(await cell(visit, "Revenue", "1997").inputValue(), String(Math.round(filled.report.flows[0]!.revenue * 100) / 100));
  });
  for (const width of [1400, 360]) {
    await context.test(`no label lies over the line, ${width} pixels wide`, async () => {
      await visit.page.setViewportSize({ width, height: 900 });
      const over = await visit.frame.locator("[data-figure=dcf-flows] svg").evaluate((drawn) => {
        const line = drawn.querySelector("[aria-label=line]")!.getBoundingClientRect();
        const labels = [...drawn.querySelectorAll("text")].filter(({ textContent }) => textContent !== "");
        return labels.filter((label) => {
          const box = label.getBoundingClientRect();
          return box.left < line.right && box.right > line.left && box.top < line.bottom && box.bottom > line.top;
        }).map(({ textContent }) => textContent);
      });
      assert.deepEqual(over, []);
    });
  }
  await visit.page.setViewportSize({ width: 1400, height: 900 });
  await context.test("figures are typed from cell to cell", async () => {
    await visit.frame.getByRole("button", { name: "Start with an empty sheet" }).click();
    await visit.settled();
    for (let more = 0; more < 2; more += 1) {
      await visit.frame.getByRole("button", { name: "Add a period" }).press("Enter");
      await visit.settled();
      await visit.frame.locator(`${ROWS}:nth-of-type(${more + 2})`).waitFor();
    }
    for (const [column, figures] of [["Revenue", ["0", "90", "80"]], ["Cost", ["100", "30", "1,020"]]] as const) {
      await cell(visit, column, "0").focus();
      for (const figure of figures) {
        await visit.page.keyboard.press("ControlOrMeta+A");
        await visit.page.keyboard.type(figure);
        await visit.page.keyboard.press("Enter");
        await visit.settled();
      }
      await visit.page.keyboard.press("Tab");
      await visit.settled();
    }
    await cell(visit, "Cost", "2").fill("20");
    await cell(visit, "Cost", "2").press("Tab");
    await visit.frame.locator("main .finding", { hasText: "worth 4.13" }).waitFor();
    assert.deepEqual(await computed(visit, 2), ["60.00", "0.82645", "49.59", "4.13"]);
  });
  await context.test("what is no number stays, with a sentence", async () => {
    await cell(visit, "Revenue", "1").fill("ninety");
    await cell(visit, "Revenue", "1").press("Tab");
    await visit.frame.getByRole("alert").filter({ hasText: "“ninety” is not a number" }).waitFor();
    assert.equal(await cell(visit, "Revenue", "1").inputValue(), "ninety");
    assert.equal(await cell(visit, "Revenue", "1").getAttribute("aria-invalid"), "true");
    await cell(visit, "Revenue", "1").fill("90");
    await cell(visit, "Revenue", "1").press("Tab");
    await visit.frame.getByRole("alert").waitFor({ state: "detached" });
  });
  await context.test("the slider changes every term", async () => {
    await visit.frame.getByLabel(/^Discount rate a year/).fill("0");
    await visit.frame.locator("main .finding", { hasText: "worth 20 " }).waitFor();
    assert.deepEqual(await computed(visit, 2), ["60.00", "1", "60.00", "20.00"]);
  });
  await context.test("the sheet is in the address, each step can be taken back, and the file fills it again", async () => {
    const hash = decodeURIComponent(new URL(visit.page.url()).hash);
    assert.match(hash, /revenue=0,90,80/);
    assert.match(hash, /cost=100,30,20/);
    await visit.frame.getByRole("button", { name: "Fill from the file" }).click();
    await visit.frame.locator(`${ROWS}:nth-of-type(3)`).waitFor({ state: "detached" });
    await visit.page.keyboard.press("ControlOrMeta+Z");
    await visit.frame.locator(`${ROWS}:nth-of-type(3)`).waitFor();
    assert.equal(await cell(visit, "Revenue", "1").inputValue(), "90");
  });
  await context.test("a term is explained", async () => {
    await visit.frame.getByRole("button", { name: "How the present value of period 1 came about" }).click();
    await visit.frame.locator(".drawer ol").waitFor();
    assert.match(await visit.frame.locator(".drawer").innerText(), /Period 1/);
    await visit.page.keyboard.press("Escape");
  });
  await visit.end();
});

test("events are proposed from one customer's orders, typed over, and saved", async (context) => {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.open(name);
  await visit.go("events");
  const customer = "00004";
  await context.test("one customer's rhythm fills the sheet", async () => {
    await visit.frame.getByLabel("One customer (id)").fill(customer);
    await visit.frame.getByLabel("One customer (id)").press("Tab");
    await visit.frame.locator("main .finding", { hasText: `customer ${customer}` }).waitFor();
    const { report } = await shop.analyse("events", { customer });
    const shown = await visit.frame.locator(`${ROWS} th`).allInnerTexts();
    assert.deepEqual(shown, report.events.map((event) => `Purchase ${event.name}`));
    const [first] = report.events;
    assert.equal(await cell(visit, "Probability", shown[0]!).inputValue(), String(Math.round(first!.probability * 1e4) / 1e4));
  });
  await context.test("the sheet is no wider than the window, and on a small screen rows keep their names", async () => {
    const wide = await visit.frame.locator("[data-worksheet=events] .scroll").evaluate((box) => box.scrollWidth - box.clientWidth);
    assert.ok(wide <= 0, `${wide} pixels of it are out of sight`);
    await visit.page.setViewportSize({ width: 360, height: 740 });
    const moved = await visit.frame.locator("[data-worksheet=events] .scroll").evaluate((box) => {
      const name = () => box.querySelector("tbody th")!.getBoundingClientRect().left;
      const before = name();
      box.scrollLeft = 300;
      return name() - before;
    });
    assert.equal(moved, 0);
    await visit.page.setViewportSize({ width: 1400, height: 900 });
    await visit.settled();
  });
  await context.test("a customer who is not there is said", async () => {
    await visit.frame.getByLabel("One customer (id)").fill("nobody");
    await visit.frame.getByLabel("One customer (id)").press("Tab");
    await visit.frame.locator("main [role=alert]", { hasText: "No customer has the id “nobody”" }).waitFor();
    await visit.frame.getByLabel("One customer (id)").fill("");
    await visit.frame.getByLabel("One customer (id)").press("Tab");
    await visit.settled();
  });
  await context.test("typed over they are the user's own", async () => {
    await visit.frame.getByRole("button", { name: "Start with an empty sheet" }).click();
    await visit.frame.locator("main .finding", { hasText: "The 1 event together" }).waitFor();
    await cell(visit, "Revenue", "new event").fill("110");
    await cell(visit, "Revenue", "new event").press("Tab");
    await cell(visit, "Probability", "new event").fill("50%");
    await cell(visit, "Probability", "new event").press("Tab");
    await visit.frame.locator("main .finding", { hasText: "worth 50 today" }).waitFor();
    await cell(visit, "Probability", "new event").fill("2");
    await cell(visit, "Probability", "new event").press("Tab");
    await visit.frame.getByRole("alert").filter({ hasText: "between 0 and 1" }).waitFor();
    await cell(visit, "What", "new event").fill("renewal");
    await cell(visit, "What", "new event").press("Tab");
    await visit.frame.locator(`${ROWS} th`, { hasText: "renewal" }).waitFor();
  });
  await context.test("and saved", async () => {
    const [download] = await Promise.all([
      visit.page.waitForEvent("download"),
      visit.frame.locator("[data-worksheet]").getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    const [, row] = readFileSync(await download.path(), "utf8").trimEnd().split("\r\n");
    assert.match(row ?? "", /^renewal,renewal,1,0.5,110,0,1,1,/);
  });
  await visit.end();
});
