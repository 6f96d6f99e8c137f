import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { browser, file, Visit, type Dropped } from "./driver.js";

/** A file of `tests/bad-input.json`; those of a kind cannot be used at all. */
interface BadInput extends Dropped {
  name: string;
  kind?: string;
}

const chromium = browser();
const badInput: BadInput[] = JSON.parse(readFileSync(file("tests/bad-input.json"), "utf8"));

test("a file that cannot be used is answered by a sentence, and the page stays usable", async (context) => {
  const visit = await Visit.begin(chromium, "from a file");
  const before = await visit.finding();
  for (const bad of badInput.filter(({ kind }) => kind !== undefined)) {
    await context.test(bad.name, async () => {
      await visit.drop(bad);
      const alert = visit.frame.locator("main [role=alert]", { hasText: bad.file });
      await alert.waitFor();
      for (const [lang, sentence] of [
        ["zh", /[\u4e00-\u9fff].*[。？]/],
        ["en", /[a-z].*[.?]/],
      ] as const) {
        await visit.frame.locator("#language").selectOption(lang);
        assert.match(await alert.innerText(), sentence);
      }
      // What was open before still is, in every view.
      await visit.go("overview");
      assert.equal(await visit.finding(), before);
    });
  }
  await visit.open("cdnow_sample.txt");
  await visit.end();
});

test("of a file that holds too little, every view says what it can", async (context) => {
  const visit = await Visit.begin(chromium, "from a file");
  for (const odd of badInput.filter(({ kind }) => kind === undefined)) {
    await context.test(odd.name, async () => {
      await visit.drop(odd);
      await visit.frame.locator(`.bar-file[title="${odd.file}"]`).waitFor();
      for (const view of await visit.views()) {
        await visit.go(view);
        const text = await visit.frame.locator("main").innerText();
        assert.doesNotMatch(text, /undefined|NaN|Infinity|broke off|\[object/, view);
      }
    });
  }
  await visit.open("cdnow_sample.txt");
  await visit.end();
});

test("a large file shows its progress, and reading it can be cancelled", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  const before = await visit.finding();
  const line = "17,2024-05-01,3.50\n23,2024-06-01,4.25\n";
  await visit.drop({ file: "large.csv", parts: [["customer,date,amount\n", 1], [line, 5_000_000]] });
  const working = visit.frame.locator(".working");
  await working.waitFor();
  assert.match(await working.innerText(), /large\.csv/);
  const [first = "", later = ""] = await Promise.all([0, 700].map(async (delay) => {
    await new Promise((resolve) => setTimeout(resolve, delay));
    return working.locator("progress").getAttribute("value");
  }));
  assert.ok(Number(later) > Number(first), `${first} did not grow: ${later}`);
  await working.getByRole("button").click();
  await working.waitFor({ state: "detached" });
  assert.equal(await visit.finding(), before);
  await visit.open("cdnow_sample.txt");
  await visit.end();
});

test("an analysis shows its progress, can be cancelled and started again", async () => {
  // A thousand starts take long enough to press the button.
  const visit = await Visit.begin(chromium, "from a file");
  await visit.open("cdnow_master.txt");
  await visit.page.evaluate(() => (location.hash = "#/profile?n_init=1000&k=8"));
  const working = visit.frame.locator("main .working");
  await working.getByRole("button").click();
  const again = visit.frame.locator("main .notice").getByRole("button");
  await again.waitFor();
  await visit.go("abc");
  assert.match(await visit.finding(), /\d/);
  await visit.page.evaluate(() => (location.hash = "#/profile?n_init=2&k=4"));
  await visit.settled();
  assert.match(await visit.finding(), /\d/);
  await visit.end();
});
