import type { CustomerType, TypesReport } from "regulars/core";
import { counted } from "../../../i18n/counted.ts";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";

/** One of the types by its name. */
export const typeOf = ({ types }: TypesReport, name: string): CustomerType | undefined => types.find((one) => one.name === name);

/** How much of what is to come the VIPs bring, and how many customers could be developed. */
export function finding(report: TypesReport, { count, percent }: Format): Text {
  const [vip, improve] = [typeOf(report, "VIP"), typeOf(report, "improve")];
  const ahead = report.types.reduce((sum, { potential }) => sum + potential, 0);
  const most = ahead > 0 ? percent((vip?.potential ?? 0) / ahead) : undefined;
  const best = vip?.customers ?? 0;
  const developing = improve?.customers ?? 0;
  return {
    en: `${counted(count(best), "customer is", "customers are")} VIP${most ? ` and will bring ${most} of what is to come` : ""}. ${
      developing > 0 ? `${counted(count(developing), "other promises", "others promise")} much but ${developing === 1 ? "has" : "have"} brought little so far.` : "Nobody else promises more than the threshold."
    }`,
    zh: `${count(best)} 位客户属于贵宾型${most ? `，将贡献未来价值的 ${most}` : ""}。${developing > 0 ? `另有 ${count(developing)} 位潜力大但目前贡献不多。` : "此外没有客户的潜力达到阈值。"}`,
  };
}

export function title(report: TypesReport, { count, percent }: Format): Text {
  const share = percent((typeOf(report, "let go")?.customers ?? 0) / report.customers_typed);
  const best = count(typeOf(report, "VIP")?.customers);
  return { en: `${best} to look after, ${share} not to chase`, zh: `${best} 位重点维护，${share} 不必追逐` };
}
