import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, Visit } from "./driver.js";

const chromium = browser();

/** Notes what the page asks its worker for, and what of it is given up again. */
function listening(): void {
  const asked: { work: unknown; name: string }[] = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, message: { path?: string[]; argumentList?: { value?: unknown }[] }, ...others: []) {
    const [what] = message.path ?? [];
    const [work, question] = (message.argumentList ?? []).map(({ value }) => value);
    if (what === "analyse") asked.push({ work, name: (question as { name: string }).name });
    const givenUp = what === "cancel" ? asked.findIndex((one) => one.work === work) : -1;
    if (givenUp >= 0) asked.splice(givenUp, 1);
    post.call(this, message, ...others);
  };
  Object.assign(globalThis, { asked });
}

test("while nobody waits every view is worked out once, and then opens without a question", async () => {
  const visit = await Visit.begin(chromium, "from a file", { script: listening });
  const asked = () => visit.frame.evaluate("asked.map(({ name }) => name)") as Promise<string[]>;
  const until = async (done: (names: string[]) => boolean) => {
    while (!done(await asked())) await new Promise((resolve) => setTimeout(resolve, 50));
    return asked();
  };
  await until((names) => names.includes("churn"));
  await visit.frame.evaluate("asked.length = 0");
  await visit.open("cdnow_sample.txt");
  // The work goes on while the user looks around; what it gives way to is begun again later.
  for (const view of ["health", "import", "overview"]) await visit.go(view);
  const names = ["health", "identity", "trend", "abc", "rfm", "clv", "models", "historical", "dcf", "events", "types", "dwyer", "curve", "sbg", "profile", "churn"];
  const found = await until((found) => found.includes("churn"));
  assert.deepEqual(found.toSorted(), names.toSorted(), "something was asked twice");
  for (const view of names) await visit.go(view);
  assert.equal((await asked()).length, found.length, "a view asked again");
  await visit.end();
});
