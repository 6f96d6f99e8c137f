/** What the engine measures on orders, in words; the columns of a table keep their own names. */
import { data } from "../app/store.ts";
import { bilingual, lang } from "../i18n/lang.ts";

const measures = bilingual(
  {
    recency: "days since last purchase",
    recency_days: "days since last purchase",
    frequency: "purchases",
    monetary: "money",
    average: "money per purchase",
    tenure: "days since first purchase",
    tenure_days: "days since first purchase",
    mean_gap_days: "days between purchases",
    recent_purchases: "recent purchases",
    recent_money: "recent money",
  },
  {
    recency: "距最近消费天数",
    recency_days: "距最近消费天数",
    frequency: "购买次数",
    monetary: "消费金额",
    average: "次均金额",
    tenure: "距首次消费天数",
    tenure_days: "距首次消费天数",
    mean_gap_days: "平均购买间隔天数",
    recent_purchases: "近期购买次数",
    recent_money: "近期消费金额",
  },
);

/** A feature or a term of a model in words. */
export function featureName(term: string): string {
  if (term === "(intercept)") return lang.value === "zh" ? "截距" : "starting point";
  const colon = lang.value === "zh" ? "：" : ": ";
  if (data.value?.kind !== "orders") return term.replace("=", colon);
  const logged = /^log1p\((.*)\)$/.exec(term)?.[1];
  const words: Record<string, string> = measures();
  return words[logged ?? term] ?? term;
}
