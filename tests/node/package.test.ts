import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createReadStream, openAsBlob, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load, RegularsError, type Place, type Source } from "regulars";
import { load as loadCore } from "regulars/core";
import { bytesOf, file, json as parsed, type BadInput } from "./support.js";

const master = file("tests/data/cdnow_master.txt");
const regulars = await load();
const shop = await regulars.open(createReadStream(master), { name: "cdnow_master.txt" });

/** The error of this package that a promise rejects with. */
async function failure(promise: Promise<unknown>): Promise<RegularsError> {
  const error = await promise.then(
    () => assert.fail("this must not succeed"),
    (error: unknown) => error,
  );
  assert.ok(error instanceof RegularsError, String(error));
  return error;
}

test("the package under test is the installed one", () => {
  const module = fileURLToPath(import.meta.resolve("regulars"));
  assert.equal(module, join(import.meta.dirname, "../node_modules/regulars/dist/node.js"));
  assert.equal(regulars.version, parsed<{ version: string }>("pkg/package.json").version);
});

test("the README's example prints what the README says", () => {
  const printed = execFileSync("node", ["build/readme.js"], { encoding: "utf8" });
  assert.equal(printed.trimEnd(), readFileSync("readme.txt", "utf8").trimEnd());
});

test("the wasm may be handed over", async () => {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve("regulars/regulars_bg.wasm")));
  assert.equal((await loadCore({ wasm })).version, regulars.version);
});

test("a file may come from anywhere and in any pieces", async () => {
  const bytes = new Uint8Array(readFileSync(file("tests/data/cdnow_sample.txt")));
  function* pieces(size: number): Generator<Uint8Array> {
    for (let start = 0; start < bytes.length; start += size) {
      yield bytes.subarray(start, start + size);
    }
  }
  const blob = await openAsBlob(file("tests/data/cdnow_sample.txt"));
  const sources: Source[] = [bytes, bytes.buffer, new DataView(bytes.buffer), new TextDecoder().decode(bytes), blob, blob.stream(), pieces(7), pieces(65_536)];
  const reports = [];
  for (const source of sources) {
    const shop = await regulars.open(source, { name: "cdnow_sample.txt" });
    reports.push([shop.health, shop.json("rfm")]);
    shop.close();
  }
  for (const report of reports) {
    assert.deepEqual(report, reports[0]);
  }
});

test("every analysis gives its customers as the JSON has them", async () => {
  const orders = await regulars.open(regulars.sample(3), { name: "sample.csv" });
  for (const { name } of regulars.analyses) {
    const result = await orders.analyse(name).catch((error: RegularsError) => error);
    if (result instanceof RegularsError) {
      assert.throws(() => orders.json(name), { message: result.message });
      continue;
    }
    const json = JSON.parse(orders.json(name));
    // The command line puts the customers into the report; health has only their number there.
    const { customers, ...summary } = json;
    const single = Array.isArray(customers);
    assert.deepEqual(result.report, single ? summary : json, name);
    assert.deepEqual([...result.customers()], single ? customers : [], name);
  }
});

test("the ids are there after the packed ones were handed to another thread", async () => {
  const whole = await regulars.open(regulars.sample(3), { name: "sample.csv" });
  for (const part of ["bytes", "offsets"] as const) {
    const shop = await regulars.open(regulars.sample(3), { name: "sample.csv" });
    const result = await shop.analyse("rfm");
    structuredClone(shop.packedIds, { transfer: [shop.packedIds[part].buffer as ArrayBuffer] });
    assert.equal(shop.packedIds[part].length, 0);
    assert.equal([...result.customers()][0]?.["id"], whole.ids[result.rows[0]!]);
    assert.deepEqual(shop.ids, whole.ids);
    shop.close();
    assert.deepEqual(shop.ids, whole.ids);
  }
  const closed = await regulars.open(regulars.sample(3), { name: "sample.csv" });
  structuredClone(closed.packedIds, { transfer: [closed.packedIds.bytes.buffer as ArrayBuffer] });
  closed.close();
  assert.throws(() => closed.ids, { kind: "cancelled" });
});

test("analyses asked for at once do not disturb each other", async () => {
  const alone = (await shop.analyse("abc")).report;
  const [abc, rfm, wrong, again] = await Promise.allSettled([
    shop.analyse("abc"),
    shop.analyse("rfm"),
    shop.analyse("abc", { limits: [0.9, 0.8] }),
    shop.analyse("abc"),
  ]);
  assert.equal(wrong.status, "rejected");
  assert.equal(rfm.status, "fulfilled");
  for (const run of [abc, again]) {
    assert.deepEqual(run.status === "fulfilled" && run.value.report, alone);
  }
});

test("a customer's figures can be explained", async () => {
  const abc = await shop.analyse("abc");
  const [first] = abc.customers();
  const step = shop.explain("abc", 0)?.steps.at(-1);
  assert.deepEqual(step?.result, { kind: "name", value: first?.["class"] });
  assert.equal(shop.explain("abc", 1_000_000), undefined);
});

test("an import can be cancelled", async () => {
  const before = new AbortController();
  before.abort();
  assert.equal((await failure(regulars.open("", { signal: before.signal }))).kind, "cancelled");

  const during = new AbortController();
  async function* endless(): AsyncGenerator<Uint8Array> {
    const line = new TextEncoder().encode("7,2024-05-01,3.50\n".repeat(50_000));
    yield new TextEncoder().encode("customer,date,amount\n");
    for (;;) {
      yield line;
    }
  }
  const options = { signal: during.signal, onProgress: ({ rows }: { rows: number }) => rows > 100_000 && during.abort("enough") };
  const error = await failure(regulars.open(endless(), options));
  assert.deepEqual([error.kind, error.name, error.cause], ["cancelled", "AbortError", "enough"]);

  const waiting = new AbortController();
  const silent = new ReadableStream<Uint8Array>();
  setTimeout(() => waiting.abort(), 20);
  assert.equal((await failure(regulars.open(silent, { signal: waiting.signal }))).kind, "cancelled");
});

test("an analysis can be cancelled, and the next one runs", async () => {
  const before = new AbortController();
  before.abort();
  assert.equal((await failure(shop.analyse("abc", {}, { signal: before.signal }))).kind, "cancelled");

  const during = new AbortController();
  // A thousand starts would take minutes.
  const settings = { k: 8, n_init: 1000 };
  const error = await failure(shop.analyse("profile", settings, { signal: during.signal, onProgress: () => during.abort() }));
  assert.deepEqual([error.kind, error.name], ["cancelled", "AbortError"]);
  assert.equal((await shop.analyse("abc")).report.customers_ranked, 23_570);
});

test("long work tells how far it has come and lets others have their turn", async () => {
  const stages = new Set<string>();
  let turns = 0;
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    turns += 1;
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  await shop.analyse("profile", { k: 4 }, { onProgress: ({ stage }) => stages.add(stage) });
  clearInterval(timer);
  assert.ok(stages.size > 0 && turns > 5, `${turns} turns, ${[...stages]}`);
  // Steps are short; the limit leaves room for machines that are busy with other things.
  assert.ok(longest < 1000, `${longest} ms without a turn`);
});

/** Fails unless an error says in both languages what is wrong. */
function says({ message, zh }: RegularsError): void {
  assert.match(message, /[a-z].*[.?]$/);
  assert.match(zh, /[\u4e00-\u9fff].*[。？]$/);
}

const badInput = parsed<BadInput[]>("tests/bad-input.json");

for (const bad of badInput.filter(({ kind }) => kind !== undefined)) {
  test(`${bad.name}: a sentence in both languages, with the place`, async () => {
    const error = await failure(regulars.open(bytesOf(bad), { name: bad.file }));
    assert.equal(error.kind, bad.kind);
    assert.equal(error.place.file, bad.file);
    for (const sentence of [error.message, error.zh]) {
      assert.ok(sentence.startsWith(bad.file), sentence);
    }
    says(error);
  });
}

for (const odd of badInput.filter(({ kind }) => kind === undefined)) {
  test(`${odd.name}: every analysis answers or says why not`, async () => {
    const shop = await regulars.open(bytesOf(odd), { name: odd.file });
    for (const { name } of regulars.analyses) {
      for (const settings of name === "profile" ? [{}, { k: 50 }] : [{}]) {
        try {
          await shop.analyse(name, settings);
        } catch (error) {
          assert.ok(error instanceof RegularsError, String(error));
          assert.notEqual(error.kind, "crashed", name);
          says(error);
        }
      }
    }
    shop.close();
  });
}

test("what goes wrong has a kind, a place and a way out", async () => {
  const nowhere: Place = { file: null, row: null, column: null, byte: null };
  const error = await failure(shop.analyse("abc", { limits: [0.9, 0.8] }));
  assert.equal(error.kind, "bad_parameter");
  assert.deepEqual(error.place, nowhere);
  assert.equal(error.message, "The setting “limits” is 0.9,0.8, but it must be two rising shares between 0 and 1, like 0.8,0.95.");
  assert.match(error.zh, /设置“limits”/);
  // Callers without types make these mistakes too.
  assert.equal((await failure(shop.analyse("abc", { limit: 1 } as object))).kind, "bad_parameter");
  assert.equal((await failure(shop.analyse("astrology" as "abc"))).kind, "unknown_analysis");
  assert.equal((await failure(shop.analyse("abc", {}, { scope: { as_of: "1990-01-01" } }))).kind, "too_few");
  await assert.rejects(regulars.open(5 as unknown as string), TypeError);
  assert.equal((await failure(loadCore({ wasm: Promise.reject(new Error("offline")) }))).kind, "not_loaded");
});
