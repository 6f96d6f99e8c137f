/** The analyses that sort customers into groups. */
import type { AnalysisMap } from "regulars/core";
import { nameOf } from "../../../i18n/names.ts";
import { say } from "../../../i18n/lang.ts";
import type { Result } from "../../../worker/protocol.ts";
import { text } from "./text.ts";

interface Source<N extends keyof AnalysisMap> {
  /** Whether it needs orders. */
  orders: boolean;
  /** The column of the groups. */
  group: string;
  /** The column of the money, where there is one. */
  money: string | undefined;
  /** The groups that are on the list at first. */
  first: string[];
  /** How a group is called. */
  name: (group: string, report: Result<N>["report"]) => string;
}

type SourceName = "rfm" | "abc" | "profile" | "churn";

export const SOURCES: { [N in SourceName]: Source<N> } = {
  rfm: { orders: true, group: "segment", money: "monetary", first: ["Can't lose", "At risk"], name: nameOf },
  abc: { orders: true, group: "class", money: "value", first: ["A"], name: (group) => group },
  profile: {
    orders: false,
    group: "cluster",
    money: undefined,
    first: ["1"],
    name: (group, { personas }) => {
      const persona = personas.find(({ cluster }) => cluster === group);
      return persona ? `${group} ${say(persona.name)}` : group;
    },
  },
  churn: {
    orders: false,
    group: "predicted",
    money: undefined,
    first: ["leave"],
    name: (group) => text().predicted[group as "leave" | "stay"] ?? group,
  },
};

/** The sources that a kind of file offers. */
export function sourcesFor(kind: "orders" | "customers"): SourceName[] {
  const names = Object.keys(SOURCES) as SourceName[];
  return names.filter((name) => kind === "orders" || !SOURCES[name].orders);
}
