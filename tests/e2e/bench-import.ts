/**
 * How long large files take to be read, and how much memory: `cargo xtask bench-import`.
 *
 * A CSV of a million orders and a workbook of two hundred thousand are written
 * to a temporary folder and chosen on the page of `dist/`. The clock runs until
 * the page shows its first result of them. Memory is what the operating system
 * says of the process that runs the page and its worker: how far it has ever
 * grown beyond what it held before. Only Linux tells that.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { crc32, deflateRawSync } from "node:zlib";
import { browser, Visit } from "./driver.js";

const chromium = browser();
const folder = mkdtempSync(join(tmpdir(), "regulars-bench-"));
after(() => rmSync(folder, { recursive: true }));

/** An order: the number of its customer, its day since 2022 began, its cents. */
type Order = [customer: number, day: number, cents: number];

/** Orders without any pattern that are the same in every run. */
function* orders(rows: number): Generator<Order> {
  let state = 7;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  // Some come again and again, many once or twice.
  for (let row = 0; row < rows; row += 1) yield [Math.floor((rows / 10) * (next(1 << 20) / (1 << 20)) ** 2), next(1000), next(2_000_000)];
}

const START = Date.UTC(2022, 0, 1);
const dayOf = (day: number) => new Date(START + day * 86_400_000).toISOString().slice(0, 10);
const HEADER = ["order_id", "customer_id", "order_date", "amount"];

function csv(rows: number): Buffer {
  const lines = Array.from(orders(rows), ([customer, day, cents], row) => `${row + 1},C${customer},${dayOf(day)},${(cents / 100).toFixed(2)}\n`);
  return Buffer.from(`${HEADER.join()}\n${lines.join("")}`);
}

/** A workbook as Excel writes it: texts in a table of their own, days as numbers with a style. */
function xlsx(rows: number): Buffer {
  const texts = [...HEADER];
  const places = new Map<number, number>();
  const place = (customer: number) => {
    const known = places.get(customer) ?? texts.push(`C${customer}`) - 1;
    places.set(customer, known);
    return known;
  };
  // Excel counts days from the end of 1899.
  const first = START / 86_400_000 + 25_569;
  const lines = Array.from(orders(rows), ([customer, day, cents], row) => {
    const at = row + 2;
    return `<row r="${at}"><c r="A${at}"><v>${row + 1}</v></c><c r="B${at}" t="s"><v>${place(customer)}</v></c><c r="C${at}" s="1"><v>${first + day}</v></c><c r="D${at}"><v>${cents / 100}</v></c></row>`;
  });
  const head = HEADER.map((_, column) => `<c r="${"ABCD"[column]}1" t="s"><v>${column}</v></c>`).join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packaged = "http://schemas.openxmlformats.org/package/2006";
  const relation = (id: number, kind: string, target: string) => `<Relationship Id="rId${id}" Type="${relations}/${kind}" Target="${target}"/>`;
  const part = (name: string, kind: string) => `<Override PartName="/xl/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  return zip({
    "[Content_Types].xml": `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("workbook", "sheet.main")}${part("worksheets/sheet1", "worksheet")}${part("styles", "styles")}${part("sharedStrings", "sharedStrings")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${packaged}/relationships">${relation(1, "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packaged}/relationships">${relation(1, "worksheet", "worksheets/sheet1.xml")}${relation(2, "styles", "styles.xml")}${relation(3, "sharedStrings", "sharedStrings.xml")}</Relationships>`,
    "xl/styles.xml": `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst xmlns="${main}">${texts.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData><row r="1">${head}</row>${lines.join("")}</sheetData></worksheet>`,
  });
}

function zip(members: Record<string, string>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(members)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    // From the version that is needed to the length of the name, as it stands in both places.
    const common = Buffer.alloc(26);
    [20, 0, 8, 0, 0x21].forEach((value, at) => common.writeUInt16LE(value, 2 * at));
    [crc32(content), packed.length, content.length].forEach((value, at) => common.writeUInt32LE(value, 10 + 4 * at));
    common.writeUInt16LE(name.length, 22);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\0"), common, entry, Buffer.from(name));
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
    bodies.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  for (const at of [8, 10]) end.writeUInt16LE(bodies.length, at);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, entries, end]);
}

/** What a running process holds, or has held at most, in megabytes. */
function memory(process: number, key: "VmRSS" | "VmHWM"): number {
  const path = `/proc/${process}/status`;
  const kilobytes = existsSync(path) ? new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync(path, "utf8"))?.[1] : undefined;
  return kilobytes === undefined ? Number.NaN : (Number(kilobytes) * 1024) / 1e6;
}

for (const [name, make, rows] of [
  ["orders.csv", csv, 1_000_000],
  ["orders.xlsx", xlsx, 200_000],
] as const) {
  test(`${rows} rows of ${name}`, { timeout: 1_800_000 }, async () => {
    const path = join(folder, name);
    writeFileSync(path, make(rows));
    const visit = await Visit.begin(chromium, "served");
    const session = await chromium.launched().newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => ({ id, before: memory(id, "VmRSS") }));
    const begun = performance.now();
    await visit.frame.locator("input[type=file]").first().setInputFiles(path);
    await visit.frame.locator(`.bar-file[title="${name}"]`).waitFor({ timeout: 0 });
    await visit.settled();
    const seconds = (performance.now() - begun) / 1000;
    const grown = Math.max(...renderers.map(({ id, before }) => memory(id, "VmHWM") - before));
    console.log(`${name}: ${rows} rows, ${(statSync(path).size / 1e6).toFixed(1)} MB; ${seconds.toFixed(2)} s, ${grown.toFixed(0)} MB more memory at most; ${cpus().length} cores`);
    await visit.end();
  });
}
