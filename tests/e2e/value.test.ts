import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, Visit } from "./driver.js";

const chromium = browser();

test("intervals are asked for, shown beside the values, and given up again", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.open("cdnow_sample.txt");
  await visit.go("clv");
  const tops = await visit.frame.locator("[data-figure=clv-alive] svg[role=img], [data-figure=clv-expected] svg[role=img]").evaluateAll((drawn) => drawn.map((one) => one.getBoundingClientRect().top));
  assert.equal(tops[0], tops[1], "pictures beside each other begin at different heights");
  const heads = () => visit.frame.locator("main .table-scroll thead th").allInnerTexts();
  assert.ok(!(await heads()).includes("Value from"));
  await visit.frame.getByLabel("Intervals").selectOption("200");
  await visit.frame.locator("main .table-scroll thead th", { hasText: "Value from" }).waitFor();
  await visit.settled();
  assert.match(visit.page.url() + (await visit.frame.evaluate("location.hash")), /bootstrap=200/);
  const cells = await visit.frame.locator("main .table-scroll tbody tr:not([aria-hidden])").first().locator("td.numeric").allInnerTexts();
  const [value, low, high] = cells.map((cell) => Number(cell.replaceAll(",", "")));
  assert.ok(low! < value! && value! < high!, cells.join(" "));
  const stats = await visit.frame.locator("main .stats").first().innerText();
  assert.match(stats, /[\d.]+K? to [\d.]+K?/);
  await visit.frame.getByLabel("Intervals").selectOption("0");
  await visit.frame.locator("main .table-scroll thead th", { hasText: "Value from" }).waitFor({ state: "detached" });
  await visit.end();
});

test("an explanation shows the course of a customer and what another purchase would be worth", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.open("cdnow_sample.txt");
  await visit.go("clv");
  await visit.frame.locator("tbody th button").first().click();
  const drawer = visit.frame.locator(".drawer");
  await drawer.locator("[data-figure=course] svg[role=img]").waitFor();
  const course = drawer.locator("[data-figure=course]");
  const told = await course.innerText();
  assert.match(told, /Still a customer with [\d.]+% now/);
  await drawer.getByText("If there were another purchase today").waitFor();
  await visit.frame.getByLabel("Model of purchases").selectOption("bgbb");
  await visit.settled();
  await drawer.getByText("If there were a purchase in the next period").waitFor();
  // The explanation is of the same customer, by the other model.
  assert.match(await course.innerText(), /Still a customer with [\d.]+% now/);
  assert.notEqual(await course.innerText(), told);
  await visit.end();
});

test("the models are compared, and the one that is recommended is used", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  await visit.open("cdnow_sample.txt");
  await visit.go("models");
  assert.match(await visit.finding(), /^Use MBG\/NBD\./);
  assert.equal(await visit.frame.locator("main tbody tr", { hasText: "NBD" }).filter({ hasText: "yes" }).count(), 4);
  await visit.frame.locator("[data-figure=models-totals] svg[role=img]").waitFor();
  await visit.frame.getByRole("button", { name: "Use MBG/NBD for lifetime value" }).click();
  await visit.frame.locator("nav.steps-nav a[href^='#/clv'][aria-current=page]").waitFor();
  await visit.settled();
  assert.equal(await visit.frame.getByLabel("Model of purchases").inputValue(), "mbgnbd");
  await visit.end();
});

test("a fit that the data leave undetermined offers to hold the parameters", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  const rows = ["customer,date,amount", "a,2024-01-01,5", "a,2024-02-01,6", "a,2024-03-01,7", "b,2024-01-05,9", "c,2024-02-02,4", "c,2024-03-09,4"];
  await visit.drop({ file: "few.csv", parts: [[`${rows.join("\n")}\n`, 1]] });
  await visit.frame.locator(".bar-file[title='few.csv']").waitFor();
  await visit.go("clv");
  await visit.frame.locator("main .notice", { hasText: "did not converge" }).first().waitFor();
  await visit.frame.getByRole("button", { name: "Hold the parameters" }).click();
  await visit.frame.getByLabel("Penalty (0 is none)").waitFor();
  await visit.settled();
  assert.equal(await visit.frame.locator("main .notice", { hasText: "The fit of the purchase model did not converge" }).count(), 0);
  await visit.end();
});

test("the margin that a file's costs leave stands beside its slider", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  // Forty customers who come each month until they stop, and of whose money half is cost.
  const customers = [...Array(40).keys()];
  const days = (customer: number) => [...Array(12 - 2 * (customer % 6)).keys()].map((month) => `2024-${String(month + 1).padStart(2, "0")}-05`);
  const rows = customers.flatMap((customer) => days(customer).map((day) => `c${customer},${day},${20 + customer},${10 + customer / 2}`));
  await visit.drop({ file: "costs.csv", parts: [[`customer,date,amount,cost\n${rows.join("\n")}\n`, 1]] });
  for (const view of ["historical", "dcf", "events", "dwyer", "curve", "sbg", "clv", "types"] as const) {
    await visit.go(view);
    await visit.frame.locator("main").getByText(/by the file: 50(\.0)?%/).first().waitFor();
  }
  await visit.end();
});
