import assert from "node:assert/strict";
import { test } from "node:test";
import type { AbcReport, ImportReport, RfmReport } from "regulars/core";
import { formatter } from "../i18n/format.ts";
import { finding as abc } from "./differentiate/abc/finding.ts";
import { finding as rfm } from "./differentiate/rfm/finding.ts";
import { finding as health } from "./identify/health/finding.ts";

const f = formatter("en");

test("ABC says how much the best fifth bring, and of what", () => {
  const report = (by: "revenue" | "purchases") =>
    ({
      params: { by },
      top: [{ customers: 0.2, value: 0.713 }],
      classes: [{ class: "A", customers: 1234, share: 0.801 }],
      customers_ranked: 5678,
    }) as unknown as AbcReport;
  const { en, zh } = abc(report("revenue"), f);
  assert.equal(en, "A fifth of your customers bring 71% of the money: 1,234 of 5,678 stand in class A and hold 80%.");
  assert.equal(zh, "五分之一的客户贡献了 71% 的收入；5,678 位客户中，A 类 1,234 位，占 80%。");
  assert.match(abc(report("purchases"), f).en, /71% of the purchases/);
});

test("RFM names the richest segment, and those slipping away only when there are any", () => {
  const segment = (name: string, name_zh: string, customers: number, revenue: number) => ({ name, name_zh, customers, revenue });
  const report = (lost: number) =>
    ({
      customers_scored: 100,
      revenue: 1000,
      segments: [segment("Loyal", "忠诚客户", 50, 300), segment("Champions", "核心客户", 20, 600), segment("At risk", "流失风险", lost, lost * 10)],
    }) as unknown as RfmReport;
  assert.equal(rfm(report(0), f).en, "“Champions” are 20% of your customers and bring 60% of the money.");
  assert.equal(rfm(report(10), f).zh, "“核心客户”占客户的 20%，贡献了 60% 的收入。另有 10 位好客户近期沉默，曾贡献 10% 的收入。");
});

test("health says whether rows are missing and what that hides", () => {
  const report = (rows_rejected: number, missing_customer_rows: number) => ({ rows_read: 2000, rows_rejected, missing_customer_rows }) as ImportReport;
  assert.equal(health(report(0, 0), f).en, "All 2,000 rows could be used.");
  assert.equal(health(report(10, 0), f).en, "10 of 2,000 rows (0.5%) could not be used.");
  assert.match(health(report(10, 4), f).zh, /其中 4 行没有客户编号/);
});

test("what is not known is a dash, never a number", () => {
  for (const unknown of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.equal(f.count(unknown), "—");
    assert.equal(f.money(unknown), "—");
  }
  assert.equal(f.day(null), "—");
});

test("sizes and days are said as people say them", () => {
  assert.equal(f.bytes(999), "999 B");
  assert.equal(f.bytes(1_500_000), "1.5 MB");
  assert.equal(f.day("2024-03-31"), "31 Mar 2024");
  assert.equal(f.day(0), "1 Jan 1970");
  assert.equal(formatter("zh").money(12_345_678), "1230万");
});
