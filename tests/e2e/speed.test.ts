import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { browser, file, Visit } from "./driver.js";

const chromium = browser();

test("full CDNOW, from the file to every view: how long it takes is printed, not judged", async (context) => {
  const name = "cdnow_master.txt";
  const visit = await Visit.begin(chromium, "from a file");
  const base64 = readFileSync(file(`tests/data/${name}`)).toString("base64");
  // The clock stands in the page, so that the driver's own way there and back does not count.
  const times = await visit.frame.evaluate(
    async ([name, base64]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
      const frame = () => new Promise(requestAnimationFrame);
      const until = async (done: () => boolean) => {
        for (await frame(); !done(); ) await frame();
      };
      const answered = () =>
        document.querySelector("main .finding, main [role=alert]") !== null && document.querySelector("main [aria-busy=true], main .working") === null;
      const times: [string, number][] = [];
      const measure = async (what: string, begin: () => void, done: () => boolean) => {
        const begun = performance.now();
        begin();
        await until(done);
        times.push([what, performance.now() - begun]);
      };
      const drop = () => document.querySelector("main")!.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: transfer }));
      await measure("import", drop, () => document.querySelector(`.bar-file[title="${name}"]`) !== null && answered());
      for (const link of document.querySelectorAll<HTMLAnchorElement>("nav.steps-nav a")) {
        await measure(link.innerText, () => link.click(), () => link.ariaCurrent === "page" && answered());
      }
      return times;
    },
    [name, base64] as const,
  );
  for (const [what, time] of times) {
    context.diagnostic(`${what}: ${time.toFixed(0)} ms`);
  }
  context.diagnostic(`in all: ${times.reduce((sum, [, time]) => sum + time, 0).toFixed(0)} ms`);
  assert.equal(times.length, (await visit.views()).length + 1);
  await visit.end();
});
