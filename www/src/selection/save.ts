/** The selected customers as a file, with what is known of each. */
import { open } from "../app/store.ts";
import { csvOf, saveFrom } from "../components/save.ts";
import { knownColumns } from "./known.ts";
import type { Selection } from "./selection.ts";
import { placesOf } from "./steps.ts";

/** Saves the ids with what the analyses say; columns and levels have the engine's names, because the file is for other programs. */
export function saveSelection({ members }: Selection): void {
  const ids = open.value?.shop.ids;
  if (!ids) return;
  const columns = knownColumns(members.length, (level) => level);
  const header = ["customer", ...columns.map(({ key }) => key)];
  void saveFrom("selected-customers.csv", csvOf(header, placesOf(members), (place) => [ids.at(place), ...columns.map(({ of }) => of(place))]));
}
