/** The settings of an analysis: the engine's defaults with what the address says otherwise. */
import { computed, effect, signal } from "@preact/signals";
import type { AnalysisMap, AnalysisName } from "regulars/core";
import { address, navigate } from "./address.ts";
import { allBeside } from "./beside.ts";
import { words } from "../i18n/lang.ts";
import { decided } from "./history.ts";
import { decode, encode } from "./hash.ts";
import { originsOf } from "./setup.ts";
import { defaults, kept, open } from "./store.ts";

type ViewName = keyof typeof words.value.views;

/** The settings under which it was last asked who is one person, as the address had them: they hold for these files, not for one look at them. */
const ofIdentity = signal<Record<string, string>>({});
const files = computed(() => open.value && originsOf(open.value.setup));
let filesBefore: string | null = null;

effect(() => {
  const { view, query } = address.value;
  const shared = Object.keys(kept());
  if (view === "identity") ofIdentity.value = Object.fromEntries(Object.entries(query).filter(([key]) => !shared.includes(key)));
});

effect(() => {
  if (filesBefore !== null && files.value !== filesBefore) ofIdentity.value = {};
  filesBefore = files.value;
});

/** The settings with which a view is gone back to, as the address has them. */
export const settingsLeft = (view: string): Record<string, string> => (view === "identity" ? ofIdentity.value : {});

/** Every setting with its value. */
export type Settings<N extends AnalysisName> = Required<AnalysisMap[N]["params"]>;

export interface Controlled<N extends AnalysisName> {
  settings: Settings<N>;
  defaults: Settings<N>;
  /** What differs from the defaults. */
  changed: Partial<Settings<N>>;
  set: (changes: Partial<Settings<N>>) => void;
  reset: () => void;
}

/** The settings of an analysis as the address has them. */
export function controlled<N extends AnalysisName>(name: N): Controlled<N> {
  const base = defaults.value[name] as Record<string, unknown>;
  const { view, query } = address.value;
  const changed = Object.fromEntries(
    Object.entries(query)
      .filter(([key]) => key in base)
      .map(([key, text]) => [key, decode(text, base[key])]),
  );
  const own = (from: Record<string, string>) => Object.fromEntries(Object.entries(from).filter(([key]) => key in base));
  const write = (values: Record<string, unknown>) => {
    const before = own(query);
    const after = Object.fromEntries(
      Object.entries(values)
        .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(base[key]))
        .map(([key, value]) => [key, encode(value)] as const),
    );
    // A decision about a view is taken back in that view, and leaves what all views share as it is by then.
    const go = (settings: Record<string, string>) => navigate(view, { ...settings, ...(address.value.view === view && allBeside()), ...kept() }, address.value.view === view);
    go(after);
    const kind = [view, ...Object.keys({ ...before, ...after }).filter((key) => before[key] !== after[key])].join(" ");
    decided({ name: () => words.value.history.settings(words.value.views[view as ViewName]), undo: () => go(before), redo: () => go(after), kind });
  };
  return {
    settings: { ...base, ...changed } as Settings<N>,
    defaults: base as Settings<N>,
    changed: changed as Partial<Settings<N>>,
    set: (changes) => write({ ...changed, ...changes }),
    reset: () => write({}),
  };
}
