import { counted } from "../../../i18n/counted.ts";
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
    mostly: (reason: string, rows: string, all: string) => (rows === all ? `Why ${counted(all, "row was", "rows were")} left out: ${reason}` : `${rows} of ${all} rows left out: ${reason}`),
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
    mostly: (reason, rows, all) => (rows === all ? `${all} 行因此剔除：${reason}` : `剔除的 ${all} 行中，${rows} 行的原因是：${reason}`),
    rows: "行",
    reasonTable: ["原因", "行数"],
    columns: "使用的列",
    roles: {
      customer: "客户", date: "日期", amount: "金额", price: "单价", quantity: "数量", order: "订单号", product: "商品",
    },
  },
);
