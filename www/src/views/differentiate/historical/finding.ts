import type { HistoricalReport } from "regulars/core";
import { counted } from "../../../i18n/counted.ts";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";

/** What customers have brought, how much of it the best tenth, and who cost more than they paid. */
export function finding({ all, tenths, negative, margin }: HistoricalReport, format: Format): Text {
  const { count, money } = format;
  const what = margin.basis === "amounts" ? { en: "", zh: "" } : { en: " of margin", zh: " 毛利" };
  const best = shareOfBest({ all, tenths }, format);
  const cost = margin.basis === "costs" ? { en: "cost more than they paid", zh: "成本高于所付金额" } : { en: "got more back than they paid", zh: "退款多于付款" };
  const losing = negative > 0
    ? { en: ` ${counted(count(negative), "customer", "customers")} ${cost.en}.`, zh: `有 ${count(negative)} 位客户的${cost.zh}。` }
    : { en: "", zh: "" };
  return {
    en: `Your customers have brought ${money(all.value)}${what.en} so far${best ? `, the best tenth ${best} of it` : ""}.${losing.en}`,
    zh: `客户至今共带来 ${money(all.value)}${what.zh}${best ? `，其中最好的一成贡献 ${best}` : ""}。${losing.zh}`,
  };
}

/** The same in a few words, for the picture. */
export function title(report: HistoricalReport, format: Format): Text {
  const best = shareOfBest(report, format);
  return best ? { en: `The best tenth of the customers brought ${best}`, zh: `最好的一成客户贡献 ${best}` } : { en: "What each tenth brought", zh: "各十分位的贡献" };
}

/** Nothing where there is no gain to have a share of, or where the tenth is everybody. */
function shareOfBest({ all, tenths }: Pick<HistoricalReport, "all" | "tenths">, { percent }: Format): string {
  const best = tenths[0]!;
  return all.value > 0 && best.customers < all.customers ? percent(best.value / all.value) : "";
}
