import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, Visit } from "./driver.js";

const chromium = browser();

/** Lets a test break the engine: the function named traps when it is called next, as a fault of its own or a lack of memory would;
 *  or lets it be deaf for a second while somebody cancels. */
function fragile(): void {
  const create = URL.createObjectURL;
  const breaker = `
    const instantiate = WebAssembly.instantiate;
    let broken, slowed;
    const dawdle = () => {
      slowed = undefined;
      postMessage({ deaf: true });
      for (const end = Date.now() + 1000; Date.now() < end; );
    };
    // (module (func (export "trap") unreachable))
    const module = new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,8,1,4,116,114,97,112,0,0,10,5,1,3,0,0,11]));
    const { trap } = new WebAssembly.Instance(module).exports;
    const fragile = (exports) => Object.fromEntries(Object.entries(exports).map(([name, value]) =>
      [name, typeof value === "function" ? (...given) => { if (name === slowed) dawdle(); if (name === broken) { broken = undefined; trap(); } return value(...given); } : value]));
    WebAssembly.instantiate = async (...given) => {
      const { module, instance } = await instantiate(...given);
      return { module, instance: { exports: fragile(instance.exports) } };
    };
    addEventListener("message", (event) => { if (event.data.breaks || event.data.slows) { ({ breaks: broken, slows: slowed } = event.data); event.stopImmediatePropagation(); } });
  `;
  URL.createObjectURL = (object: Blob | MediaSource) =>
    create(object instanceof Blob && /javascript/.test(object.type) ? new Blob([breaker, object], { type: object.type }) : object);
  const Plain = Worker;
  const workers: Worker[] = [];
  Object.assign(globalThis, { breakEngine: (breaks: string) => workers.at(-1)?.postMessage({ breaks }), slowEngine: (slows: string) => workers.at(-1)?.postMessage({ slows }) });
  globalThis.Worker = class extends Plain {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.push(this);
      this.addEventListener("message", ({ data }) => data?.deaf && document.querySelector<HTMLElement>("main .working button")?.click());
    }
  };
}

test("a fault of the engine is told, the file is opened again, and the other views go on", async () => {
  const visit = await Visit.begin(chromium, "from a file", { script: fragile });
  await visit.open("cdnow_sample.txt");
  await visit.go("abc");
  const before = await visit.finding();
  // Long enough to be broken in the middle.
  await visit.page.evaluate(() => (location.hash = "#/profile?n_init=1000&k=8"));
  await visit.frame.locator("main .working").waitFor();
  await visit.frame.evaluate("breakEngine('session_step')");
  const alert = visit.frame.locator("main [role=alert]");
  await alert.waitFor();
  assert.match(await alert.innerText(), /broke off/);
  await visit.go("abc");
  assert.equal(await visit.finding(), before);
  await visit.page.evaluate(() => (location.hash = "#/abc?limits=0.5,0.9"));
  await visit.settled();
  assert.notEqual(await visit.finding(), before);
  await visit.end();
});

for (const [what, broken] of [
  ["the reading itself", "session_push"],
  ["an analysis beside it", "session_start"],
] as const) {
  test(`a fault of ${what} while a file is read is told, and what was open before still is`, async () => {
    const visit = await Visit.begin(chromium, "from a file", { script: fragile });
    await visit.go("abc");
    const before = await visit.finding();
    await visit.drop({ file: "large.csv", parts: [["customer,date,amount\n", 1], ["17,2024-05-01,3.50\n", 5_000_000]] });
    const working = visit.frame.locator("main .working", { hasText: "large.csv" });
    await working.waitFor();
    await visit.frame.evaluate(`breakEngine('${broken}')`);
    await visit.page.evaluate(() => (location.hash = "#/abc?limits=0.5,0.9"));
    await visit.frame.locator("main [role=alert]", { hasText: "broke off" }).waitFor();
    await working.waitFor({ state: "detached" });
    await visit.page.evaluate(() => (location.hash = "#/abc"));
    await visit.go("abc");
    assert.equal(await visit.finding(), before);
    await visit.open("cdnow_sample.txt");
    await visit.end();
  });
}

test("where a cancel comes too late to be heard, a file's name and its figures stay together", async () => {
  const visit = await Visit.begin(chromium, "from a file", { script: fragile });
  await visit.frame.evaluate("slowEngine('session_finishImport')");
  await visit.drop({ file: "large.csv", parts: [["customer,date,amount\n", 1], ["17,2024-05-01,3.50\n23,2024-06-01,4.25\n", 1_000_000]] });
  await visit.frame.locator("main .working").waitFor();
  await visit.frame.locator("main .working").waitFor({ state: "detached" });
  await visit.page.evaluate(() => (location.hash = "#/abc?limits=0.5,0.9"));
  await visit.settled();
  const isLarge = (await visit.frame.locator('.bar-file[title="large.csv"]').count()) > 0;
  assert.equal(/2 customers/.test(await visit.finding()), isLarge, await visit.finding());
  await visit.end();
});

test("after a fault all files are opened again, and mended as they were", async () => {
  const visit = await Visit.begin(chromium, "from a file", { script: fragile });
  const orders = "customer,date,amount\nc1,2024-01-05,10\nc1,2024-01-05,10\nc2,2024-02-05,20\n";
  await visit.drop({ file: "orders.csv", parts: [[orders, 1]] }, { file: "members.csv", parts: [["customer,town\nc1,Rome\nc3,Oslo\n", 1]] });
  await visit.frame.locator('.bar-file[title="orders.csv, members.csv"]').waitFor();
  await visit.go("health");
  await visit.frame.locator('[data-finding="copies"]').getByRole("button", { name: "Apply" }).click();
  await visit.frame.locator(".mended").waitFor();
  await visit.settled();
  await visit.frame.evaluate("breakEngine('session_start')");
  await visit.page.evaluate(() => (location.hash = "#/abc?limits=0.5,0.9"));
  await visit.frame.locator("main [role=alert]", { hasText: "broke off" }).waitFor();
  // What is computed from then on has both files, and not the copy.
  await visit.page.evaluate(() => (location.hash = "#/abc?limits=0.4,0.8"));
  await visit.settled();
  const values = await visit.frame.locator("main .table-scroll tbody tr:has(th)").evaluateAll((rows) => rows.map((row) => row.textContent));
  assert.equal(values.length, 2, values.join());
  assert.match(values.join(), /c1.*10\.00/);
  await visit.go("profile");
  await visit.frame.locator(".controls .several label", { hasText: "town" }).waitFor();
  await visit.end();
});
