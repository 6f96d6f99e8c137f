import type { ImportReport } from "regulars/core";
import type { Format } from "../../../i18n/format.ts";
import type { Text } from "../../../i18n/lang.ts";

/** Whether the file can be trusted, and what is missing from it. */
export function finding(report: ImportReport, { count, share }: Format): Text {
  const { rows_read, rows_rejected, missing_customer_rows } = report;
  const read = count(rows_read);
  if (rows_rejected === 0) {
    return { en: rows_read === 1 ? "The only row could be used." : `All ${read} rows could be used.`, zh: `${read} 行数据全部可用。` };
  }
  const part = share(rows_rejected / rows_read);
  const nameless = count(missing_customer_rows);
  return {
    en: `${count(rows_rejected)} of ${read} rows (${part}) could not be used${missing_customer_rows > 0 ? `; ${nameless} of them ${missing_customer_rows === 1 ? "names" : "name"} no customer, so who bought stays unknown` : ""}.`,
    zh: `${read} 行中有 ${count(rows_rejected)} 行（${part}）无法使用${missing_customer_rows > 0 ? `，其中 ${nameless} 行没有客户编号，无从得知是谁购买` : ""}。`,
  };
}
