/** The language of the page. */
import { computed, signal } from "@preact/signals";
import { en } from "./en.ts";
import { formatter } from "./format.ts";
import { zh } from "./zh.ts";

export type Lang = "en" | "zh";

/** A sentence in each language, as the engine gives it. */
export interface Text {
  en: string;
  zh: string;
}

export const lang = signal<Lang>(navigator.language.startsWith("zh") ? "zh" : "en");

/** The page's own words in the language of the moment. */
export const words = computed(() => (lang.value === "zh" ? zh : en));

const formatters = { en: formatter("en"), zh: formatter("zh") };

/** Numbers and days in the language of the moment. */
export const format = computed(() => formatters[lang.value]);

/** The sentence in the language of the moment. */
export const say = (text: Text): string => text[lang.value];

/** Sentences one after the other; in Chinese nothing stands between them. */
export const sentences = (...parts: (string | undefined | false)[]): string => parts.filter(Boolean).join(lang.value === "zh" ? "" : " ");

/** Words of one view in both languages; the compiler sees that none is missing. */
export function bilingual<T extends object>(en: T, zh: NoInfer<T>): () => T {
  return () => (lang.value === "zh" ? zh : en);
}
