// What the compiler has to accept, and what it has to refuse; never run.
import { load, RegularsError, type AnalysisName, type Customer, type Shop } from "regulars";
import { load as loadCore } from "regulars/core";

const regulars = await load();
await load({ wasm: new Uint8Array() });
await loadCore({ wasm: new Uint8Array() });
// @ts-expect-error The core has no wasm of its own.
await loadCore();

const shop: Shop = await regulars.open(regulars.sample(7), { name: "tea.csv", params: { roles: { customer: "1" } } });
// @ts-expect-error A number is no file.
await regulars.open(5);
// @ts-expect-error There is no such role.
await regulars.open("", { params: { roles: { colour: "1" } } });
const read: number = shop.health.rows_read;

const abc = await shop.analyse("abc", { limits: [0.7, 0.9] }, { scope: { as_of: "2025-12-31" } });
const gini: number = abc.report.gini;
const shares: number[] = abc.report.classes.map((found) => found.share);
const customer: Customer | undefined = abc.customers().next().value ?? undefined;
// @ts-expect-error Reports of ABC have no segments.
abc.report.segments;
// @ts-expect-error There is no such setting.
await shop.analyse("abc", { limit: 0.7 });
// @ts-expect-error There are two limits.
await shop.analyse("abc", { limits: [0.7] });
// @ts-expect-error There is no such scheme.
await shop.analyse("rfm", { scheme: "median" });
// @ts-expect-error There is no such analysis.
await shop.analyse("astrology");
// @ts-expect-error A scope has no such day.
await shop.analyse("abc", {}, { scope: { asOf: "2025-12-31" } });

const names: AnalysisName[] = regulars.analyses.map((analysis) => analysis.name);
for (const analysis of regulars.analyses) {
  if (analysis.name === "abc") {
    const limits: [number, number] = analysis.defaults.limits;
    console.log(limits);
  }
}

const title: string | undefined = shop.explain("abc", 0)?.title.zh;
const error = new RegularsError("cancelled", "Cancelled.", "已取消。");
const place: number | null = error.place.row;
console.log(read, gini, shares, customer, names, title, place);
