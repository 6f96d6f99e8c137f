import { bilingual } from "../../../i18n/lang.ts";

export const text = bilingual(
  {
    title: "Data health",
    read: "Rows read",
    kept: "Kept",
    rejected: "Left out",
    nameless: "Without a customer",
    customers: "Customers",
    money: "Money in all",
    span: "From – to",
    reasons: "Why rows were left out",
    rows: "rows",
    reasonTable: ["Reason", "Rows"],
    columns: "Columns in use",
    roles: {
      customer: "Customer", date: "Date", amount: "Amount", price: "Price of one", quantity: "Quantity", order: "Order number", product: "Product",
    },
  },
  {
    title: "数据体检",
    read: "读取行数",
    kept: "可用",
    rejected: "剔除",
    nameless: "缺少客户",
    customers: "客户数",
    money: "总金额",
    span: "起止",
    reasons: "剔除的原因",
    rows: "行",
    reasonTable: ["原因", "行数"],
    columns: "使用的列",
    roles: {
      customer: "客户", date: "日期", amount: "金额", price: "单价", quantity: "数量", order: "订单号", product: "商品",
    },
  },
);
