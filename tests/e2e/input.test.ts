import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { browser, file, Visit } from "./driver.js";

/** A file that cannot be used, as `tests/bad-input.json` describes it. */
interface BadInput {
  name: string;
  file: string;
  parts?: [text: string, times: number][];
  base64?: string;
}

const chromium = browser();

test("a file that cannot be used is answered by a sentence, and the page stays usable", async (context) => {
  const visit = await Visit.begin(chromium, "from a file");
  const before = await visit.finding();
  for (const bad of JSON.parse(readFileSync(file("tests/bad-input.json"), "utf8")) as BadInput[]) {
    await context.test(bad.name, async () => {
      const text = (bad.parts ?? []).map(([text, times]) => text.repeat(times)).join("");
      await visit.drop(bad.file, bad.base64 === undefined ? Buffer.from(text) : Buffer.from(bad.base64, "base64"));
      const alert = visit.frame.locator("main [role=alert]", { hasText: bad.file });
      await alert.waitFor();
      for (const [lang, sentence] of [
        ["zh", /[\u4e00-\u9fff].*[。?]/],
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

test("a large file shows its progress, and reading it can be cancelled", async () => {
  const visit = await Visit.begin(chromium, "from a file");
  const before = await visit.finding();
  // A megabyte of lines, repeated by the page itself: 200 MB do not pass through the driver.
  const line = "17,2024-05-01,3.50\n23,2024-06-01,4.25\n".repeat(26_000);
  const large = await visit.frame.evaluateHandle((line) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["customer,date,amount\n", ...Array<string>(200).fill(line)], "large.csv"));
    return transfer;
  }, line);
  await visit.frame.locator("main").dispatchEvent("drop", { dataTransfer: large });
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
