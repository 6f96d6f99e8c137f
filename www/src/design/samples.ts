/** What the components show on their page. */
import * as Plot from "@observablehq/plot";
import type { Explanation, Notice } from "regulars/core";
import { ACCENT, type Drawing, plot } from "../charts/plot.ts";
import type { TableColumn } from "../components/rows.ts";
import { bilingual, format } from "../i18n/lang.ts";
import type { Problem } from "../worker/protocol.ts";

export const text = bilingual(
  {
    finding: "A fifth of your customers bring 71% of the money; 38 of them have been silent for twice their usual time.",
    detail: "On 1,976 customers with a purchase in the window.",
    view: "ABC analysis",
    save: "Save as CSV",
    select: "Select",
    all: "Select everyone",
    long: "Customers who bought often, for much, and lately, and who have never returned anything in all the years of the file",
    why: "Nobody is on the list yet: choose one group or more.",
    chip: "At risk",
    dialog: "A box over the page",
    body: "It closes by Escape, by its button, and by a click beside it; the focus goes back to where it was.",
    open: "Open the box",
    tell: "Show a message",
    undo: "Undo",
    told: "314 customers are selected.",
    model: "Model",
    models: { bgnbd: "BG/NBD", mbgnbd: "MBG/NBD" },
    share: "A ends at",
    bins: "Steps",
    note: "Usually 5.",
    name: "Name of the group",
    day: "Today is",
    features: "Features",
    feature: ["days since last purchase", "purchases", "money"],
    picture: "The best fifth bring 71% of the money",
    pictureAlt: "Three bars, the first the longest",
    segments: ["Champions", "Loyal", "At risk"],
    columns: { customer: "Customer", segment: "Segment", money: "Money" },
    customers: "Customers",
    work: "Reading orders.csv",
    some: "12 MB of 40 MB, 310,000 rows",
  },
  {
    finding: "五分之一的客户贡献了 71% 的收入；其中 38 位沉默的时间已是平时的两倍。",
    detail: "依据时间范围内有购买的 1,976 位客户。",
    view: "ABC 分析",
    save: "存为 CSV",
    select: "选中",
    all: "选中全部",
    long: "经常购买、金额高、最近来过，并且在文件所含的全部年份里从未退过任何一件商品的那些客户",
    why: "名单还是空的，请选择一个或多个分群。",
    chip: "流失风险",
    dialog: "浮在页面上的框",
    body: "按 Esc、按钮或点击框外均可关闭；焦点回到原处。",
    open: "打开浮层",
    tell: "显示消息",
    undo: "撤销",
    told: "已选中 314 位客户。",
    model: "模型",
    models: { bgnbd: "BG/NBD", mbgnbd: "MBG/NBD" },
    share: "A 类到",
    bins: "档数",
    note: "通常为 5。",
    name: "分群名称",
    day: "分析日",
    features: "特征",
    feature: ["距最近消费天数", "购买次数", "消费金额"],
    picture: "前五分之一贡献 71% 的收入",
    pictureAlt: "三根横条，第一根最长",
    segments: ["核心客户", "忠诚客户", "流失风险"],
    columns: { customer: "客户", segment: "分群", money: "金额" },
    customers: "客户",
    work: "正在读取 orders.csv",
    some: "已读 12 MB / 40 MB，310,000 行",
  },
);

export const NOTICES: Notice[] = [
  { code: "returns", level: "note", text: { en: "Return lines were netted: 154.", zh: "已冲减 154 行退货。" } },
  {
    code: "few",
    level: "warning",
    text: {
      en: "Only 12 customers left in the window that is judged; the figures below say little. More data, or a longer window, would help.",
      zh: "评估时间段内只有 12 位流失客户，以下数字参考价值有限；数据更多或时间更长时更可靠。",
    },
  },
];

export const PROBLEM: Problem = {
  kind: "sample",
  text: { en: "“orders.pdf” is no table. Save it as CSV from your spreadsheet and try again.", zh: "“orders.pdf”不是表格。请在表格软件中另存为 CSV 后重试。" },
};

export const EXPLANATION: Explanation = {
  title: { en: "Share of the money", zh: "收入占比" },
  steps: [
    {
      what: { en: "The customer's money over that of all.", zh: "该客户的金额除以全部金额。" },
      formula: "s = \\frac{m}{M}",
      symbols: [
        { letter: "m", meaning: { en: "money of the customer", zh: "该客户的金额" }, figure: { kind: "money", value: 17976 } },
        { letter: "M", meaning: { en: "money of all", zh: "全部金额" }, figure: { kind: "money", value: 1690000 } },
      ],
      result: { kind: "share", value: 17976 / 1690000 },
    },
  ],
  source: "Pareto, Cours d'économie politique (1897)",
  course: null,
};

/** Columns of a table in which every row is made up from its number. */
export function columnsOf(): TableColumn[] {
  const words = text();
  return [
    { key: "id", label: words.columns.customer, value: (row) => `T${String(row).padStart(4, "0")}` },
    { key: "segment", label: words.columns.segment, value: (row) => words.segments[row % 3]! },
    { key: "money", label: words.columns.money, value: (row) => 20000 / (row + 1), show: format.value.amount as (value: never) => string },
  ];
}

/** Three bars. */
export const bars = (): Drawing => (width) => {
  const words = text();
  const rows = words.segments.map((name, place) => ({ name, money: [59, 22, 3][place]! }));
  return plot(width, words.pictureAlt, {
    height: 160,
    marginLeft: 88,
    x: { label: null, grid: true },
    y: { label: null, domain: words.segments },
    marks: [Plot.barX(rows, { x: "money", y: "name", fill: ACCENT })],
  });
};
