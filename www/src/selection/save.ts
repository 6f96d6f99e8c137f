/** The selected customers as a file, with what is known of each. */
import { attributesOf } from "../app/attributes.ts";
import { open } from "../app/store.ts";
import { csvOf, saveFrom } from "../components/save.ts";
import { knownColumns } from "./known.ts";
import type { Selection } from "./selection.ts";
import { placesOf } from "./steps.ts";

/** Saves the ids with what the analyses say; columns and levels have the engine's names, because the file is for other programs. */
export async function saveSelection({ members }: Selection): Promise<void> {
  const shop = open.value?.shop;
  if (!shop) return;
  const columns = knownColumns(members.length, (level) => level);
  const attributes = await attributesOf(shop);
  const header = ["customer", ...columns.map(({ key }) => key), ...attributes.map(({ name }) => name)];
  const cells = (place: number) => [shop.ids.at(place), ...columns.map(({ of }) => of(place)), ...attributes.map(({ of, saved }) => saved(of(place) as never))];
  await saveFrom("selected-customers.csv", csvOf(header, placesOf(members), cells));
}
