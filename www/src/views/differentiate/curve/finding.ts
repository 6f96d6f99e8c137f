import type { CurveReport } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";
import { counted } from "../../../i18n/counted.ts";
import type { Text } from "../../../i18n/lang.ts";
import { PERIODS } from "../../../i18n/periods.ts";

/** What a customer typically brings by when, and what all will bring by then. */
export function finding({ curves, horizon, params, projected, value_so_far }: CurveReport, { count, money }: Format): Text {
  const curve = curves[0]?.curve ?? [];
  const [first, end] = [curve[0]?.value, curve[Math.min(horizon, curve.length - 1)]?.value];
  const ahead = projected - value_so_far;
  const { en, zh } = PERIODS[params.period!];
  // The period of the first purchase is the first of them.
  const age = count(horizon + 1);
  const many = horizon > 0 ? { en: ` and ${money(end)} in the first ${counted(age, ...en)}`, zh: `，前 ${age} ${zh.many}累计 ${money(end)}` } : { en: "", zh: "" };
  const later = ahead > 0
    ? { en: `Those not that old yet will bring ${money(ahead)} more by then.`, zh: `还没到这个客龄的客户，到那时还将带来 ${money(ahead)}。` }
    : { en: "Everyone is that old already, so nothing is left to project.", zh: "所有客户都已到这个客龄，没有可预测的部分。" };
  return {
    en: `A customer brings ${money(first)} in the first ${en[0]}${many.en}. ${later.en}`,
    zh: `客户${zh.first}人均带来 ${money(first)}${many.zh}。${later.zh}`,
  };
}

/** The group whose members bring the most by the horizon, beside everyone. */
export function title({ curves, horizon }: CurveReport, nameOf: (group: string) => string, { money }: Format): Text {
  const at = (group: (typeof curves)[number] | undefined) => group?.curve[horizon]?.value ?? Number.NEGATIVE_INFINITY;
  const best = curves.reduce((best, group) => (at(group) > at(best) ? group : best));
  const name = nameOf(best.group);
  const all = curves.find(({ group }) => group === "all");
  if (!all || all === best) return { en: `A customer brings ${money(at(best))} in all`, zh: `人均累计 ${money(at(best))}` };
  return { en: `“${name}” bring ${money(at(best))} each, all customers ${money(at(all))}`, zh: `“${name}”人均累计 ${money(at(best))}，全体客户 ${money(at(all))}` };
}
