import type { EventsReport } from "regulars/core";
import { counted } from "../../../i18n/counted.ts";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";

/** What the events are worth today, and how soon and how likely the next purchase is. */
export function finding({ source, params, events, value, rhythm }: EventsReport, format: Format): Text {
  const { count, money, percent } = format;
  const many = count(events.length);
  const first = events[0];
  if (source === "typed" || !first || !rhythm) {
    return {
      en: `The ${counted(many, "event", "events")} together are worth ${money(value)} today.`,
      zh: `${many} 项事件合计现值 ${money(value)}。`,
    };
  }
  const who = source === "customer" ? { en: `customer ${params.customer}`, zh: `客户 ${params.customer} ` } : { en: "an average new customer", zh: "一位普通新客户" };
  const days = count(Math.round(first.when * 365.25));
  const soon = days === "0" ? { en: "is due now", zh: "现在就该来" } : { en: `is due in ${counted(days, "day", "days")}`, zh: `预计在 ${days} 天后` };
  return {
    en: `The next ${counted(many, "purchase", "purchases")} of ${who.en} are worth ${money(value)} today; the first ${soon.en}, and comes with a probability of ${percent(first.probability)}.`,
    zh: `${who.zh}今后 ${many} 次购买的现值为 ${money(value)}；第一次${soon.zh}，概率为 ${percent(first.probability)}。`,
  };
}

/** The same in a few words, for the picture. */
export function title({ expected, value }: EventsReport, { money }: Format): Text {
  return { en: `${money(expected)} are expected, worth ${money(value)} today`, zh: `期望 ${money(expected)}，现值 ${money(value)}` };
}
