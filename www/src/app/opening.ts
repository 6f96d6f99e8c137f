/** Files that the user brings: opened in place of what is open, beside it, or as a project says. */
import { computed, signal } from "@preact/signals";
import type { Project } from "regulars/core";
import { words } from "../i18n/lang.ts";
import { toast } from "../components/toast.tsx";
import { navigate } from "./address.ts";
import { isReadable, partsFor, projectAmong } from "./project.ts";
import { NOTHING, SAMPLE, isSample, originsOf, partsOf, without } from "./setup.ts";
import { decide, failure, kept, open, setShared } from "./store.ts";

/** A project that waits for files, with those that came for it already. */
export interface Waiting {
  project: Project;
  files: readonly File[];
  /** The names of those that it still needs. */
  missing: string[];
}

export const waiting = signal<Waiting | null>(null);

const unnamed = signal<{ files: readonly File[]; beside: string } | null>(null);

/** Files that came with the project that is open and does not name them. */
export const notInProject = computed(() => (open.value && unnamed.value?.beside === originsOf(open.value.setup) ? unnamed.value.files : []));

/** Opens files the user chose in place of what is open, and shows how they were understood; a project among them says how they are read. */
export async function openFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0 || (await asProject(files))) return;
  shown(await decide({ parts: partsOf(files), cleaning: NOTHING }, () => words.value.history.opened(namesOf(files))));
}

/** Opens files beside those that are open; beside the sample shop nothing stands. */
export async function addFiles(files: readonly File[]): Promise<void> {
  const now = open.value?.setup;
  if (!now || isSample(now)) return openFiles(files);
  if (files.length === 0 || (await asProject(files))) return;
  shown(await decide({ ...now, parts: [...now.parts, ...partsOf(files)] }, () => words.value.history.added(namesOf(files))));
}

/** Closes one of several files. */
export async function removeFile(file: File): Promise<void> {
  const now = open.value?.setup;
  if (now) await decide(without(now, file), () => words.value.history.removed(file.name));
}

export async function openSample(): Promise<void> {
  await decide(SAMPLE, () => words.value.history.sample);
}

const namesOf = (files: readonly File[]) => files.map(({ name }) => name).join(", ");

/** Opens files as a project among them says, or one that waited for them; whether there was such. */
async function asProject(files: readonly File[]): Promise<boolean> {
  const { project, others } = await projectAmong(files);
  if (project) {
    if (isReadable(project)) await openProject(project, others);
    else toast(words.value.problem.laterProject);
    return true;
  }
  const before = waiting.value;
  if (!before || !files.some(({ name }) => before.missing.includes(name))) return false;
  await openProject(before.project, [...files, ...before.files]);
  return true;
}

/** Opens the files of a project as it says: those that came with it, and those that are open. */
async function openProject(project: Project, files: readonly File[]): Promise<void> {
  const here = open.value?.setup.parts.map(({ origin }) => origin).filter((origin) => origin instanceof File) ?? [];
  const { parts, missing } = partsFor(project, [...files, ...here]);
  if (project.files.length === 0) return void toast(words.value.problem.emptyProject);
  waiting.value = missing.length > 0 ? { project, files, missing } : null;
  if (missing.length > 0) return navigate("import", kept());
  const opened = await decide({ parts, cleaning: project.cleaning }, () => words.value.history.project);
  if (opened) {
    unnamed.value = { files: files.filter((file) => !parts.some(({ origin }) => origin === file)), beside: originsOf(open.value!.setup) };
    setShared({ as_of: undefined, since: undefined, until: undefined, ...project.scope });
  }
  shown(opened);
}

function shown(opened: boolean): void {
  if (opened || failure.value) navigate("import", kept());
}
