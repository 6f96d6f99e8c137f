/** The project file: how each file is read, what is mended, and the window of time; never a row of the data. */
import type { Cleaning, Project, Scope } from "regulars/core";
import { NOTHING, type Part, type Setup } from "./setup.ts";

/** The version of its form. */
const VERSION = 1;

/** The text of a project file. */
export function projectText({ parts, cleaning }: Setup, scope: Scope): string {
  const files = parts.flatMap(({ origin, params }) => (origin instanceof File ? [{ name: origin.name, import: { roles: {}, ...params } }] : []));
  const project: Project = { regulars: VERSION, files, cleaning, scope };
  return `${JSON.stringify(project, undefined, 2)}\n`;
}

/** A project from the text of a file; `undefined` where it is none. What is wrong in its settings the engine says. */
export function readProject(text: string): Project | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
  if (!isRecord(read) || typeof read["regulars"] !== "number") return undefined;
  const { regulars, files, cleaning, scope } = read;
  return {
    regulars,
    files: Array.isArray(files) ? files.filter(isRecord).map(({ name, import: how }) => ({ name: String(name), import: { roles: {}, ...(isRecord(how) && how) } })) : [],
    cleaning: { ...NOTHING, ...(isRecord(cleaning) && (cleaning as Partial<Cleaning>)) },
    scope: isRecord(scope) ? (scope as Scope) : {},
  };
}

/** Whether this page understands the form of a project. */
export const isReadable = ({ regulars }: Project): boolean => regulars <= VERSION;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The files of a project among some, by their names, each as the project has it read; and the names of those that are missing. */
export function partsFor({ files }: Project, given: readonly File[]): { parts: Part[]; missing: string[] } {
  const left = [...given];
  const parts: Part[] = [];
  const missing: string[] = [];
  for (const { name, import: params } of files) {
    const place = left.findIndex((file) => file.name === name);
    const [origin] = place < 0 ? [] : left.splice(place, 1);
    if (origin) parts.push({ origin, params });
    else missing.push(name);
  }
  return { parts, missing };
}

/** What may be a project by its name and size, and is one by its content. */
export async function projectAmong(files: readonly File[]): Promise<{ project: Project | undefined; others: File[] }> {
  for (const file of files) {
    if (!/\.json$/i.test(file.name) || file.size > LARGEST) continue;
    const project = readProject(await file.text());
    if (project) return { project, others: files.filter((other) => other !== file) };
  }
  return { project: undefined, others: [...files] };
}

/** With a million merged ids a project is some tens of megabytes. */
const LARGEST = 1 << 27;
