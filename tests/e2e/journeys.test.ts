/** What people come for, from beginning to end; the pictures of the documentation are taken on the way. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "regulars";
import { browser, file, Visit, type Dropped } from "./driver.js";

const chromium = browser();
const regulars = await load();

/** A saved table: its header and its rows. */
async function saved(visit: Visit, press: () => Promise<void>): Promise<{ header: string[]; rows: string[][] }> {
  const [download] = await Promise.all([visit.page.waitForEvent("download"), press()]);
  const [header = [], ...rows] = readFileSync(await download.path(), "utf8").replace("\uFEFF", "").trimEnd().split("\r\n").map((row) => row.split(","));
  return { header, rows };
}

test("a marketer finds the customers at risk, sees why one of them is, and takes them along", async () => {
  const name = "cdnow_master.txt";
  const visit = await Visit.begin(chromium, "from a file", { hash: "#/overview?lang=en&theme=light" });
  await visit.picture("overview");
  await visit.open(name);
  assert.match(await visit.finding(), /69,659 rows of orders by 23,570 customers/);
  await visit.picture("import");

  await visit.go("overview");
  await visit.frame.locator('[data-figure="segments"] [role=button][aria-label^="At risk:"]').click();
  await visit.go("rfm");
  await visit.picture("selection");

  const shop = await regulars.open(readFileSync(file(`tests/data/${name}`)), { name });
  const rfm = await shop.analyse("rfm");
  const atRisk = new Map([...rfm.customers()].filter(({ segment }) => segment === "At risk").map((customer) => [customer.id, customer]));
  const first = visit.frame.locator(".table tbody th button").first();
  const id = await first.innerText();
  const customer = atRisk.get(id) ?? assert.fail(`${id} is not at risk`);
  await first.click();
  const drawer = visit.frame.locator(".drawer");
  await drawer.locator("ol.steps").waitFor();
  const why = await drawer.innerText();
  assert.match(why, /At risk/);
  assert.ok(why.includes(`${customer["recency_days"]} days`), "the drawer has another recency than the package");
  await visit.picture("explain");

  const { header, rows } = await saved(visit, () => visit.frame.locator(".selection").getByRole("button", { name: "Save as CSV" }).click());
  assert.equal(header[0], "customer");
  assert.deepEqual(new Set(rows.map(([id]) => id)), new Set(atRisk.keys()));
  const money = header.indexOf("monetary");
  for (const row of rows) assert.equal(row[money], String(atRisk.get(row[0]!)!["monetary"]));
  await visit.end();
});

test("a teacher's link opens the slide: the view, its settings, Chinese and dark", async () => {
  const hash = "#/abc?by=purchases&limits=0.7,0.9&lang=zh&theme=dark";
  const visit = await Visit.begin(chromium, "from a file", { hash, locale: "en-GB", colorScheme: "light" });
  const page = visit.frame.locator("html");
  assert.equal(await page.getAttribute("lang"), "zh-CN");
  assert.equal(await page.getAttribute("data-theme"), "dark");
  assert.match(await visit.finding(), /五分之一的客户贡献了 .* 的购买次数/);
  assert.equal(await visit.frame.getByLabel("A 类到").inputValue(), "0.7");
  await visit.picture("abc-zh-dark");

  // The class changes a setting and looks at a customer; back leads to the slide before.
  await visit.frame.getByLabel("排序依据").selectOption("revenue");
  await visit.frame.locator("main .finding", { hasText: "的收入" }).waitFor();
  assert.match(visit.page.url(), /#\/abc\?limits=0\.7,0\.9&lang=zh&theme=dark$/);
  await visit.go("clv");
  await visit.frame.locator(".table tbody th button").first().click();
  await visit.frame.locator(".drawer ol.steps math").first().waitFor();
  await visit.picture("clv-explain-zh-dark");
  await visit.page.goBack();
  await visit.frame.locator('nav a[href^="#/abc"][aria-current=page]').waitFor();
  await visit.settled();
  assert.match(await visit.finding(), /的收入/);
  // The link of the moment gives the same to somebody else, and nothing of the data is in it.
  const link = new URL(visit.page.url()).hash;
  const other = await Visit.begin(chromium, "served", { hash: link });
  assert.equal(await other.finding(), await visit.finding());
  await other.end();
  await visit.end();
});

test("an analyst brings a labelled table and leaves with odds ratios", async () => {
  const name = "telco_churn.csv";
  const visit = await Visit.begin(chromium, "from a file", { hash: "#/overview?lang=en&theme=light" });
  await visit.open(name);
  assert.match(await visit.finding(), /A table of 7,043 customers with 21 columns/);
  await visit.go("churn");
  assert.match(await visit.finding(), /of 7,032 customers have a chance of 50% or more/);
  await visit.picture("churn");

  const odds = visit.frame.locator('[data-figure="churn-odds"]');
  const { header, rows } = await saved(visit, () => odds.getByRole("button", { name: "as CSV" }).click());
  assert.deepEqual(header, ["Term", "Coefficient", "Standard error", "z", "p", "Odds ratio", "95% from", "to"]);
  const shop = await regulars.open(readFileSync(file(`tests/data/${name}`)), { name });
  const { report } = await shop.analyse("churn");
  const terms = report.coefficients.filter(({ term }) => term !== "(intercept)");
  assert.equal(rows.length, terms.length);
  for (const { term, estimate, odds_ratio, odds_ratio_interval: [low, high] } of terms) {
    const row = rows.find(([name]) => name === term.replace("=", ": ")) ?? assert.fail(`${term} is missing`);
    assert.deepEqual([row[1], row[5], row[6], row[7]], [estimate, odds_ratio, low, high].map(String));
  }
  await odds.getByText("The figures behind the picture").click();
  // They are made when they are unfolded.
  await odds.locator("tbody tr").first().waitFor();
  assert.equal(await odds.locator("tbody tr").count(), terms.length);
  await visit.end();
});

test("on a phone the first screen says what was found", async () => {
  const visit = await Visit.begin(chromium, "from a file", { hash: "#/overview?lang=zh&theme=light", viewport: { width: 360, height: 740 } });
  const box = await visit.frame.locator("main .finding").boundingBox();
  assert.ok(box && box.y + box.height < 740, "the finding lies below the first screen");
  await visit.picture("small-zh");
  await visit.end();
});

/** A shop as it is: some rows twice, orders of nobody, a day far ahead, and people who came under a second id. */
function untidy(): Dropped[] {
  const first = ["Anna", "Ben", "Clara", "David", "Emma", "Finn", "Greta", "Henry"];
  const last = ["Berg", "Fischer", "Hall", "Jansen", "Lind", "Moreau", "Novak", "Rossi", "Silva"];
  const orders = ["order,customer,date,amount,category"];
  const people = ["customer,name,email,phone"];
  const days = (count: number) => new Date(Date.UTC(2023, 0, 2 + count)).toISOString().slice(0, 10);
  for (let person = 0; person < 72; person += 1) {
    const name = [first[person % 8]!, last[person % 9]!] as const;
    const email = `${name.join(".").toLowerCase()}@mail.example`;
    people.push(`K${100 + person},${name.join(" ")},${email},0171 555 ${1000 + person}`);
    // Every ninth came again as a guest, and typed the address in another way.
    if (person % 9 === 4) people.push(`G${100 + person},${name.join(" ")},${email.toUpperCase()},+49 171 555 ${1000 + person}`);
    for (let order = 0; order <= person % 6; order += 1) {
      const id = person % 9 === 4 && order > 1 ? `G${100 + person}` : `K${100 + person}`;
      const row = `${orders.length},${id},${days((person * 37 + order * 71) % 720)},${(8 + ((person * 7 + order * 13) % 60)).toFixed(2)},${order % 3 ? "Green tea" : "green  tea"}`;
      orders.push(row);
      if (person % 12 === 5 && order === 1) orders.push(row);
    }
  }
  for (let order = 0; order < 9; order += 1) orders.push(`${orders.length},,${days(order * 70)},${(20 + order).toFixed(2)},Pots`);
  orders.push(`${orders.length},K101,2032-01-05,15.00,Pots`);
  return [
    { file: "orders.csv", parts: [[orders.join("\n"), 1]] },
    { file: "customers.csv", parts: [[people.join("\n"), 1]] },
  ];
}

test("an owner mends what is wrong with two files, and opens them again as they were mended", async () => {
  const files = untidy();
  const visit = await Visit.begin(chromium, "from a file", { hash: "#/overview?lang=en&theme=light", acceptDownloads: true });
  await visit.drop(...files);
  await visit.frame.locator('.bar-file[title="orders.csv, customers.csv"]').waitFor();
  await visit.go("health");
  await visit.frame.locator('[data-finding="copies"]').getByRole("button", { name: "Apply" }).click();
  await visit.frame.locator(".mended").waitFor();
  await visit.frame.locator('[data-finding="far_days"], [data-finding="future_days"]').first().getByRole("button", { name: "Apply" }).click();
  await visit.settled();
  await visit.picture("health");

  await visit.go("identity");
  assert.match(await visit.finding(), /16 ids are probably 8 people/);
  await visit.frame.locator("main .table tbody th button").first().click();
  await visit.frame.locator(".review").waitFor();
  await visit.picture("identity");
  await visit.frame.getByRole("button", { name: "Merge all 8 ids" }).click();
  await visit.frame.locator(".stats", { hasText: "Ids merged8" }).waitFor();
  await visit.go("audience");
  const found = await visit.finding();

  await visit.go("import");
  const [download] = await Promise.all([visit.page.waitForEvent("download"), visit.frame.getByRole("button", { name: "Save the project" }).click()]);
  const project: Dropped = { file: "shop.json", parts: [[readFileSync(await download.path(), "utf8"), 1]] };
  await visit.end();

  const again = await Visit.begin(chromium, "from a file");
  await again.drop(project, ...files);
  await again.frame.locator('.bar-file[title="orders.csv, customers.csv"]').waitFor();
  await again.go("audience");
  assert.equal(await again.finding(), found);
  await again.end();
});
