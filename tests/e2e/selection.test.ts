import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load, type Result } from "regulars";
import { browser, file, Visit } from "./driver.js";

const chromium = browser();
const regulars = await load();
const name = "cdnow_sample.txt";
const shop = await regulars.open(readFileSync(file(`tests/data/${name}`)), { name });
const rfm = await shop.analyse("rfm");
const abc = await shop.analyse("abc");

/** The ids of the customers at a level, from the package. */
function idsAt(result: Result<"rfm" | "abc">, column: string, level: string): Set<string> {
  const rows = [...result.customers()].filter((customer) => customer[column] === level);
  return new Set(rows.map(({ id }) => id));
}

const risky = idsAt(rfm, "segment", "At risk");
const best = idsAt(abc, "class", "A");
const both = [...risky].filter((id) => best.has(id));

const count = (customers: number) => customers.toLocaleString("en");

async function begin(): Promise<Visit> {
  const visit = await Visit.begin(chromium, "from a file", { acceptDownloads: true });
  await visit.open(name);
  await visit.go("overview");
  return visit;
}

/** A part of a picture, by its name. */
const part = (visit: Visit, picture: string, label: string) =>
  visit.frame.locator(`[data-figure="${picture}"] [role=button][aria-label^="${label}:"]`);

const strip = (visit: Visit) => visit.frame.locator(".selection");

async function size(visit: Visit): Promise<number> {
  const text = await strip(visit).locator("strong").innerText();
  return text.startsWith("Nobody") ? 0 : Number(text.replaceAll(",", "").match(/\d+/)?.[0]);
}

/** How many customers the parts of a picture say are selected in them. */
async function litIn(visit: Visit, picture: string): Promise<number> {
  const labels = await visit.frame.locator(`[data-figure="${picture}"] [role=button]`).evaluateAll((parts) => parts.map((one) => one.ariaLabel ?? ""));
  return labels.reduce((sum, label) => sum + Number(/, ([\d,]+) of them/.exec(label)?.[1]?.replaceAll(",", "") ?? Number.NaN), 0);
}

/** The selected customers as the strip saves them, once every column is there. */
async function saved(visit: Visit): Promise<string[][]> {
  for (let tries = 0; ; tries++) {
    const [download] = await Promise.all([visit.page.waitForEvent("download"), strip(visit).getByRole("button", { name: /CSV/ }).click()]);
    const rows = readFileSync(await download.path(), "utf8").replace("\uFEFF", "").trimEnd().split("\r\n").map((row) => row.split(","));
    if (rows[0]!.length === KNOWN.length) return rows;
    assert.ok(tries < 100, `the columns are ${rows[0]}`);
    // What is worked out ahead comes later.
    await visit.frame.waitForTimeout(200);
  }
}

const KNOWN = ["customer", "recency_days", "frequency", "monetary", "class", "segment", "p_alive", "clv", "type", "cluster", "probability"];

test("what is picked in one view is selected in every view", async (context) => {
  const visit = await begin();
  await part(visit, "segments", "At risk").click();
  assert.equal(await size(visit), risky.size);
  await visit.frame.locator(".selection", { hasText: "% of the money" }).waitFor();

  for (const [view, picture] of [["overview", "trend"], ["trend", "trend-customers"], ["abc", "abc-pareto"], ["rfm", "rfm-segments"], ["rfm", "rfm-grid"], ["clv", "clv-distribution"], ["historical", "historical-tenths"], ["profile", "profiles-map"], ["churn", "churn-chances"]] as const) {
    await context.test(picture, async () => {
      await visit.go(view);
      assert.equal(await size(visit), risky.size, "the selection changed on the way");
      assert.equal(await litIn(visit, picture), risky.size, "the picture shows others");
    });
  }
  await context.test("tables show the selected only, until all are asked for", async () => {
    await visit.go("rfm");
    const shown = visit.frame.locator(".table [role=status]");
    assert.equal(await shown.innerText(), `${count(risky.size)} of ${count(rfm.rows.length)}`);
    const segments = await visit.frame.locator(".table tbody td:nth-of-type(2)").allInnerTexts();
    assert.deepEqual(new Set(segments), new Set(["At risk"]));
    await visit.frame.getByLabel("Only the selected").uncheck();
    await visit.frame.locator(".table [role=status]", { hasText: `${count(rfm.rows.length)} rows` }).waitFor();
  });
  await context.test("they are saved with what is known of them", async () => {
    const [header, ...rows] = await saved(visit);
    assert.deepEqual(header, KNOWN);
    assert.deepEqual(new Set(rows.map(([id]) => id)), risky);
    assert.ok(rows.every((row) => row[KNOWN.indexOf("segment")] === "At risk"));
    const types = new Map([...(await shop.analyse("types")).customers()].map(({ id, type }) => [id, type]));
    assert.ok(rows.every((row) => row[KNOWN.indexOf("type")] === types.get(row[0]!)));
    await visit.frame.locator("#language").selectOption("zh");
    assert.deepEqual(await saved(visit), [header, ...rows], "another language makes another file");
    await visit.frame.locator("#language").selectOption("en");
  });
  await context.test("the list is the selection", async () => {
    await visit.go("audience");
    assert.ok((await visit.finding()).startsWith(`${count(risky.size)} customers of ${count(shop.ids.length)}`));
  });
  await visit.end();
});

test("no column is lost to settings that were tried, nor to a window that was left again", async () => {
  const visit = await begin();
  await part(visit, "segments", "At risk").click();
  const before = await saved(visit);
  await visit.go("audience");
  const table = visit.frame.locator(".table-scroll");
  const list = await table.innerText();
  const undo = visit.frame.locator(".bar").getByRole("button", { name: "Undo", exact: true });
  await visit.frame.locator(".bar .window summary").click();
  await visit.frame.locator(".window-fields input").nth(1).fill("1998-03-31");
  await visit.settled();
  await visit.frame.waitForFunction((list) => document.querySelector<HTMLElement>(".table-scroll")!.innerText !== list, list);
  await undo.click();
  // What was dropped to make room is worked out again.
  await visit.frame.waitForFunction((list) => document.querySelector<HTMLElement>(".table-scroll")!.innerText === list, list);
  assert.deepEqual(await saved(visit), before);

  await visit.go("abc");
  const limit = visit.frame.getByLabel("A ends at");
  for (let a = 0.79; a > 0.65; a -= 0.01) {
    await limit.fill(a.toFixed(2));
    await visit.settled();
  }
  const tried = await shop.analyse("abc", { limits: [0.66, 0.95] });
  const classes = new Map([...tried.customers()].map(({ id, class: name }) => [id, name]));
  const rows = (await saved(visit)).slice(1);
  assert.ok(rows.every(([id, , , , name]) => classes.get(id!) === name), "the classes are not those that are shown");
  await visit.go("overview");
  assert.deepEqual(await saved(visit), before);
  await visit.end();
});

test("picks are combined: and, or, but not", async () => {
  const visit = await begin();
  const cases = [
    { how: "narrows to", key: "Control", expected: both.length },
    { how: "adds", key: "Shift", expected: risky.size + best.size - both.length },
    { how: "takes out", key: "Alt", expected: risky.size - both.length },
    { how: "replaces", key: undefined, expected: best.size },
  ] as const;
  for (const { how, key, expected } of cases) {
    for (const by of ["key", "strip"] as const) {
      await part(visit, "segments", "At risk").click();
      if (await strip(visit).count() === 0) await part(visit, "segments", "At risk").click();
      assert.equal(await size(visit), risky.size);
      if (by === "strip") await strip(visit).getByLabel("The next pick").selectOption({ label: how });
      await part(visit, "pareto", "Class A").click(by === "key" && key ? { modifiers: [key] } : {});
      assert.equal(await size(visit), expected, `${how} by the ${by}`);
      assert.equal(await strip(visit).getByLabel("The next pick").inputValue(), "instead", "the way stays after the pick");
    }
  }
  // The same pick again gives it up.
  await part(visit, "pareto", "Class A").click();
  assert.equal(await strip(visit).count(), 0);
  await visit.end();
});

test("a step is left out, everything is cleared, and all of it is undone and redone", async () => {
  const visit = await begin();
  await part(visit, "segments", "At risk").click();
  await part(visit, "pareto", "Class A").click({ modifiers: ["Shift"] });
  const all = await size(visit);
  await strip(visit).getByRole("button", { name: "At risk" }).click();
  assert.equal(await size(visit), best.size);
  await strip(visit).getByRole("button", { name: "Clear" }).click();
  assert.equal(await strip(visit).count(), 0);

  const undo = visit.frame.locator(".bar").getByRole("button", { name: "Undo", exact: true });
  await undo.click();
  assert.equal(await size(visit), best.size);
  await visit.frame.locator("main").press("Control+z");
  assert.equal(await size(visit), all);
  await visit.frame.locator("main").press("Control+z");
  assert.equal(await size(visit), risky.size);
  await undo.click();
  assert.equal(await strip(visit).count(), 0);
  assert.match((await undo.getAttribute("title")) ?? "", /^Undo: opening /, "more can be undone than was done");
  for (const expected of [risky.size, all, best.size]) {
    await visit.frame.locator("main").press("Control+Shift+z");
    assert.equal(await size(visit), expected);
  }
  // In another file nobody is selected; who was comes back with the file.
  await visit.open("telco_churn.csv");
  assert.equal(await strip(visit).count(), 0);
  await undo.click();
  await strip(visit).waitFor();
  assert.equal(await size(visit), best.size);
  await undo.click();
  assert.equal(await size(visit), all);
  await visit.end();
});

test("settings, the window and the reading of a file are undone too", async () => {
  const visit = await begin();
  const undo = visit.frame.locator(".bar").getByRole("button", { name: "Undo", exact: true });
  const redo = visit.frame.getByRole("button", { name: "Redo", exact: true });
  await visit.go("abc");
  const finding = await visit.finding();
  await visit.frame.getByLabel("Rank by").selectOption("purchases");
  await visit.frame.locator("main .finding", { hasText: "purchases" }).waitFor();
  await undo.click();
  await visit.settled();
  assert.equal(await visit.finding(), finding);
  assert.doesNotMatch(visit.page.url(), /by=/);
  await redo.click();
  await visit.frame.locator("main .finding", { hasText: "purchases" }).waitFor();
  // From another view it is undone where it was made.
  await visit.go("rfm");
  await undo.click();
  await visit.frame.locator('nav a[href^="#/abc"][aria-current=page]').waitFor();
  await visit.settled();
  assert.equal(await visit.finding(), finding);

  await visit.go("import");
  const before = await visit.finding();
  await visit.go("rfm");
  await visit.frame.locator(".table tbody input[type=checkbox]").first().check();
  await visit.go("import");
  await visit.frame.getByLabel("The first row").selectOption("true");
  await visit.frame.locator(".bar-file").waitFor();
  await visit.frame.locator("main .finding", { hasNotText: before }).waitFor();
  assert.equal(await size(visit), 1, "the same customer of another reading is not selected");
  await undo.click();
  await visit.frame.locator("main .finding", { hasText: before }).waitFor();
  assert.equal(await size(visit), 1, "the selection did not come back with the reading");
  await undo.click();
  assert.equal(await strip(visit).count(), 0);
  await visit.end();
});

test("parts of a picture are picked by keyboard, and the focus stays", async () => {
  const visit = await begin();
  const buttons = visit.frame.locator('[data-figure="segments"] [role=button]');
  assert.equal(await buttons.evaluateAll((all) => all.filter((one) => one.getAttribute("tabindex") === "0").length), 1, "a picture is one stop");
  await buttons.first().focus();
  await visit.page.keyboard.press("ArrowDown");
  const focused = () => visit.frame.evaluate(() => document.activeElement?.ariaLabel ?? "");
  const second = await focused();
  assert.notEqual(second, "");
  await visit.page.keyboard.press("Enter");
  await visit.settled();
  assert.match(await focused(), new RegExp(`^${second}, [\\d,]+ of them selected$`));
  assert.equal(await size(visit), Number(/: ([\d,]+) customers/.exec(second)![1]!.replaceAll(",", "")));
  await visit.page.keyboard.press("End");
  await visit.page.keyboard.press("Shift+Enter");
  assert.match(await strip(visit).innerText(), /\bor\b/);
  await visit.end();
});

test("customers are taken into the selection one by one", async () => {
  const visit = await begin();
  await visit.go("rfm");
  const boxes = visit.frame.locator(".table tbody input[type=checkbox]");
  await boxes.nth(0).check();
  await boxes.nth(2).check();
  assert.equal(await size(visit), 2);
  assert.equal(await strip(visit).locator(".selection-steps li").count(), 1, "each customer became a step");
  await boxes.nth(0).uncheck();
  assert.equal(await size(visit), 1);
  await boxes.nth(2).uncheck();
  assert.equal(await strip(visit).count(), 0);
  await visit.end();
});

test("tables show everybody again once nobody is selected", async () => {
  const visit = await begin();
  await part(visit, "segments", "At risk").click();
  await visit.go("rfm");
  const shown = visit.frame.locator(".table [role=status]");
  assert.equal(await shown.innerText(), `${count(risky.size)} of ${count(rfm.rows.length)}`);
  await strip(visit).getByRole("button", { name: "Clear" }).click();
  await visit.frame.locator(".table tbody input[type=checkbox]").nth(1).check();
  assert.equal(await size(visit), 1);
  assert.equal(await shown.innerText(), `${count(rfm.rows.length)} rows`);
  await visit.frame.locator(".table input[type=search]").fill("0001");
  await visit.frame.getByRole("button", { name: /^Select these/ }).waitFor();
  await visit.end();
});

test("what is selected among others can be picked alone and taken out, and the same again is no step", async () => {
  const visit = await begin();
  const steps = strip(visit).locator(".selection-steps li");
  const pickBest = visit.frame.getByRole("button", { name: /^Select class A/ });
  await part(visit, "segments", "At risk").click();
  for (let times = 0; times < 2; times += 1) await part(visit, "pareto", "Class A").click({ modifiers: ["Shift"] });
  assert.equal(await steps.count(), 2, "the same again became a step");
  await visit.go("abc");
  await strip(visit).getByLabel("The next pick").selectOption({ label: "takes out" });
  await pickBest.click();
  assert.equal(await size(visit), risky.size - both.length);
  await visit.frame.locator(".bar").getByRole("button", { name: "Undo", exact: true }).click();
  assert.equal(await size(visit), risky.size + best.size - both.length);
  for (let times = 0; times < 2; times += 1) {
    await pickBest.click();
    assert.equal(await size(visit), best.size);
    assert.equal(await steps.count(), 1);
  }
  await visit.end();
});

test("the steps of a selection are in the language of the page", async () => {
  const visit = await begin();
  const language = visit.frame.locator("#language");
  const inChinese = async () => {
    await language.selectOption("zh");
    const name = await strip(visit).locator(".chip-text").innerText();
    await language.selectOption("en");
    assert.doesNotMatch(name, /[a-z]/);
    assert.notEqual(await strip(visit).locator(".chip-text").innerText(), name);
  };
  await visit.go("audience");
  for (const name of [/^Class C/, /^improve/, /^Likely to leave/]) {
    await visit.frame.getByRole("button", { name }).click();
    await inChinese();
  }
  for (const [view, picture] of [["trend", "trend-customers"], ["clv", "clv-distribution"], ["historical", "historical-tenths"], ["profile", "profiles-map"], ["churn", "churn-chances"]] as const) {
    await visit.go(view);
    await visit.frame.locator(`[data-figure="${picture}"] [role=button]`).nth(1).press("Enter");
    await inChinese();
  }
  await visit.frame.getByLabel("Only the selected").uncheck();
  await visit.frame.locator("main .table input[type=search]").fill("0001");
  await visit.frame.getByRole("button", { name: /^Select these/ }).click();
  await inChinese();
  await visit.end();
});

test("the focus is never lost with what had it, nor below the selection", async () => {
  const visit = await begin();
  const focused = (selector: string) => visit.frame.evaluate((selector) => document.activeElement?.matches(selector) === true, selector);
  const remove = strip(visit).locator(".chip-remove");
  const pickThree = async () => {
    await part(visit, "segments", "At risk").click();
    await part(visit, "pareto", "Class B").click({ modifiers: ["Shift"] });
    await part(visit, "pareto", "Class A").click({ modifiers: ["Shift"] });
    await visit.settled();
  };
  await pickThree();
  for (const [place, left] of [[0, 2], [1, 1]] as const) {
    await remove.nth(place).press("Enter");
    assert.equal(await remove.count(), left);
    assert.ok(await focused(".chip-remove"), `after chip ${place} the focus is lost`);
  }
  await remove.press("Enter");
  assert.equal(await strip(visit).count(), 0);
  assert.ok(await focused("#main"), "after the last chip the focus is lost");

  await pickThree();
  await strip(visit).getByRole("button", { name: "Clear" }).press("Enter");
  assert.ok(await focused("#main"), "after clearing the focus is lost");
  // The message leads back.
  const back = visit.frame.locator(".toast").getByRole("button", { name: "Undo" });
  await back.click();
  assert.equal(await remove.count(), 3);
  // It would take back something else after that.
  await strip(visit).getByRole("button", { name: "Clear" }).click();
  await back.waitFor();
  await part(visit, "segments", "At risk").click();
  await back.waitFor({ state: "detached", timeout: 2000 });

  await visit.page.setViewportSize({ width: 1400, height: 500 });
  await visit.frame.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
  await visit.frame.locator("main button:visible, main summary").last().focus();
  while (!(await focused(".selection *"))) {
    const [top, edge] = await visit.frame.evaluate(() => [document.activeElement!, document.querySelector(".selection")!].map((one, place) => one.getBoundingClientRect()[place === 0 ? "top" : "bottom"]));
    assert.ok(top! >= edge!, `${await visit.frame.evaluate(() => document.activeElement!.outerHTML.slice(0, 80))} lies below the selection`);
    await visit.page.keyboard.press("Shift+Tab");
  }
  await visit.end();
});

test("keys with Alt and the like held are left to the browser, on a part of a picture too", async () => {
  const visit = await begin();
  await visit.frame.locator('[data-figure="segments"] [role=button]').first().focus();
  const taken = await visit.frame.evaluate(() => {
    const press = (init: KeyboardEventInit) => !document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }));
    return [press({ key: "ArrowLeft", altKey: true }), press({ key: "End", ctrlKey: true }), press({ key: "ArrowRight" })];
  });
  assert.deepEqual(taken, [false, false, true]);
  await visit.end();
});
