/** The selected customers as a file, with what is known of each. */
import { open } from "../app/store.ts";
import { csvOf, saveFile } from "../components/save.ts";
import { knownColumns } from "./known.ts";
import type { Selection } from "./selection.ts";

/** Saves the ids with what the analyses say; columns have the engine's names, because the file is for other programs. */
export function saveSelection({ members }: Selection): void {
  const ids = open.value?.shop.ids;
  if (!ids) return;
  const columns = knownColumns(members.length);
  const rows = function* () {
    for (let customer = 0; customer < members.length; customer += 1) {
      if (members[customer]) yield [ids.at(customer), ...columns.map(({ of }) => of(customer))];
    }
  };
  saveFile("selected-customers.csv", csvOf(["customer", ...columns.map(({ key }) => key)], rows()));
}
