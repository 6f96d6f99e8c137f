/** The language and the theme: following what is wished, and saying so. */
import { effect } from "@preact/signals";
import { type Lang, lang, words } from "../i18n/lang.ts";
import { type Theme, followLanguage, setShared, theme } from "./store.ts";

/** Takes language and theme from the address, or else from the system. */
export function followAppearance(): void {
  effect(followLanguage);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const wanted = theme.value;
    document.documentElement.dataset.theme = wanted === "system" ? (dark.matches ? "dark" : "light") : wanted;
  };
  effect(paint);
  dark.addEventListener("change", paint);
}

/** The two choices. */
export function Appearance() {
  const { bar } = words.value;
  return (
    <>
      <label class="hidden" for="language">{bar.language}</label>
      <select id="language" value={lang.value} onChange={(event) => setLanguage(event.currentTarget.value as Lang)}>
        <option value="en" lang="en" selected={lang.value === "en"}>English</option>
        <option value="zh" lang="zh" selected={lang.value === "zh"}>中文</option>
      </select>
      <label class="hidden" for="theme">{bar.theme}</label>
      <select id="theme" value={theme.value} onChange={(event) => setShared({ theme: event.currentTarget.value })}>
        {Object.entries(bar.themes).map(([key, label]) => (
          <option key={key} value={key} selected={key === (theme.value satisfies Theme)}>{label}</option>
        ))}
      </select>
    </>
  );
}

function setLanguage(wanted: Lang): void {
  lang.value = wanted;
  setShared({ lang: wanted });
}
