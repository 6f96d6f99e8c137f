/**
 * How long the page is deaf to its user: `cargo xtask bench-page`.
 *
 * A million orders, then a table of a million customers, go through the page
 * of `dist/`; every task of the main thread of 50 milliseconds and more is
 * counted where it happens, in the sealed frame.
 */

import { cpus } from "node:os";
import { test } from "node:test";
import type { Frame } from "playwright-core";
import { browser, Visit } from "./driver.js";

const chromium = browser();
const ROWS = Number(process.env["REGULARS_BENCH_ROWS"] ?? 1_000_000);

/** One line of the result. */
interface Phase {
  what: string;
  milliseconds: number;
  /** The tasks of 50 milliseconds and more, in milliseconds by the clock. */
  tasks: number[];
  /** The longest task in milliseconds of the processor: a busy machine makes it no longer. */
  processor: number;
  /** The page's memory for JavaScript at the end, in megabytes. */
  heap: number;
}

/** What runs in the page: it waits by looking once a frame, so that the driver's own work does not count. */
function clock() {
  const tasks: number[] = [];
  const note = (entries: PerformanceEntryList) => tasks.push(...entries.map(({ duration }) => duration));
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: "longtask" });
  const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const frame = () => new Promise(requestAnimationFrame);
  const isAnswered = () =>
    document.querySelector("main .finding, main [role=alert]") !== null && document.querySelector("main [aria-busy=true], main .working") === null;
  const heap = () => ((performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? Number.NaN) / 1e6;
  const acts = {
    drop: () => document.querySelector("main")!.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: (globalThis as unknown as { carried: DataTransfer }).carried })),
    go: (view: string) => document.querySelector<HTMLElement>(`nav.steps-nav a[href^="#/${view}"]`)!.click(),
    sort: (column: string) => document.querySelectorAll<HTMLElement>("main .table-scroll thead button")[Number(column)]!.click(),
    search: (text: string) => {
      const input = document.querySelector<HTMLInputElement>("main .table input[type=search]")!;
      input.value = text;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    save: () => [...document.querySelectorAll<HTMLElement>("main .table-bar button")].at(-1)!.click(),
    language: () => [...document.querySelectorAll<HTMLElement>("header button, header select")].find((part) => part.lang || /中文|English/.test(part.innerText))?.click(),
    scroll: async () => {
      const box = document.querySelector("main .table-scroll")!;
      for (let step = 0; step < 60; step += 1) {
        box.scrollTop = step < 50 ? box.scrollTop + 120 : (box.scrollHeight * (step - 50)) / 10;
        await frame();
      }
    },
  };
  const isOpen: Record<string, (what: string) => boolean> = {
    drop: (name) => document.querySelector(`.bar-file[title="${name}"]`) !== null,
    go: (view) => document.querySelector(`nav.steps-nav a[href^="#/${view}"][aria-current=page]`) !== null,
  };
  const run = async (act: keyof typeof acts, of: string, what: string): Promise<Phase> => {
    note(observer.takeRecords());
    tasks.length = 0;
    const begun = performance.now();
    await acts[act](of);
    for (await frame(); !isAnswered() || isOpen[act]?.(of) === false; ) await frame();
    let milliseconds = performance.now() - begun;
    // What is drawn after the answer belongs to it, and so does a file that is still being made.
    await later(400);
    for (; !isAnswered(); await frame()) milliseconds = performance.now() - begun;
    note(observer.takeRecords());
    return { what, milliseconds, tasks: [...tasks], processor: Number.NaN, heap: heap() };
  };
  Object.assign(globalThis, { run });
}

/** Makes a file in the page; the same in every run. */
function make([kind, name, rows]: readonly ["orders" | "customers", string, number]) {
  let state = 7;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pad = (figures: number) => String(figures).padStart(2, "0");
  const cities = ["Lyon", "Gent", "Porto", "Graz", "Turku"];
  const parts: Blob[] = [];
  let part = kind === "orders" ? "order_id,customer_id,order_date,amount\n" : "customer_id,age,city,visits,spend,tenure,churn\n";
  const customers = Math.ceil(rows / 10);
  for (let row = 0; row < rows; row += 1) {
    if (kind === "orders") {
      // Some come again and again, many once or twice.
      const customer = Math.floor(customers * (next(1 << 20) / (1 << 20)) ** 2);
      const day = `${2022 + next(3)}-${pad(1 + next(12))}-${pad(1 + next(28))}`;
      part += `${row + 1},C${customer},${day},${next(20_000) / 100}\n`;
    } else {
      const visits = next(40);
      const leaves = next(60) > visits + 10;
      part += `M${row},${18 + next(60)},${cities[next(5)]},${visits},${next(500_000) / 100},${next(72)},${leaves ? "Yes" : "No"}\n`;
    }
    if (part.length > 1 << 20) {
      parts.push(new Blob([part]));
      part = "";
    }
  }
  const carried = new DataTransfer();
  carried.items.add(new File([...parts, part], name));
  Object.assign(globalThis, { carried });
}

const run = (frame: Frame, act: string, of: string, what: string): Promise<Phase> =>
  frame.evaluate(
    ([act, of, what]) => (globalThis as unknown as { run: (...of: string[]) => Promise<Phase> }).run(act!, of!, what!),
    [act, of, what],
  );

for (const kind of ["orders", "customers"] as const) {
  test(`${ROWS} ${kind}`, { timeout: 1_800_000 }, async () => {
    const visit = await Visit.begin(chromium, "served", { acceptDownloads: true });
    const name = `${kind}.csv`;
    const phases: Phase[] = [];
    const does = async (act: string, of: string, what: string) => {
      await chromium.launched().startTracing(visit.page, { categories: ["toplevel"] });
      const phase = await run(visit.frame, act, of, what);
      phases.push({ ...phase, processor: longestOf(await chromium.launched().stopTracing()) });
    };
    await visit.frame.evaluate(make, [kind, name, ROWS] as const);
    await visit.frame.evaluate(clock);
    await does("drop", name, "import");
    const views = await visit.views();
    for (const view of views) {
      await does("go", view, view);
      const heads = await visit.frame.locator("main .table-scroll thead button").allInnerTexts();
      for (const [column, head] of heads.entries()) await does("sort", String(column), `${view}: sort by ${head.toLowerCase().replace(/ [↑↓]$/, "")}`);
      if (heads.length === 0 || (await visit.frame.locator("main .table input[type=search]").count()) === 0) continue;
      await does("search", "77", `${view}: search`);
      await does("search", "", `${view}: search no more`);
      await does("scroll", "", `${view}: scroll`);
      await does("save", "", `${view}: save`);
    }
    for (const view of views) await does("go", view, `${view}, again`);
    print(kind, phases);
    await visit.end();
  });
}

/** The longest task of a page's main thread in a trace, by the time that the processor spent on it. */
function longestOf(trace: Buffer): number {
  const { traceEvents: events } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const main = new Set(events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(threadOf));
  const tasks = events.filter((event) => event.name === "ThreadControllerImpl::RunTask" && main.has(threadOf(event)));
  return Math.max(0, ...tasks.map(({ tdur }) => (tdur ?? 0) / 1000));
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  tdur?: number;
  args: { name?: string };
}

function print(kind: string, phases: Phase[]): void {
  const longest = (tasks: number[]) => Math.round(Math.max(0, ...tasks));
  const line = (what: string, ...figures: (number | string)[]) => console.log(what.padEnd(40) + figures.map((figure) => String(figure).padStart(10)).join(""));
  console.log(`\n${ROWS} ${kind}; ${cpus().length} cores`);
  line("", "ms", "over 50", "longest", "processor", "MB");
  for (const { what, milliseconds, tasks, processor, heap } of phases) {
    line(what, Math.round(milliseconds), tasks.length, longest(tasks), Math.round(processor), Math.round(heap));
  }
  const all = phases.flatMap(({ tasks }) => tasks);
  const time = phases.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  line("in all", Math.round(time), all.length, longest(all), longest(phases.map(({ processor }) => processor)));
}
