import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load, type AnalysisName } from "regulars";
import { browser, DATA, file, Visit } from "./driver.js";

const chromium = browser();
const regulars = await load();

test("the tables of the page hold the numbers of the package", async (context) => {
  const name = "cdnow_sample.txt";
  const shop = await regulars.open(readFileSync(file(`tests/data/${name}`)), { name });
  const visit = await Visit.begin(chromium, "from a file");
  await visit.open(name);
  const views = await visit.views();
  for (const { name } of regulars.analyses.filter(({ name }) => views.includes(name))) {
    const result = await shop.analyse(name);
    if (result.rows.length === 0) {
      continue;
    }
    await context.test(name, async () => {
      await visit.go(name);
      const [download] = await Promise.all([
        visit.page.waitForEvent("download"),
        visit.frame.locator("main .table:has(input[type=search])").getByRole("button", { name: "Save as CSV" }).click(),
      ]);
      const [, ...rows] = readFileSync(await download.path(), "utf8").trimEnd().split("\r\n");
      assert.equal(rows.length, result.rows.length);
      const customers = new Map([...result.customers()].map((customer) => [customer.id, Object.values(customer).map(String)]));
      for (const row of rows) {
        const [id = "", ...cells] = row.split(",");
        const values = customers.get(id) ?? assert.fail(`${id} is no customer`);
        const strange = cells.filter((cell) => cell !== "" && Number.isFinite(Number(cell)) && !values.includes(cell));
        assert.deepEqual(strange, [], `${id} has other figures on the page`);
      }
    });
  }
  await visit.end();
});

test("under ever new settings a view comes to rest, and explains what it shows", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.open("cdnow_master.txt");
  await visit.go("clv");
  const customer = visit.frame.locator("main .table-scroll tbody button").first();
  await customer.click();
  const drawer = visit.frame.locator(".drawer");
  const figures = async () => {
    await drawer.locator("ol").waitFor();
    return drawer.innerText();
  };
  const seen = new Set([await figures()]);
  for (const model of ["mbgnbd", "bgnbd", "paretonbd"]) {
    for (const until of ["1998-03-31", "1998-05-31"]) {
      await visit.page.evaluate((hash) => (location.hash = hash), `#/clv?model=${model}&until=${until}`);
      await visit.frame.locator(`main [aria-busy=true], main .working`).first().waitFor({ timeout: 1000 }).catch(() => undefined);
      await visit.settled();
      await visit.frame.waitForTimeout(200);
      assert.equal(await visit.frame.locator("main [aria-busy=true]").count(), 0, `${model} until ${until} stays busy`);
      seen.add(await figures());
    }
  }
  assert.equal(seen.size, 7, "the explanation does not follow the settings");
  await visit.end();
});

test("the package gives the same bytes in the browser as in Node", async (context) => {
  const page = await chromium.launched().newPage();
  await page.goto(`${chromium.address()}/tests/e2e/blank.html`);
  const inBrowser = (data: string, name: AnalysisName) =>
    page.evaluate(
      async ([data, name]) => {
        const module = "/pkg/dist/browser.js";
        const { load }: typeof import("regulars") = await import(module);
        const { body } = await fetch(`/tests/data/${data}`);
        const shop = await (await load()).open(body!, { name: data });
        try {
          return shop.json(name);
        } catch (error) {
          return (error as Error).message;
        }
      },
      [data, name] as const,
    );
  for (const data of DATA) {
    const shop = await regulars.open(readFileSync(file(`tests/data/${data}`)), { name: data });
    for (const { name } of regulars.analyses) {
      await context.test(`${name} of ${data}`, async () => {
        let expected: string;
        try {
          expected = shop.json(name);
        } catch (error) {
          expected = (error as Error).message;
        }
        assert.ok((await inBrowser(data, name)) === expected);
      });
    }
  }
  await page.close();
});
