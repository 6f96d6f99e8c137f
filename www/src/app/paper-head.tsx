/** What stands above a view on paper: what it is about. */
import { format, words } from "../i18n/lang.ts";
import { open, sourceName, time } from "./store.ts";

export function PaperHead() {
  const { brand, paper } = words.value;
  const { day } = format.value;
  const current = open.value;
  if (!current) return null;
  const { first, last, today } = time.value;
  return (
    <header class="paper-head on-paper">
      <p><strong>{brand}</strong> {sourceName(current)}</p>
      {current.shop.data.kind === "orders" && <p class="muted">{paper.time(day(first), day(last), day(today))}</p>}
    </header>
  );
}
