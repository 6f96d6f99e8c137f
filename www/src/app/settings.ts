/** The settings of an analysis: the engine's defaults with what the address says otherwise. */
import type { AnalysisMap, AnalysisName } from "regulars/core";
import { address, navigate } from "./address.ts";
import { decode, encode } from "./hash.ts";
import { defaults } from "./store.ts";

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
  const write = (values: Record<string, unknown>) => {
    const others = Object.entries(query).filter(([key]) => !(key in base));
    const own = Object.entries(values)
      .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(base[key]))
      .map(([key, value]) => [key, encode(value)] as const);
    navigate(view, Object.fromEntries([...others, ...own]), true);
  };
  return {
    settings: { ...base, ...changed } as Settings<N>,
    defaults: base as Settings<N>,
    changed: changed as Partial<Settings<N>>,
    set: (changes) => write({ ...changed, ...changes }),
    reset: () => write({}),
  };
}
