import { counted } from "../../../../i18n/counted.ts";
import { bilingual } from "../../../../i18n/lang.ts";

export const text = bilingual(
  {
    title: "Who changed segment",
    compare: "Compare with",
    outside: (first: string, last: string) => `There is nothing to compare: choose a day after ${first} and before ${last}.`,
    notYet: "not a customer yet",
    then: (day: string) => `on ${day}`,
    node: (name: string, customers: string) => `${name} ${customers}`,
    move: (from: string, to: string) => `from “${from}” to “${to}”`,
    stay: (name: string) => `stayed “${name}”`,
    joined: (name: string) => `new in “${name}”`,
    note: "The wider a band, the more customers. Dashed edges: their scores fell. Plain edges: they rose. Grey: the same segment, or the same score. From “not a customer yet”: new.",
    select: (customers: string, from: string, to: string) => `Select the ${customers} who went from “${from}” to “${to}”`,
    table: ["From", "To", "Customers", "Change of mean score"],
    alt: (moves: string) => `Bands from the segments of then to those of now. The widest: ${moves}.`,
    size: (move: string, customers: string) => `${move} (${counted(customers, "customer", "customers")})`,
  },
  {
    title: "谁换了分群",
    compare: "对比日期",
    outside: (first, last) => `没有可对比的数据：请选择${first}之后、${last}之前的日期。`,
    notYet: "尚未成为客户",
    then: (day) => day,
    node: (name, customers) => `${name} ${customers}`,
    move: (from, to) => `从“${from}”到“${to}”`,
    stay: (name) => `留在“${name}”`,
    joined: (name) => `新进入“${name}”`,
    note: "色带越宽，客户越多。虚线边：得分下降；实线边：得分上升；灰色：分群未变或得分未变；来自“尚未成为客户”：新客户。",
    select: (customers, from, to) => `选中从“${from}”到“${to}”的 ${customers} 位`,
    table: ["原分群", "现分群", "客户", "平均得分变化"],
    alt: (moves) => `流向图：从当时的分群到现在的分群。最宽的有：${moves}。`,
    size: (move, customers) => `${move}（${customers} 位）`,
  },
);
