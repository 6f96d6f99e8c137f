import type { DwyerReport } from "regulars/core";
import { counted } from "../../../i18n/counted.ts";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";
import { PERIODS } from "../../../i18n/periods.ts";

/** What a new customer is worth, and how soon silence costs it. */
export function finding({ params, retention, migration }: DwyerReport, { count, money, percent }: Format): Text {
  const { en, zh } = PERIODS[params.period!];
  const [now, later] = migration.states;
  const worth = money(migration.new_customer);
  const lost = money(retention.value);
  const ahead = count(params.horizon);
  const again = percent(now?.probability);
  const falls = later && later.state !== "gone" ? percent(later.probability) : undefined;
  return {
    en: `A new customer is worth ${worth} within ${counted(ahead, ...en)}, and ${lost} if whoever stays away is lost. ${again} of those who just purchased do so again in the next ${en[0]}${falls ? `, ${falls} after one silent ${en[0]}` : ""}.`,
    zh: `一位新客户 ${ahead} ${zh.many}内价值 ${worth}；若一沉默就算流失，则为 ${lost}。刚购买的客户${zh.next}再买的有 ${again}${falls ? `，沉默 1 ${zh.many}后只有 ${falls}` : ""}。`,
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
