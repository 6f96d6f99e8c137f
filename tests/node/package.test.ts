import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createReadStream, openAsBlob, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
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

const orders = "customer,date,amount\nann,2024-01-01,5\nann,2024-01-01,5\nbob,2024-01-02,15\ncat,2024-02-01,10\n";
const people = "customer,town\nann,Rome\nbob,Oslo\ndan,Bonn\n";

test("several files are joined on the customer", async () => {
  const files: number[] = [];
  const both = await regulars.openAll(
    [
      { source: people, name: "people.csv" },
      { source: orders, name: "orders.csv", params: { date_order: "YMD" } },
    ],
    { onProgress: ({ file }) => files.push(file) },
  );
  assert.deepEqual(both.ids, ["ann", "bob", "cat", "dan"]);
  const { data } = both;
  assert.deepEqual([data.kind, data.customers, data.buyers, data.lines], ["orders", 4, 3, 4]);
  assert.deepEqual(data.imports.map((report) => report.file), ["orders.csv", "people.csv"]);
  assert.deepEqual([data.join?.matched, data.join?.without_orders_examples, data.join?.without_attributes_examples], [2, ["dan"], ["cat"]]);
  assert.deepEqual(data.attributes, [{ name: "town", role: data.attributes[0]!.role, values: "category", known: 3 }]);
  const nameless = await failure(regulars.openAll([{ source: orders }, { source: "size,hue\n1,2\n1,2\n", name: "b.csv" }]));
  assert.deepEqual([nameless.kind, nameless.place?.file], ["wrong_kind", "b.csv"]);
  const broken = await failure(regulars.openAll([{ source: orders }, { source: "", name: "empty.csv" }]));
  assert.deepEqual([broken.kind, broken.place?.file], ["empty_file", "empty.csv"]);
});

test("data are cleaned, and as they were again", async () => {
  const tea = await regulars.open(orders, { name: "orders.csv" });
  const before = [tea.ids, tea.json("rfm")];
  const cleaned = await tea.clean({ remedies: ["drop_copies"], merges: { cat: "bob" } });
  assert.deepEqual([cleaned.customers, cleaned.total_amount, cleaned.cleaned?.effects.map(({ lines }) => lines)], [2, 30, [1]]);
  assert.deepEqual(tea.ids, ["ann", "bob"]);
  assert.equal((await tea.analyse("abc")).rows.length, 2);
  await assert.rejects(tea.clean({ merges: { ann: "bob", bob: "ann" } }), { kind: "bad_parameter" });
  assert.deepEqual(tea.data, cleaned);
  await tea.clean({});
  assert.deepEqual([tea.ids, tea.json("rfm")], before);
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

test("a text in any encoding is read, and its rejected rows come back byte for byte", async () => {
  const [client, when] = [[0xbf, 0xcd, 0xbb, 0xa7], [0xc3, 0xf7, 0xcc, 0xec]];
  const ascii = (text: string) => [...new TextEncoder().encode(text)];
  const bytes = new Uint8Array([...client, ...ascii(",date,amount\r\na,2024-01-31,5\r\nb,"), ...when, ...ascii(",6\r\n")]);
  assert.deepEqual(regulars.sampleText(bytes), ["客户,date,amount", "a,2024-01-31,5", "b,明天,6"]);
  assert.equal(regulars.sampleText(bytes, "latin1")[0], "¿Í»§,date,amount");
  assert.throws(() => regulars.sampleText(bytes, "none"), { kind: "bad_parameter" });

  const packed = new Uint8Array(gzipSync(bytes));
  const shop = await regulars.open(packed, { name: "orders.csv.gz" });
  assert.deepEqual([shop.health.compression, shop.health.encoding, shop.health.rows_rejected], ["gzip", "GB18030", 1]);
  const rejected = new Uint8Array(await (await shop.rejectedRows(packed)).arrayBuffer());
  assert.deepEqual(regulars.sampleText(rejected), ["line,reason,客户,date,amount", "3,“明天” is not a date.,b,明天,6"]);
  assert.deepEqual([...rejected.slice(-8)], [...when, ...ascii(",6\r\n")]);
  shop.close();
});

test("a workbook is read, and tells how far it has come", async () => {
  const told: number[] = [];
  const shop = await regulars.open(await openAsBlob(file("tests/data/workbooks/shop.ods")), { onProgress: ({ rows }) => told.push(rows) });
  assert.deepEqual([shop.health.format, shop.health.sheet, shop.health.rows_kept], ["ods", "Orders", 4]);
  assert.ok(told.length > 1 && told.at(-1) === 4);
  shop.close();
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

const ORDERS = { name: "orders.csv", source: "customer,date,amount\na,2024-01-05,3\nb,2024-02-05,4\nb,2024-02-05,4\n" };
const PEOPLE = { name: "people.csv", source: "customer,town\na,Rome\nc,Oslo\n" };
const PICTURE = { name: "picture.png", source: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) };

test("several files are joined and cleaned, and one that cannot be used is named", async () => {
  assert.match((await failure(regulars.openAll([ORDERS, PICTURE]))).message, /picture\.png/);
  const failed: [number, string][] = [];
  const progress: [number, number][] = [];
  const joined = await regulars.openAll([PEOPLE, PICTURE, ORDERS], {
    onFailure: ({ file, error }) => failed.push([file, error instanceof RegularsError ? error.kind : String(error)]),
    onProgress: ({ file, rows }) => progress.push([file, rows]),
  });
  assert.deepEqual(failed.map(([file]) => file), [1]);
  assert.deepEqual(joined.imports.map((report) => report?.file), ["people.csv", undefined, "orders.csv"]);
  assert.deepEqual(joined.data.imports.map(({ file }) => file), ["orders.csv", "people.csv"]);
  assert.ok(progress.some(([file, rows]) => file === 0 && rows === 2), JSON.stringify(progress));
  assert.deepEqual(progress.at(-1), [2, 3]);
  assert.deepEqual([...joined.ids], ["a", "b", "c"]);
  assert.equal((await joined.clean({ remedies: ["drop_copies"], merges: { c: "b" } })).lines, 2);
  assert.deepEqual([...joined.ids], ["a", "b"]);
  // Who is not there is told, and nothing else changes; what cannot be at all is refused.
  assert.deepEqual((await joined.clean({ merges: { x: "a" } })).cleaned?.notices.map(({ code }) => code), ["unknown_ids"]);
  assert.equal(joined.ids.length, 3);
  await assert.rejects(joined.clean({ merges: { a: "b", b: "a" } }));
  assert.equal((await joined.clean({})).lines, 3);
  joined.close();
  // With nothing left to open there is an error after all.
  assert.match((await failure(regulars.openAll([PICTURE], { onFailure: () => {} }))).message, /picture\.png/);
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
