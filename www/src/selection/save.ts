/** The selected customers as a file, with what is known of each. */
import type { AnalysisName } from "regulars/core";
import { known } from "../app/analysis.ts";
import { open } from "../app/store.ts";
import { csvOf, saveFile } from "../components/save.ts";
import { valuesOf } from "../components/customers.tsx";
import type { Selection } from "./selection.ts";

/** The columns that say who a customer is, by the names they have in the engine: the file is for other programs. */
const COLUMNS: [AnalysisName, string[]][] = [
  ["summary", ["recency_days", "frequency", "monetary"]],
  ["abc", ["class"]],
  ["rfm", ["segment"]],
  ["clv", ["p_alive", "expected_purchases", "clv"]],
  ["profile", ["cluster"]],
  ["churn", ["probability"]],
];

/** Saves the ids with what the analyses that were worked out say about them. */
export function saveSelection({ members }: Selection): void {
  const ids = open.value?.shop.ids;
  if (!ids) return;
  const columns = COLUMNS.flatMap(([name, keys]) => {
    const frame = known(name)?.frame;
    if (!frame) return [];
    const rowOf = new Map(Array.from(frame.rows, (customer, row) => [customer, row]));
    return keys
      .filter((key) => key in frame.columns)
      .map((key) => {
        const value = valuesOf(frame, key);
        return { key, of: (customer: number) => (rowOf.has(customer) ? value(rowOf.get(customer)!) : "") };
      });
  });
  const rows = function* () {
    for (let customer = 0; customer < members.length; customer += 1) {
      if (members[customer]) yield [ids.at(customer), ...columns.map(({ of }) => of(customer))];
    }
  };
  saveFile("selected-customers.csv", csvOf(["customer", ...columns.map(({ key }) => key)], rows()));
}
