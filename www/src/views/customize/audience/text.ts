import { bilingual } from "../../../i18n/lang.ts";

export const text = bilingual(
  {
    title: "Save a list",
    from: "Choose by",
    sources: { rfm: "RFM segment", abc: "ABC class", profile: "Profile", churn: "Churn warning" },
    groups: "Who shall be on it",
    finding: (customers: string, all: string) => `${customers} of ${all} customers are on the list.`,
    money: (share: string, money: string) => `They brought ${share} of the money, ${money} in all.`,
    none: "Nobody is on the list yet: choose one group or more.",
    save: (customers: string) => `Save these ${customers} customers as CSV`,
    note: "The file is made on this device. It holds the ids as they stand in your file and what was computed; text that a spreadsheet would run as a formula is disarmed.",
    group: (name: string, customers: string) => `${name} (${customers})`,
    predicted: { leave: "likely to leave", stay: "likely to stay" },
  },
  {
    title: "导出名单",
    from: "按什么选",
    sources: { rfm: "RFM 分群", abc: "ABC 类别", profile: "客户画像", churn: "流失预警" },
    groups: "选哪些人",
    finding: (customers, all) => `${all} 位客户中，名单上有 ${customers} 位。`,
    money: (share, money) => `他们贡献了 ${share} 的收入，合计 ${money}。`,
    none: "名单还是空的，请选择一个或多个分群。",
    save: (customers) => `将这 ${customers} 位客户存为 CSV`,
    note: "文件在本机生成，包含原文件中的客户编号和计算结果；可能被表格软件当作公式的文字已作处理。",
    group: (name, customers) => `${name}（${customers} 位）`,
    predicted: { leave: "可能流失", stay: "可能留下" },
  },
);
