/** What the page knows: the file in use, the work going on, the window of time. */
import { computed, signal } from "@preact/signals";
import type { AnalysisMap, Scope } from "regulars/core";
import { lang, words } from "../i18n/lang.ts";
import * as bridge from "../worker/bridge.ts";
import { type ImportChoices, type Problem, type Reading, type Shop, asProblem } from "../worker/protocol.ts";
import { address, navigate } from "./address.ts";
import { decided, forget } from "./history.ts";

/** Where the data comes from. */
export type Source = { kind: "sample"; seed: number } | { kind: "file"; file: File };

/** A file that is being read. */
export interface Importing {
  name: string;
  source: Source;
  params: ImportChoices;
  bytes: number | undefined;
  reading: Reading;
  cancel: () => void;
}

export interface Open {
  source: Source;
  params: ImportChoices;
  shop: Shop;
}

/** The default settings of every analysis. */
export const defaults = signal<{ [N in keyof AnalysisMap]?: AnalysisMap[N]["params"] }>({});
export const open = signal<Open | null>(null);
export const importing = signal<Importing | null>(null);

/** The choices for the file in use, those included with which it is just read again. */
export const choices = computed<ImportChoices>(() => {
  const [current, task] = [open.value, importing.value];
  return (task && task.source === current?.source ? task.params : current?.params) ?? {};
});

/** Why the last file could not be read, with what it takes to try again. */
export const failure = signal<{ source: Source; params: ImportChoices; problem: Problem } | null>(null);

const SAMPLE: Source = { kind: "sample", seed: 1 };

/** Starts the engine and opens the sample shop. */
export async function begin(): Promise<void> {
  try {
    defaults.value = await bridge.start();
    await openSource(SAMPLE, {});
  } catch (thrown) {
    failure.value = { source: SAMPLE, params: {}, problem: asProblem(thrown) };
  }
}

export async function openSample(): Promise<void> {
  await openSource(SAMPLE, {});
}

/** Opens a file the user chose and shows how it was understood. */
export async function openFile(file: File): Promise<void> {
  if ((await openSource({ kind: "file", file }, {})) || failure.value) navigate("import", kept());
}

/** Reads the open source again with other choices. */
export async function openAgain(params: ImportChoices): Promise<void> {
  const before = open.value;
  const source = failure.value?.source ?? before?.source;
  if (!source || !(await openSource(source, params))) return;
  if (before?.source !== source) return;
  const again = (choices: ImportChoices) => openSource(source, choices);
  decided({ name: () => words.value.history.reading, undo: () => again(before.params), redo: () => again(params) });
}

/** Reads a source; what was open stays open until the new one is ready, and after a failure or a cancel. */
async function openSource(source: Source, params: ImportChoices): Promise<boolean> {
  importing.value?.cancel();
  const abort = new AbortController();
  const task: Importing = {
    name: source.kind === "file" ? source.file.name : "",
    source,
    params,
    bytes: source.kind === "file" ? source.file.size : undefined,
    reading: { bytes: 0, rows: 0 },
    cancel: () => abort.abort(),
  };
  importing.value = task;
  failure.value = null;
  try {
    const shop = await bridge.open(source, params, {
      signal: abort.signal,
      onProgress: (reading) => {
        if (importing.value?.cancel === task.cancel) importing.value = { ...task, reading };
      },
    });
    // Where the cancel came too late the engine has this file in use, and so has the page.
    if (open.value && open.value.source !== source) forget();
    open.value = { source, params, shop };
    return !abort.signal.aborted;
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.kind !== "cancelled") failure.value = { source, params, problem };
    return false;
  } finally {
    if (importing.value?.cancel === task.cancel) importing.value = null;
  }
}

/** The window of time as text, so that it changes only when it is another one and not with every address. */
const scopeText = computed(() => {
  const { as_of, since, until } = address.value.query;
  return JSON.stringify({ ...(as_of && { as_of }), ...(since && { since }), ...(until && { until }) });
});

/** The window of time, from the address. */
export const scope = computed<Scope>(() => JSON.parse(scopeText.value));

/** What the data in use is called. */
export const sourceName = ({ source }: Open): string => (source.kind === "file" ? source.file.name : words.value.bar.sample);

/** The days that count, and the day that counts as now; those of the file unless the address says otherwise. */
export const time = computed(() => {
  const report = open.value?.shop.report;
  const { as_of, since, until } = scope.value;
  const last = until ?? as_of ?? report?.last_day ?? "";
  return { first: since ?? report?.first_day ?? "", last, today: as_of ?? last, whole: !as_of && !since && !until };
});

/** Changes the window of time. */
export function setWindow(changes: Partial<Record<"as_of" | "since" | "until", string | undefined>>): void {
  const { as_of, since, until } = address.value.query;
  const before = { as_of, since, until };
  setShared(changes);
  decided({ name: () => words.value.history.window, undo: () => setShared(before), redo: () => setShared({ ...before, ...changes }), kind: `window ${Object.keys(changes)}` });
}

/** Changes what every view shares: the window, the language, the theme. */
export function setShared(changes: Partial<Record<"as_of" | "since" | "until" | "lang" | "theme", string | undefined>>): void {
  const query = { ...address.value.query, ...changes };
  navigate(address.value.view, Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as Record<string, string>, true);
}

/** The part of the address that stays when another view is opened. */
export function kept(): Record<string, string> {
  const shared = ["as_of", "since", "until", "lang", "theme"];
  return Object.fromEntries(Object.entries(address.value.query).filter(([key]) => shared.includes(key)));
}

export type Theme = "system" | "light" | "dark";

export const theme = computed<Theme>(() => {
  const { theme } = address.value.query;
  return theme === "light" || theme === "dark" ? theme : "system";
});

/** Takes the language from the address when it names one. */
export function followLanguage(): void {
  const { lang: wanted } = address.value.query;
  if (wanted === "en" || wanted === "zh") lang.value = wanted;
}
