import { counted } from "../../i18n/counted.ts";
import { bilingual } from "../../i18n/lang.ts";

export const text = bilingual(
  {
    title: "Overview",
    sample: "This is the sample tea shop, made up on the spot. Its orders were read like any file.",
    customers: "Customers",
    money: "Money",
    perCustomer: "Money per customer",
    orders: "Rows used",
    attributes: "Columns",
    table: (customers: string, columns: string) =>
      `A table of ${counted(customers, "customer", "customers")} with ${counted(columns, "column", "columns")}: good for profiles and for a churn warning. Orders it has none.`,
    summary: (customers: string) =>
      `Summaries of ${counted(customers, "customer", "customers")}, each with its repeat purchases and ages: good for lifetime value. Orders it has none.`,
    more: (view: string) => `More in ${view}`,
  },
  {
    title: "总览",
    sample: "这是即时生成的示例茶叶店，读取方式与任何文件相同。",
    customers: "客户",
    money: "收入",
    perCustomer: "客均收入",
    orders: "可用行数",
    attributes: "列数",
    table: (customers, columns) => `客户表，${customers} 位客户、${columns} 列，可做画像和流失预警；其中没有订单。`,
    summary: (customers) => `${customers} 位客户的汇总，含复购次数与客龄，可估计客户终身价值；其中没有订单。`,
    more: (view) => `详见“${view}”`,
  },
);
