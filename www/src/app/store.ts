/** What the page knows: the files in use, the work going on, the window of time. */
import { computed, signal } from "@preact/signals";
import type { AnalysisMap, Cleaning, ImportReport, Scope } from "regulars/core";
import { toast } from "../components/toast.tsx";
import { lang, say, sentences, words } from "../i18n/lang.ts";
import * as bridge from "../worker/bridge.ts";
import { type ImportChoices, type Problem, type Reading, type Shop, asProblem } from "../worker/protocol.ts";
import { address, navigate } from "./address.ts";
import { decided } from "./history.ts";
import { NOTHING, type Origin, SAMPLE, type Setup, keyOf, partOf, readsAlike, withChoices } from "./setup.ts";

/** Files that are being read. */
export interface Importing {
  setup: Setup;
  reading: Reading;
  cancel: () => void;
}

export interface Open {
  setup: Setup;
  shop: Shop;
}

/** The default settings of every analysis. */
export const defaults = signal<{ [N in keyof AnalysisMap]?: AnalysisMap[N]["params"] }>({});
export const open = signal<Open | null>(null);
export const importing = signal<Importing | null>(null);

/** Whether the data in use are being cleaned in another way. */
export const mending = signal(false);

/** Why nothing could be opened the last time, with what it takes to try again. */
export const failure = signal<{ setup: Setup; problem: Problem } | null>(null);

/** The data in use. */
export const data = computed(() => open.value?.shop.data);

/** How a file was understood, and under which choices. */
export interface Understood {
  report: ImportReport;
  params: ImportChoices;
}

const understood = new WeakMap<Origin, Understood>();

/** How a file was understood the last time that it could be read. */
export const lastUnderstood = (origin: Origin): Understood | undefined => understood.get(origin);

/** What is being opened, what could not be, and what is in use: the choices made last stand first. */
const setups = () => [importing.value, failure.value, open.value].map((one) => one?.setup);

/** The choices for a file, those included with which it is just read again, or could not be. */
export const choicesOf = (origin: Origin): ImportChoices => setups().map((setup) => partOf(setup, origin)).find((part) => part)?.params ?? {};

/** Starts the engine and opens the sample shop. */
export async function begin(): Promise<void> {
  try {
    defaults.value = await bridge.start();
    await read(SAMPLE);
  } catch (thrown) {
    failure.value = { setup: SAMPLE, problem: asProblem(thrown) };
  }
}

/** Reads a file again with other choices, and with it those beside it. */
export async function openAgain(origin: Origin, params: ImportChoices): Promise<void> {
  const now = setups().find((setup) => partOf(setup, origin));
  if (now) await decide(withChoices(now, origin, params), () => words.value.history.reading);
}

/** Cleans the data in use in another way, one after the other; the name says what was decided. */
export async function clean(cleaning: Cleaning, name: () => string): Promise<boolean> {
  const now = open.value;
  return now !== null && !mending.value && (await decide({ ...now.setup, cleaning }, name));
}

/** Does what was decided, so that it can be undone; that includes a choice with which nothing can be read. */
export async function decide(setup: Setup, name: () => string): Promise<boolean> {
  const [before, failed] = [open.value?.setup, failure.value];
  const opened = await become(setup);
  const after = opened ? open.value!.setup : setup;
  if (!before || !(opened || failure.value?.setup === setup)) return opened;
  const undo = async () => {
    if (!(await become(before))) return false;
    failure.value = failed;
    return true;
  };
  const redo = async () => (await become(after)) || failure.value?.setup === after;
  decided({ name, undo, redo });
  return opened;
}

/** Reads files again only where they are others or are read in another way. */
async function become(setup: Setup): Promise<boolean> {
  const now = open.value;
  if (!now || !readsAlike(now.setup, setup)) return read(setup);
  if (keyOf(now.setup) !== keyOf(setup)) return cleanAs(now, setup);
  importing.value?.cancel();
  failure.value = null;
  return true;
}

async function cleanAs(now: Open, setup: Setup): Promise<boolean> {
  importing.value?.cancel();
  failure.value = null;
  mending.value = true;
  try {
    const shop = await bridge.clean(now.shop, setup.cleaning);
    // Other files may have come meanwhile.
    if (open.value !== now) return false;
    open.value = { setup, shop };
    tellOf(shop, now.shop);
    return true;
  } catch (thrown) {
    toast(sentences(words.value.problem.uncleaned, say(asProblem(thrown).text)));
    return false;
  } finally {
    mending.value = false;
  }
}

/** Says what could not be done of a cleaning, unless it was said of the one before. */
function tellOf({ data: { cleaned } }: Shop, before?: Shop): void {
  const told = (before?.data.cleaned?.notices ?? []).map(({ text }) => text.en);
  for (const { text } of cleaned?.notices ?? []) if (!told.includes(text.en)) toast(say(text));
}

/** Reads files; what was open stays open until the new ones are ready, and after a failure or a cancel. */
async function read(setup: Setup): Promise<boolean> {
  importing.value?.cancel();
  const abort = new AbortController();
  const task: Importing = { setup, reading: { file: 0, bytes: 0, rows: 0 }, cancel: () => abort.abort() };
  importing.value = task;
  failure.value = null;
  try {
    const { shop, uncleaned } = await bridge.open(setup, {
      signal: abort.signal,
      onProgress: (reading) => {
        if (importing.value?.cancel === task.cancel) importing.value = { ...task, reading };
      },
    });
    setup.parts.forEach(({ origin, params }, place) => {
      const report = shop.files[place]?.report;
      if (report) understood.set(origin, { report, params });
    });
    // Where the cancel came too late the engine has these files in use, and so has the page.
    open.value = { setup: uncleaned ? { ...setup, cleaning: NOTHING } : setup, shop };
    if (uncleaned) toast(sentences(words.value.problem.uncleaned, say(uncleaned.text)));
    tellOf(shop);
    return !abort.signal.aborted;
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.kind !== "cancelled") failure.value = { setup, problem };
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

/** What a file is called. */
export const nameOf = (origin: Origin): string => (origin instanceof File ? origin.name : words.value.bar.sample);

/** What the data in use are called, in short. */
export function sourceName({ setup: { parts } }: Open): string {
  const first = nameOf(parts[0]!.origin);
  return parts.length === 1 ? first : words.value.bar.several(first, parts.length - 1);
}

/** The days that count, and the day that counts as now; those of the file unless the address says otherwise. */
export const time = computed(() => {
  const { as_of, since, until } = scope.value;
  const last = until ?? as_of ?? data.value?.last_day ?? "";
  return { first: since ?? data.value?.first_day ?? "", last, today: as_of ?? last, whole: !as_of && !since && !until };
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
