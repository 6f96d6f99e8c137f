import type { IdentityReport } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";

/** How many proposals were decided on, and how many ids they are about. */
export interface Decided {
  merged: number;
  apart: number;
  ids: number;
}

/** How many ids are probably fewer people, and what that moves; once something is decided, what is still open. */
export function finding(report: IdentityReport, { count, percent }: Format, decided: Decided = { merged: 0, apart: 0, ids: 0 }): Text {
  const { found, customers_in, value_moved_share, segments_changed, ids, columns, params } = report;
  if (found === 0) {
    const asked = (["email", "phone", "name_address"] as const).every((kind) => params.kinds.includes(kind));
    return columns.length === 0 && asked
      ? { en: "Nothing in these data tells people apart but their ids.", zh: "除编号外，数据中没有可用来识别同一人的信息。" }
      : { en: `No two of the ${count(ids)} ids look like one person.`, zh: `${count(ids)} 个编号中，没有发现同属一人的。` };
  }
  const { merged, apart } = decided;
  if (merged + apart > 0) {
    const left = found - merged - apart;
    const what = { en: `${count(merged)} merged, ${count(apart)} left as different people`, zh: `合并 ${count(merged)} 项，不是同一人 ${count(apart)} 项` };
    if (left === 0) return { en: `Every proposal is decided: ${what.en}.`, zh: `所有建议均已决定：${what.zh}。` };
    const open = count(customers_in - decided.ids);
    return {
      en: `${open} more ids are probably ${left === 1 ? "one person" : `${count(left)} people`}; decided so far: ${what.en}.`,
      zh: `还有 ${open} 个编号可能同属 ${count(left)} 个人；已决定：${what.zh}。`,
    };
  }
  const [some, people] = [count(customers_in), count(found)];
  const money = value_moved_share === null ? undefined : percent(value_moved_share);
  const segments = segments_changed ?? 0;
  return {
    en: `${some} ids are probably ${found === 1 ? "one person" : `${people} people`}${money ? `; merging them moves ${money} of the money${segments > 0 ? ` and puts ${count(segments)} into another segment` : ""}` : ""}.`,
    zh: `${some} 个编号可能同属 ${people} 个人${money ? `；合并会移动 ${money} 的金额${segments > 0 ? `，${count(segments)} 人的分群随之改变` : ""}` : ""}。`,
  };
}
