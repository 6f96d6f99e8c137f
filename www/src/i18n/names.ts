/** Stable names of segments as people say them. The reports bring both languages. */
import { type Text, lang } from "./lang.ts";

const chinese = new Map<string, string>();

/** Remembers the names that a report's segments, groups or classes bring. */
export function learnNames(report: object): void {
  for (const part of Object.values(report)) {
    if (!Array.isArray(part)) continue;
    for (const item of part) {
      if (typeof item?.name === "string" && typeof item.name_zh === "string") chinese.set(item.name, item.name_zh);
    }
  }
}

/** A stable name in both languages. */
export const bothNames = (name: string): Text => ({ en: name, zh: chinese.get(name) ?? name });

/** A stable name in the language of the moment; the name itself where there is no other. */
export function nameOf(name: string): string {
  return lang.value === "zh" ? (chinese.get(name) ?? name) : name;
}
