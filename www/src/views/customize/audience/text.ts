import { counted } from "../../../i18n/counted.ts";
import { bilingual } from "../../../i18n/lang.ts";

export const text = bilingual(
  {
    title: "Save a list",
    none: (customers: string) => `None of your ${counted(customers, "customer", "customers")} is on the list yet: the list is whoever you select.`,
    empty: "Nobody is on the list: no customer fits all of what was picked.",
    begin: "Begin with one of these",
    others: "Other lists",
    how: "Or click a bar, a cell, a group or a customer in any view. What you pick there stands here.",
    finding: (customers: string, all: string) => `${counted(customers, "customer", "customers")} of ${all} ${customers === "1" ? "stands" : "stand"} on the list.`,
    money: (share: string, money: string) => `They brought ${share} of the money, ${money} in all.`,
    note: "The file is made on this device. It holds the ids as they stand in your file and what was computed; text that a spreadsheet would run as a formula is disarmed.",
    save: (customers: string) => `Save these ${counted(customers, "customer", "customers")} as CSV`,
    clear: "Start anew",
    table: "The list",
    columns: {
      id: "Customer", recency_days: "Days since last purchase", frequency: "Purchases", monetary: "Money", class: "Class", segment: "Segment",
      p_alive: "Still active", clv: "Lifetime value", type: "Type", cluster: "Group", probability: "Chance of leaving",
    },
    sources: { rfm: "RFM segments", types: "Customer types", abc: "ABC classes", profile: "Profiles", churn: "Churn warning" },
    class: (name: string) => `Class ${name}`,
    leaving: "Likely to leave",
    group: (name: string, customers: string) => `${name} (${customers})`,
  },
  {
    title: "导出名单",
    none: (customers) => `${customers} 位客户都还不在名单上：选中谁，名单上就是谁。`,
    empty: "名单上没有人：没有客户同时符合所选条件。",
    begin: "从这里开始",
    others: "其他名单",
    how: "也可以在任一视图中点选柱形、方格、分组或客户，选中的人都会列在这里。",
    finding: (customers, all) => `${all} 位客户中，名单上有 ${customers} 位。`,
    money: (share, money) => `他们贡献了 ${share} 的收入，合计 ${money}。`,
    note: "文件在本机生成，包含原文件中的客户编号和计算结果；可能被表格软件当作公式的文字已作处理。",
    save: (customers) => `将这 ${customers} 位客户存为 CSV`,
    clear: "重新选择",
    table: "名单",
    columns: {
      id: "客户", recency_days: "距最近消费（天）", frequency: "购买次数", monetary: "消费金额", class: "类别", segment: "分群",
      p_alive: "仍活跃的概率", clv: "终身价值", type: "类型", cluster: "组", probability: "流失概率",
    },
    sources: { rfm: "RFM 分群", types: "客户类型", abc: "ABC 类别", profile: "客户画像", churn: "流失预警" },
    class: (name) => `${name} 类`,
    leaving: "可能流失",
    group: (name, customers) => `${name}（${customers} 位）`,
  },
);
