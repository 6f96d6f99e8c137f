/** What a picture keeps in the address beside the settings of its view: `#/rfm?compare=2025-05-01`. */
import { words } from "../i18n/lang.ts";
import { address, navigate } from "./address.ts";
import { decided } from "./history.ts";
import { kept } from "./store.ts";

/** The keys that are of pictures. */
const KEYS = ["compare"] as const;

/** Such a value, where the address has one. */
export const beside = (key: (typeof KEYS)[number]): string | undefined => address.value.query[key];

/** Such values of the view that is shown, to be kept when its settings change. */
export const allBeside = (): Record<string, string> => Object.fromEntries(KEYS.flatMap((key) => (address.value.query[key] ? [[key, address.value.query[key]]] : [])));

/** Changes such a value, or goes back to the usual one. */
export function setBeside(key: (typeof KEYS)[number], value: string | null): void {
  const { view, query } = address.value;
  const before = query[key] ?? null;
  const shared = Object.keys(kept());
  const own = Object.fromEntries(Object.entries(query).filter(([key]) => !shared.includes(key)));
  const go = (value: string | null) => {
    // From another view, what all views share stays as it is by then.
    const { [key]: _, ...others } = address.value.view === view ? address.value.query : { ...own, ...kept() };
    navigate(view, value === null ? others : { ...others, [key]: value }, address.value.view === view);
  };
  go(value);
  decided({
    name: () => words.value.history.settings(words.value.views[view as keyof typeof words.value.views]),
    undo: () => go(before),
    redo: () => go(value),
    kind: `${view} ${key}`,
  });
}
