/** What the reader must know to trust a result rightly. */
import type { Notice } from "regulars/core";
import { say, words } from "../i18n/lang.ts";

export function Notices({ notices }: { notices: Notice[] }) {
  if (notices.length === 0) return null;
  const { notice: text } = words.value;
  return (
    <ul class="notices">
      {notices.map(({ code, level, text: sentence }) => (
        <li key={`${code} ${sentence.en}`} class={`notice ${level}`}>
          <strong>{text[level]}</strong> {say(sentence)}
        </li>
      ))}
    </ul>
  );
}
