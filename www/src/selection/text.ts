import { bilingual } from "../i18n/lang.ts";
import { counted } from "../i18n/counted.ts";

/** The key that goes with a click; on a Mac a click with Ctrl opens a menu. */
const CTRL = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "") ? "⌘" : "Ctrl";

export const text = bilingual(
  {
    title: "Selected customers",
    size: (customers: string) => `${counted(customers, "customer", "customers")} selected`,
    nobody: "Nobody is in all of these",
    share: (share: string) => `${share} of all`,
    money: (money: string, share: string) => `${money}, ${share} of the money`,
    next: "The next pick",
    combinations: { instead: "replaces", or: "adds", and: "narrows to", not: "takes out" },
    joined: { instead: "", or: "or", and: "and", not: "but not" },
    save: "Save as CSV",
    clear: "Clear",
    only: "Only the selected",
    picked: {
      instead: (name: string) => `selecting “${name}”`,
      or: (name: string) => `adding “${name}”`,
      and: (name: string) => `narrowing to “${name}”`,
      not: (name: string) => `taking out “${name}”`,
    },
    removed: (name: string) => `leaving out “${name}”`,
    cleared: "clearing the selection",
    single: (customers: string) => counted(customers, "customer", "customers"),
    part: (name: string, customers: string) => `${name}: ${counted(customers, "customer", "customers")}`,
    partLit: (name: string, customers: string, lit: string) => `${name}: ${counted(customers, "customer", "customers")}, ${lit} of them selected`,
    hint: "Click a part of the picture to select its customers.",
    hintMore: `Shift adds, ${CTRL} narrows, Alt takes out.`,
    selectShown: (customers: string) => `Select these ${customers}`,
    shown: (customers: string) => `${customers} found`,
  },
  {
    title: "所选客户",
    size: (customers) => `已选 ${customers} 位客户`,
    nobody: "没有客户同时符合这些条件",
    share: (share) => `占全部的 ${share}`,
    money: (money, share) => `收入 ${money}，占 ${share}`,
    next: "下一次点选",
    combinations: { instead: "替换", or: "加入", and: "取交集", not: "剔除" },
    joined: { instead: "", or: "或", and: "且", not: "除去" },
    save: "存为 CSV",
    clear: "清除",
    only: "只看所选",
    picked: {
      instead: (name) => `选择“${name}”`,
      or: (name) => `加入“${name}”`,
      and: (name) => `与“${name}”取交集`,
      not: (name) => `剔除“${name}”`,
    },
    removed: (name) => `去掉“${name}”`,
    cleared: "清除所选",
    single: (customers) => `${customers} 位客户`,
    part: (name, customers) => `${name}：${customers} 位客户`,
    partLit: (name, customers, lit) => `${name}：${customers} 位客户，其中已选 ${lit} 位`,
    hint: "点图中的一块，即选中其中的客户。",
    hintMore: `按住 Shift 加入，${CTRL} 取交集，Alt 剔除。`,
    selectShown: (customers) => `选中这 ${customers} 位`,
    shown: (customers) => `搜索到的 ${customers} 位`,
  },
);
