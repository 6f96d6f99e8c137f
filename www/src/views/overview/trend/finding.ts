import type { TrendPeriod, TrendReport } from "regulars/core";
import { counted } from "../../../i18n/counted.ts";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";

type Unit = TrendReport["unit"];

/** Periods that are compared at most: a year of them, so that seasons do not look like growth. */
const YEAR: Record<Unit, number> = { day: 28, week: 52, month: 12, quarter: 4, year: 1 };

const UNITS: Record<Unit, { one: Text; many: Text }> = {
  day: { one: { en: "day", zh: "天" }, many: { en: "days", zh: "天" } },
  week: { one: { en: "week", zh: "周" }, many: { en: "weeks", zh: "周" } },
  month: { one: { en: "month", zh: "个月" }, many: { en: "months", zh: "个月" } },
  quarter: { one: { en: "quarter", zh: "个季度" }, many: { en: "quarters", zh: "个季度" } },
  year: { one: { en: "year", zh: "年" }, many: { en: "years", zh: "年" } },
};

/** The latest complete periods, and as many before them. */
export function compared({ periods, unit }: TrendReport): { latest: TrendPeriod[]; before: TrendPeriod[] } {
  const complete = periods.filter((period) => period.complete);
  const each = Math.min(YEAR[unit], Math.floor(complete.length / 2));
  return { latest: complete.slice(complete.length - each), before: complete.slice(complete.length - 2 * each, complete.length - each) };
}

const moneyOf = (periods: TrendPeriod[]) => periods.reduce((sum, { money }) => sum + money, 0);
const newOf = (periods: TrendPeriod[]) => periods.reduce((sum, { new_money }) => sum + new_money, 0);

/** Whether the business grows, and how much of it is new customers. */
export function finding(report: TrendReport, format: Format): Text {
  const { count, money } = format;
  const { latest, before } = compared(report);
  if (report.money <= 0) return { en: "Returns took all the money that came in.", zh: "退款抵消了全部收入。" };
  if (latest.length === 0 || moneyOf(before) <= 0 || moneyOf(latest) <= 0) {
    const fresh = fromNew(newOf(report.periods) / report.money, format);
    return {
      en: `Your customers spent ${money(report.money)}; ${fresh.en}.`,
      zh: `客户共消费 ${money(report.money)}，${fresh.zh}。`,
    };
  }
  const [now, then] = [moneyOf(latest), moneyOf(before)];
  const fresh = fromNew(newOf(latest) / now, format);
  const way = growth(now / then - 1, format);
  const { one, many } = UNITS[report.unit];
  const span = count(latest.length);
  return {
    en: `In the last ${latest.length === 1 ? `complete ${one.en}` : `${span} complete ${many.en}`} your customers spent ${money(now)}, ${way.en} in the ${latest.length === 1 ? "one" : span} before; ${fresh.en}.`,
    zh: `最近 ${span} ${many.zh}（完整周期）收入 ${money(now)}，比此前 ${span} ${many.zh}${way.zh}；${fresh.zh}。`,
  };
}

/** A share that a whole percentage does not show. */
const NOTHING = 0.005;

/** How much of some money is that of new customers. */
function fromNew(share: number, { percent }: Format): Text {
  if (share < NOTHING) return { en: "next to nothing of it came from new customers", zh: "几乎没有来自新客户的收入" };
  return { en: `${percent(share)} of it came from new customers`, zh: `其中 ${percent(share)} 来自新客户` };
}

/** A change in words; what rounds to nothing is none. */
function growth(change: number, { percent }: Format): Text {
  const size = percent(Math.abs(change));
  if (Math.abs(change) < NOTHING) return { en: "as much as", zh: "持平" };
  return change > 0 ? { en: `${size} more than`, zh: `增长 ${size}` } : { en: `${size} less than`, zh: `下降 ${size}` };
}

/** The same in a few words, for the picture. */
export function title(report: TrendReport, format: Format): Text {
  const { latest, before } = compared(report);
  const then = moneyOf(before);
  if (latest.length === 0 || then <= 0 || moneyOf(latest) <= 0) return { en: "Money over time", zh: "收入走势" };
  const change = moneyOf(latest) / then - 1;
  const size = format.percent(Math.abs(change));
  if (Math.abs(change) < NOTHING) return { en: "The money stays level", zh: "收入基本持平" };
  return change > 0 ? { en: `The money grew by ${size}`, zh: `收入增长 ${size}` } : { en: `The money fell by ${size}`, zh: `收入下降 ${size}` };
}

/** Who bought in the last complete period, in a few words; the last one that there is where none is complete. */
export function customersTitle({ periods, unit }: TrendReport, { count }: Format, name: (unit: Unit, period: TrendPeriod) => string): Text {
  const last = periods.findLast(({ complete }) => complete) ?? periods.at(-1);
  if (!last) return { en: "Customers over time", zh: "客户数走势" };
  const all = last.new_customers + last.returning_customers;
  const fresh = count(last.new_customers);
  const when = name(unit, last);
  if (all === 0) return { en: `Nobody bought in ${when}`, zh: `${when}无人购买` };
  return {
    en: `${counted(count(all), "customer", "customers")} bought in ${when}, ${last.new_customers === 0 ? "none" : fresh} of them new`,
    zh: `${when}有 ${count(all)} 位客户购买，${last.new_customers === 0 ? "没有新客户" : `新客户 ${fresh} 位`}`,
  };
}
