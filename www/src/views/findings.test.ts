import assert from "node:assert/strict";
import { test } from "node:test";
import type { AbcReport, ChurnReport, ClvReport, CurveReport, DcfReport, DwyerReport, EventsReport, HistoricalReport, IdentityReport, ProfileReport, RfmReport, TrendReport } from "regulars/core";
import { formatter } from "../i18n/format.ts";
import { finding as abc } from "./differentiate/abc/finding.ts";
import { aliveTitle, finding as clv } from "./differentiate/clv/finding.ts";
import { finding as curve, title as curveTitle } from "./differentiate/curve/finding.ts";
import { finding as dcf, title as dcfTitle } from "./differentiate/dcf/finding.ts";
import { finding as dwyer } from "./differentiate/dwyer/finding.ts";
import { finding as events } from "./differentiate/events/finding.ts";
import { finding as historical } from "./differentiate/historical/finding.ts";
import { elbowTitle, finding as profile, silhouetteTitle } from "./differentiate/profile/finding.ts";
import { finding as rfm, gridTitle } from "./differentiate/rfm/finding.ts";
import { finding as health } from "./identify/health/finding.ts";
import { finding as identity } from "./identify/identity/finding.ts";
import { calibrationTitle, finding as churn, precisionTitle } from "./interact/churn/finding.ts";
import { finding as overview } from "./overview/finding.ts";
import { customersTitle, finding as trend, title as trendTitle } from "./overview/trend/finding.ts";

const f = formatter("en");

test("ABC says how much the best fifth bring, and of what", () => {
  const report = (by: "revenue" | "purchases") =>
    ({
      params: { by },
      top: [{ customers: 0.2, value: 0.713 }],
      classes: [{ class: "A", customers: 1234, share: 0.801 }],
      customers_ranked: 5678,
      notices: [],
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
  assert.equal(rfm(report(10), f).zh, "“核心客户”占客户的 20%，贡献了 60% 的收入。有 10 位好客户近期沉默，曾贡献 10% 的收入。");
});

const ranked = (customers: number, a: number, best: number) =>
  ({
    params: { by: "revenue" },
    top: [{ customers: 0.2, value: best }],
    classes: [{ class: "A", customers: a, share: 0.8 }],
    curve: [{ customers: 0, value: 0 }, { customers: 1 / customers, value: best }],
    customers_ranked: customers,
    notices: customers < 5 ? [{ code: "few_customers" }] : [],
  }) as unknown as AbcReport;

test("ABC of few customers does not speak of a fifth of them, and of one in class A as of one", () => {
  assert.equal(abc(ranked(1, 1, 1), f).en, "Only 1 customer: too few to say who carries the business.");
  assert.equal(abc(ranked(1, 1, 1), f).zh, "只有 1 位客户，还看不出谁在支撑生意。");
  assert.equal(abc(ranked(2, 1, 0.9), f).en, "Only 2 customers: too few to say who carries the business. The best brings 90%.");
  assert.equal(abc(ranked(2, 1, 0.9), f).zh, "只有 2 位客户，还看不出谁在支撑生意；最好的一位占 90%。");
  assert.equal(abc(ranked(9, 1, 0.998), f).en, "A fifth of your customers bring >99% of the money: 1 of 9 stands in class A and holds 80%.");
});

const segment = (name: string, name_zh: string, customers: number, revenue: number) => ({ name, name_zh, customers, revenue });
const scored = (...segments: ReturnType<typeof segment>[]) =>
  ({
    customers_scored: segments.reduce((sum, { customers }) => sum + customers, 0),
    revenue: segments.reduce((sum, { revenue }) => sum + revenue, 0),
    segments,
  }) as unknown as RfmReport;

test("RFM of one customer, of one segment, of one who slips, of no money", () => {
  const one = rfm(scored(segment("New", "新客户", 1, 10)), f);
  assert.equal(one.en, "Your only customer belongs to “New”: there is nobody to compare them with.");
  assert.equal(one.zh, "唯一的客户属于“新客户”，没有可以对比的分群。");
  const alike = rfm(scored(segment("New", "新客户", 7, 70), segment("Loyal", "忠诚客户", 0, 0)), f);
  assert.equal(alike.en, "All 7 customers belong to “New”: there is nobody to compare them with.");
  assert.equal(alike.zh, "全部 7 位客户都属于“新客户”，没有可以对比的分群。");
  const slipping = rfm(scored(segment("Loyal", "忠诚客户", 999, 9990), segment("At risk", "流失风险", 1, 1)), f);
  assert.equal(slipping.en, "“Loyal” are >99% of your customers and bring >99% of the money. 1 good customer who brought <1% has gone quiet.");
  assert.equal(slipping.zh, "“忠诚客户”占客户的 >99%，贡献了 >99% 的收入。有 1 位好客户近期沉默，曾贡献 <1% 的收入。");
  const poor = rfm(scored(segment("Loyal", "忠诚客户", 3, 0), segment("At risk", "流失风险", 1, 0)), f);
  assert.equal(poor.en, "“Loyal” are 75% of your customers. Returns took all the money that came in. 1 good customer has gone quiet.");
  assert.equal(poor.zh, "“忠诚客户”占客户的 75%。退款抵消了全部收入。有 1 位好客户近期沉默。");
});

test("the grid's title names the cell with the most money", () => {
  const report = { grid: [{ r: 5, f: 1, customers: 3, revenue: 40 }, { r: 5, f: 5, customers: 1, revenue: 60 }], revenue: 100 } as RfmReport;
  assert.equal(gridTitle(report, f).en, "1 customer with R 5 and F 5 brings 60% of the money");
  assert.equal(gridTitle({ ...report, revenue: 0 }, f).zh, "各得分的客户数");
});

test("the overview speaks of one who is silent as of one, and of nobody not at all", () => {
  const shares = ranked(100, 20, 0.8);
  assert.equal(overview(shares, scored(segment("Loyal", "忠诚客户", 100, 100)), f).en, "A fifth of your customers bring 80% of the money.");
  const { en, zh } = overview(shares, scored(segment("Loyal", "忠诚客户", 99, 990), segment("At risk", "流失风险", 1, 10)), f);
  assert.equal(en, "A fifth of your customers bring 80% of the money; 1 good customer who brought 1% of it has gone quiet.");
  assert.equal(zh, "五分之一的客户贡献了 80% 的收入；1 位曾贡献 1% 收入的好客户近期沉默。");
});

const lifetime = (customers: number, repeaters: number, value: number | null, horizon = 52) =>
  ({
    settings: { horizon, unit: "week" },
    totals: { clv: value, expected_purchases: customers },
    customers_fitted: customers,
    repeaters,
  }) as unknown as ClvReport;
const frameOf = (p_alive: number[], x: number[]) => ({ rows: new Uint32Array(x.length), columns: { p_alive: new Float64Array(p_alive), x: new Uint32Array(x) } });

test("lifetime value of one customer, of few, without repeat buyers and without money", () => {
  const none = frameOf([1], [0]);
  const one = clv(lifetime(1, 0, 5, 1), none, new Float64Array([5]), f);
  assert.equal(one.en, "Over the next week your 1 customer is worth 5. Nobody has come again yet, so who is still active cannot be told.");
  assert.equal(one.zh, "未来 1 周，1 位客户价值合计 5。还没有客户复购，无法判断谁仍活跃。");
  assert.equal(aliveTitle(0, none, f).zh, "怎样的客户仍会在");
  const two = clv(lifetime(2, 1, null), frameOf([0.25, 1], [3, 0]), new Float64Array(), f);
  assert.equal(two.en, "Over the next 52 weeks your 2 customers will make about 2 purchases. The one who came again is still active with a chance of 25%.");
  assert.equal(two.zh, "未来 52 周，2 位客户预计购买 2 次。有复购的 1 位客户仍活跃的概率为 25%。");
  const many = frameOf(Array.from({ length: 10 }, () => 0.1), Array.from({ length: 10 }, () => 2));
  const ten = clv(lifetime(10, 10, 100), many, Float64Array.from({ length: 10 }, (_, place) => place + 5.5), f);
  assert.equal(ten.en, "Over the next 52 weeks your 10 customers are worth 100; a tenth of them hold 15% of it. Of the 10 who came again, about 1 is still active.");
  assert.equal(aliveTitle(10, many, f).en, "About 10% of those who came again are still active");
});

const grouped = (personas: [string, number, number | null][], k = personas.length) => {
  const all = personas.reduce((sum, [, customers]) => sum + customers, 0);
  return {
    k,
    personas: personas.map(([name, customers, money]) => ({ name: { en: name, zh: name }, customers, share: customers / all, money, money_share: money })),
    candidates: [{ k: 2, silhouette: 0.6 }, { k: 3, silhouette: 0.4 }],
    elbow: null,
  } as unknown as ProfileReport;
};

test("profiles of a table with two groups, of one customer who is a group, and the numbers of groups", () => {
  const table = profile(grouped([["Young", 999, null], ["Old", 1, null]]), f);
  assert.equal(table.en, "Your customers fall into 2 groups; the largest, “Young”, holds >99% of them.");
  assert.equal(table.zh, "客户可分为 2 组；最大的一组“Young”占 >99%。");
  const single = profile(grouped([["Whale", 1, 0.9], ["Rest", 9, 0.1]]), f);
  assert.equal(single.en, "Your customers fall into 2 groups: “Whale” is a single customer who brings 90% of the money.");
  assert.equal(single.zh, "客户可分为 2 组：“Whale”只有 1 位客户，贡献了 90% 的收入。");
  assert.equal(silhouetteTitle(grouped([], 2), f).en, "2 groups are the most clearly apart");
  assert.equal(silhouetteTitle(grouped([], 3), f).zh, "分成 2 组比 3 组更清晰（0.6 对 0.4）");
  assert.match(elbowTitle(grouped([]), f).en, /no clear bend/);
  assert.equal(elbowTitle({ ...grouped([]), elbow: 3 }, f).zh, "超过 3 组后，再细分改善不大");
});

const warning = (horizon: number, auc = 0.8) =>
  ({
    params: { horizon },
    window: {},
    auc,
    threshold: 0.5,
    confusion: { tp: 0, fp: 0, fn: 3, tn: 7 },
    calibration: [{ rows: 3, predicted: 0.001, observed: 0 }, { rows: 1, predicted: 0.001, observed: 0 }],
  }) as unknown as ChurnReport;

test("the churn warning of nobody, of one, of a table, and one that is no better than a coin", () => {
  assert.equal(
    churn(warning(90), 0, 20, f).en,
    "None of 20 customers has a chance of 50% or more to buy nothing for the next 90 days. The warning ranks a leaver above a stayer in 80% of pairs.",
  );
  assert.match(churn(warning(90), 0, 20, f).zh, /^20 位客户中，没有人在未来 90 天内不再购买的概率不低于 50%。/);
  assert.match(churn(warning(1), 1, 1, f).en, /^1 of 1 customer has a chance of 50% or more to buy nothing for the next day\./);
  assert.match(churn(warning(90, 0.5), 2, 2, f).en, /in 50% of pairs, hardly better than a coin\.$/);
  const table = { ...warning(90), window: null, positive: { en: "churn = Yes", zh: "churn = Yes" } } as unknown as ChurnReport;
  assert.match(churn(table, 5, 9, f).zh, /^9 位客户中，5 位“churn = Yes”的概率不低于 50%。/);
  assert.equal(precisionTitle(warning(90), f).en, "Nobody who was judged was warned of");
  assert.equal(calibrationTitle(warning(90), f).zh, "预计流失 <1%，实际流失 0%");
});

const period = (money: number, new_money: number, new_customers = 0, returning_customers = 0) =>
  ({ start: "2024-01-01", end: "2024-01-31", complete: true, money, new_money, new_customers, returning_customers }) as TrendReport["periods"][number];
const course = (...periods: TrendReport["periods"]) =>
  ({ unit: "month", periods, money: periods.reduce((sum, { money }) => sum + money, 0) }) as TrendReport;

test("the trend of one period, of none that differs, of returns that took the money", () => {
  assert.equal(trend(course(period(100, 100)), f).en, "Your customers spent 100; 100% of it came from new customers.");
  const level = course(period(100, 0), period(100, 0));
  assert.equal(trend(level, f).en, "In the last complete month your customers spent 100, as much as in the one before; next to nothing of it came from new customers.");
  assert.equal(trend(level, f).zh, "最近 1 个月（完整周期）收入 100，与此前 1 个月持平；几乎没有来自新客户的收入。");
  assert.equal(trendTitle(level, f).zh, "收入基本持平");
  assert.equal(trend(course(period(10, 0), period(-10, 0)), f).en, "Returns took all the money that came in.");
  assert.equal(customersTitle(course(period(1, 1, 1, 0)), f, () => "in Jan 2024").en, "1 customer bought in Jan 2024, 1 of them new");
  assert.equal(customersTitle(course(period(1, 1, 0, 3)), f, () => "on 3 Jan 2024").en, "3 customers bought on 3 Jan 2024, none of them new");
  assert.equal(customersTitle(course(period(0, 0)), f, () => "2024年1月").zh, "2024年1月无人购买");
});

test("a few are not none, and nearly all are not all", () => {
  for (const [share, said] of [[0, "0%"], [0.001, "<1%"], [0.005, "1%"], [0.994, "99%"], [0.999, ">99%"], [1, "100%"], [1 - 1e-12, "100%"], [-0.001, "0%"], [Number.NaN, "—"]] as const) {
    assert.equal(f.percent(share), said, String(share));
    assert.equal(formatter("zh").percent(share), said, String(share));
  }
});

test("health says whether rows are missing and what that hides", () => {
  const report = (rows: number, nameless: number) => ({ read: 2000, rows, nameless, byReason: {}, examples: [] });
  assert.equal(health(report(0, 0), f).en, "All 2,000 rows could be used.");
  assert.equal(health(report(10, 0), f).en, "10 of 2,000 rows (0.5%) could not be used.");
  assert.match(health(report(10, 4), f).zh, /其中 4 行没有客户编号/);
  assert.match(health(report(10, 1), f).en, /1 of them names no customer/);
});

test("identity says how many ids are fewer people, and what that moves", () => {
  const report = (found: number, customers_in: number, others: Partial<IdentityReport>) =>
    ({ found, customers_in, ids: 90, columns: [{ kind: "email", name: "mail" }], value_moved_share: null, segments_changed: null, params: { kinds: ["email", "phone", "name_address", "id"], min_score: 0.7 }, ...others }) as IdentityReport;
  assert.equal(identity(report(1, 2, {}), f).en, "2 ids are probably one person.");
  assert.equal(identity(report(3, 7, { value_moved_share: 0.12, segments_changed: 2 }), f).en, "7 ids are probably 3 people; merging them moves 12% of the money and puts 2 into another segment.");
  assert.equal(identity(report(3, 7, { value_moved_share: 0.12, segments_changed: 2 }), f).zh, "7 个编号可能同属 3 个人；合并会移动 12% 的金额，2 人的分群随之改变。");
  assert.equal(identity(report(3, 7, { value_moved_share: 0.12 }), f, { merged: 1, apart: 1, ids: 5 }).en, "2 more ids are probably one person; decided so far: 1 merged, 1 left as different people.");
  assert.equal(identity(report(3, 7, {}), f, { merged: 1, apart: 0, ids: 3 }).zh, "还有 4 个编号可能同属 2 个人；已决定：合并 1 项，不是同一人 0 项。");
  assert.equal(identity(report(3, 7, {}), f, { merged: 2, apart: 1, ids: 7 }).en, "Every proposal is decided: 2 merged, 1 left as different people.");
  assert.equal(identity(report(0, 0, {}), f).en, "No two of the 90 ids look like one person.");
  assert.match(identity(report(0, 0, { columns: [] }), f).en, /but their ids/);
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

test("the value so far says what the best tenth brought, and who cost more than they paid", () => {
  const report = (negative: number, best = 10, basis = "costs") =>
    ({ all: { customers: 100, value: 5000 }, tenths: [{ customers: best, value: 2500 }], negative, margin: { basis } }) as unknown as HistoricalReport;
  assert.equal(historical(report(0), f).en, "Your customers have brought 5K of margin so far, the best tenth 50% of it.");
  assert.equal(historical(report(1), f).en, "Your customers have brought 5K of margin so far, the best tenth 50% of it. 1 customer cost more than they paid.");
  assert.equal(historical(report(3), f).zh, "客户至今共带来 5K 毛利，其中最好的一成贡献 50%。有 3 位客户的成本高于所付金额。");
  assert.equal(historical(report(0, 100), f).en, "Your customers have brought 5K of margin so far.");
  // Without costs nobody costs anything; more can be paid back than was paid.
  assert.equal(historical(report(1, 100, "amounts"), f).en, "Your customers have brought 5K so far. 1 customer got more back than they paid.");
  assert.equal(historical(report(2, 100, "rate"), f).zh, "客户至今共带来 5K 毛利。有 2 位客户的退款多于付款。");
});

test("a cash flow says what it is worth, and when it has paid for itself", () => {
  const report = (break_even: number | null, heads = 1) =>
    ({ source: "typed", params: { period: "year" }, heads, value: 4.13, value_per_head: 2.07, net: 20, flows: [{ start: null }, { start: null }, { start: null }], break_even }) as unknown as DcfReport;
  assert.equal(dcf(report(2), f).en, "The flows of 3 periods are worth 4.13 at the start. They have paid for themselves by period 2.");
  assert.equal(dcf(report(null, 2), f).en, "The flows of 3 periods are worth 4.13 at the start, 2.07 each. They do not pay for themselves.");
  assert.equal(dcf(report(0), f).zh, "所填 3 期现金流，折到期初值 4.13。");
  const observed = (starts: string[]) => ({ ...report(0, 2), source: "everyone", flows: starts.map((start) => ({ start })) }) as unknown as DcfReport;
  assert.equal(dcf(observed(["2024-01-01", "2025-01-01"]), f).en, "What your 2 customers brought from 2024 to 2025 was worth 4.13 at the start, 2.07 each.");
  assert.equal(dcf(observed(["2024-01-01"]), f).en, "What your 2 customers brought in 2024 was worth 4.13 at the start, 2.07 each.");
  assert.equal(dcf(observed(["2024-01-01", "2025-01-01"]), f).zh, "2 位客户 2024 至 2025 的净额，折到期初值 4.13，人均 2.07。");
  assert.equal(dcfTitle(report(0), f).en, "20 over time are worth 4.13 at the start");
});

test("customer events say what they are worth, and how soon the next purchase is", () => {
  const report = (source: string, when: number) =>
    ({ source, params: { customer: "7" }, value: 90, rhythm: source === "typed" ? null : {}, events: [{ when, probability: 0.48 }, { when: 1, probability: 0.3 }] }) as unknown as EventsReport;
  assert.equal(events(report("typed", 1), f).en, "The 2 events together are worth 90 today.");
  assert.equal(events(report("customer", 0), f).en, "The next 2 purchases of customer 7 are worth 90 today; the first is due now, and comes with a probability of 48%.");
  assert.equal(events(report("everyone", 0.1), f).zh, "一位普通新客户今后 2 次购买的现值为 90；第一次预计在 37 天后，概率为 48%。");
});

test("value curves say what comes by when in the periods asked for, and when nothing is left to project", () => {
  const course = (group: string, ...values: number[]) => ({ group, curve: values.map((value, age) => ({ age, value })) });
  const report = (period: string, horizon: number, ahead: number) =>
    ({ params: { period }, horizon, value_so_far: 100, projected: 100 + ahead, curves: [course("all", 48, 70, 104), course("often", 80, 150, 244)] }) as unknown as CurveReport;
  assert.equal(curve(report("quarter", 2, 50), f).en, "A customer brings 48 in the first quarter and 104 in the first 3 quarters. Those not that old yet will bring 50 more by then.");
  assert.equal(curve(report("month", 2, 0), f).zh, "客户首月人均带来 48，前 3 个月累计 104。所有客户都已到这个客龄，没有可预测的部分。");
  assert.equal(curve(report("year", 0, 0), f).en, "A customer brings 48 in the first year. Everyone is that old already, so nothing is left to project.");
  assert.equal(curveTitle(report("year", 2, 0), (group) => group, f).en, "“often” bring 244 each, all customers 104");
});

test("retention and migration say what a new customer is worth within which time, and how silence costs", () => {
  const report = (period: string, horizon: number, ...states: string[]) =>
    ({ params: { period, horizon }, retention: { value: 77 }, migration: { new_customer: 110, states: states.map((state, place) => ({ state, probability: [0.32, 0.15][place] })) } }) as unknown as DwyerReport;
  assert.equal(dwyer(report("quarter", 12, "0", "1", "gone"), f).en, "A new customer is worth 110 within 12 quarters, and 77 if whoever stays away is lost. 32% of those who just purchased do so again in the next quarter, 15% after one silent quarter.");
  assert.equal(dwyer(report("year", 1, "0", "gone"), f).en, "A new customer is worth 110 within 1 year, and 77 if whoever stays away is lost. 32% of those who just purchased do so again in the next year.");
  assert.equal(dwyer(report("month", 12, "0", "1", "gone"), f).zh, "一位新客户 12 个月内价值 110；若一沉默就算流失，则为 77。刚购买的客户下个月再买的有 32%，沉默 1 个月后只有 15%。");
});
