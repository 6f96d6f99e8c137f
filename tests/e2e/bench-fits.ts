/**
 * How long fits take in a browser's tab: `cargo xtask bench-fits`.
 *
 * On all of CDNOW the engine, in a tab, and the Python package `lifetimes` take
 * turns; the ratios are those of one run. The package's fit is compared with
 * the fit alone, and with everything that an analysis does: summing up the
 * orders, fitting purchases and spend, predicting every customer, making the
 * report and the columns. Then come summaries of more and more customers,
 * drawn from one Pareto/NBD model in the page.
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { createInterface } from "node:readline";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { browser, file } from "./driver.js";

const chromium = browser();
const ROUNDS = Number(process.env["REGULARS_BENCH_ROUNDS"] ?? 5);

/** The time of each stage of an analysis in milliseconds, and where the fit ended. */
interface Analysed {
  stages: Record<string, number>;
  log_likelihood: number;
}

interface Session {
  beginImport(name: string, params: object): void;
  push(bytes: Uint8Array): unknown;
  finishImport(join: boolean): unknown;
  start(analysis: string, params: object, scope: object): void;
  step(): { stage: string; finished: boolean };
  finish(): { summary: { log_likelihood: number; converged: boolean } };
}

/** What runs in the tab, on the engine that the npm package has. */
async function engine(address: string) {
  const { default: load, Session } = (await import(`${address}/pkg/wasm/regulars.js`)) as { default: (from: object) => Promise<void>; Session: new () => Session };
  await load({ module_or_path: `${address}/pkg/wasm/regulars_bg.wasm` });
  const session = new Session();
  const read = (name: string, text: string) => {
    const begun = performance.now();
    const bytes = new TextEncoder().encode(text);
    session.beginImport(name, {});
    for (let from = 0; from < bytes.length; from += 1 << 22) session.push(bytes.subarray(from, from + (1 << 22)));
    session.finishImport(false);
    return performance.now() - begun;
  };
  const analyse = (params: object): Analysed => {
    const stages: Record<string, number> = {};
    let begun = performance.now();
    const note = (stage: string) => {
      const now = performance.now();
      stages[stage] = (stages[stage] ?? 0) + now - begun;
      begun = now;
    };
    session.start("clv", params, {});
    note("start");
    for (let finished = false; !finished; ) {
      const progress = session.step();
      note(progress.stage);
      finished = progress.finished;
    }
    const { converged, log_likelihood } = session.finish().summary;
    note("finish");
    if (!converged) throw new Error("the fit did not converge");
    return { stages, log_likelihood };
  };
  /** A summary of customers of one Pareto/NBD model, drawn without a pattern but the same in every run. */
  const summary = (customers: number) => {
    let state = 7;
    const uniform = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    const lines = ["customer_id,x,t_x,T"];
    const distinct = new Set<string>();
    for (let customer = 0; customer < customers; customer += 1) {
      const age = 1 + Math.floor(uniform() * 730);
      // Rates of purchase and of death by gamma distributions of shape 1.
      const exponential = (mean: number) => -Math.log(uniform()) * mean;
      const [rate, death] = [exponential(1 / 120), exponential(1 / exponential(1 / 200))];
      let [x, last] = [0, 0];
      for (let next = exponential(1 / rate); next <= Math.min(age, death); next += exponential(1 / rate)) [x, last] = [x + 1, Math.ceil(next)];
      lines.push(`${customer},${x},${last},${age}`);
      distinct.add(`${x},${last},${age}`);
    }
    return { text: lines.join("\n"), distinct: distinct.size };
  };
  Object.assign(globalThis, { read, analyse, summary });
}

async function tab(): Promise<Page> {
  const page = await chromium.launched().newPage();
  await page.goto(`${chromium.address()}/tests/e2e/blank.html`);
  await page.evaluate(engine, chromium.address());
  return page;
}

const analyse = (page: Page, params: object) =>
  page.evaluate((params) => (globalThis as unknown as { analyse: (params: object) => Analysed }).analyse(params), params);

const total = (stages: Record<string, number>, ...names: string[]) =>
  Object.entries(stages).reduce((sum, [stage, time]) => sum + (names.length === 0 || names.includes(stage) ? time : 0), 0);

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const range = (values: number[]) => `${middle(values).toFixed(0)} x (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;

test("all of CDNOW, in turn with lifetimes", { timeout: 3_600_000 }, async (context) => {
  const peer = spawn("python3", [file("benches/fits.py")], { stdio: ["pipe", "pipe", "inherit"] });
  context.after(() => peer.kill());
  const answers = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
  const page = await tab();
  const orders = readFileSync(file("tests/data/cdnow_master.txt"), "utf8");
  await page.evaluate((text) => (globalThis as unknown as { read: (name: string, text: string) => number }).read("cdnow_master.txt", text), orders);
  for (const model of ["bgnbd", "mbgnbd", "paretonbd"]) {
    const [fits, all, ours, theirs]: number[][] = [[], [], [], []];
    let version = "";
    for (let round = 0; round < ROUNDS; round += 1) {
      const { stages, log_likelihood } = await analyse(page, { model });
      peer.stdin.write(`${model}\n`);
      const { value } = await answers.next();
      const answer = JSON.parse(String(value)) as { seconds: number; log_likelihood: number; version: string };
      version = answer.version;
      const fit = total(stages, "scout", "fit");
      fits!.push((1000 * answer.seconds) / fit);
      all!.push((1000 * answer.seconds) / total(stages));
      ours!.push(fit);
      theirs!.push(1000 * answer.seconds);
      const gap = log_likelihood - answer.log_likelihood;
      if (round === 0) {
        const parts = Object.entries(stages).map(([stage, time]) => `${stage} ${time.toFixed(1)}`);
        console.log(`${model}: log-likelihood ${log_likelihood.toFixed(4)}, ${gap.toFixed(4)} above; first round in ms: ${parts.join(", ")}`);
      }
      assert.ok(gap >= -1e-6, `${model}: the log-likelihood is lower by ${-gap}`);
    }
    console.log(
      `${model}: the fit ${range(fits!)}, everything against their fit ${range(all!)}; best ${Math.min(...ours!).toFixed(1)} ms against ${Math.min(...theirs!).toFixed(0)} ms of lifetimes ${version}; ${ROUNDS} rounds, ${cpus().length} cores`,
    );
  }
  await page.close();
});

test("more and more customers", { timeout: 3_600_000 }, async () => {
  for (const customers of [10_000, 100_000, 1_000_000]) {
    const page = await tab();
    const { distinct, seconds } = await page.evaluate((customers) => {
      const tab = globalThis as unknown as { read: (name: string, text: string) => number; summary: (customers: number) => { text: string; distinct: number } };
      const { text, distinct } = tab.summary(customers);
      return { distinct, seconds: tab.read("summary.csv", text) / 1000 };
    }, customers);
    for (const model of ["bgnbd", "paretonbd"]) {
      const { stages } = await analyse(page, { model, unit: "day", horizon: 365 });
      console.log(
        `${customers} customers, ${distinct} distinct histories: read in ${seconds.toFixed(2)} s; ${model} fitted in ${(total(stages, "scout", "fit") / 1000).toFixed(2)} s, everything in ${(total(stages) / 1000).toFixed(2)} s`,
      );
    }
    await page.close();
  }
});
