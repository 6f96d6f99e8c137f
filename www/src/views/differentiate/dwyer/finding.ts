import type { DwyerReport } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";

/** What a new customer is worth, and how soon silence costs it. */
export function finding(report: DwyerReport, { money, percent }: Format): Text {
  const { retention, migration } = report;
  const [now, later] = migration.states;
  const worth = money(migration.new_customer);
  const lost = money(retention.value);
  const chances = [percent(now?.probability), percent(later?.probability)];
  const falls = later && later.state !== "gone";
  return {
    en: `A new customer is worth ${worth}, and ${lost} if whoever stays away is lost. ${falls ? `${chances[0]} of those who just purchased do so again in the next period, ${chances[1]} after one silent period.` : `${chances[0]} of those who just purchased do so again in the next period.`}`,
    zh: `一位新客户价值 ${worth}；若一沉默就算流失，则为 ${lost}。刚购买的客户下一周期再买的有 ${chances[0]}${falls ? `，沉默一期后只有 ${chances[1]}` : ""}。`,
  };
}

/** How many customers are how far from gone. */
export function title({ migration: { states, still_to_come } }: DwyerReport, { count, money }: Format): Text {
  const gone = states.at(-1)?.customers ?? 0;
  const all = states.reduce((sum, { customers }) => sum + customers, 0);
  if (all === 0) return { en: "The longer the silence, the less is to come", zh: "沉默越久，剩余价值越小" };
  return {
    en: `${count(all - gone)} of ${count(all)} customers are not gone, with ${money(still_to_come)} to come`,
    zh: `${count(all)} 位客户中 ${count(all - gone)} 位尚未离开，剩余价值共 ${money(still_to_come)}`,
  };
}
