import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";
import type { RejectedOf } from "./reasons.ts";

/** How much of the files could be used, and what is missing from them. */
export function finding({ read, rows, nameless }: RejectedOf, { count, share }: Format): Text {
  const all = count(read);
  if (rows === 0) {
    return { en: read === 1 ? "The only row could be used." : `All ${all} rows could be used.`, zh: `${all} 行数据全部可用。` };
  }
  const part = share(rows / read);
  const who = count(nameless);
  return {
    en: `${count(rows)} of ${all} rows (${part}) could not be used${nameless > 0 ? `; ${who} of them ${nameless === 1 ? "names" : "name"} no customer, so who bought stays unknown` : ""}.`,
    zh: `${all} 行中有 ${count(rows)} 行（${part}）无法使用${nameless > 0 ? `，其中 ${who} 行没有客户编号，无从得知是谁购买` : ""}。`,
  };
}
