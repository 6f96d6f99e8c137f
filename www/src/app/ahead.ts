/**
 * Works out the answers of all views while nobody waits for one, so that each
 * opens at once. Whatever the user asks for comes first.
 */
import { effect } from "@preact/signals";
import { VIEWS, fits } from "../views/registry.ts";
import { answerInUse, askAhead, awaited } from "./analysis.ts";
import { importing, mending, open, scope } from "./store.ts";

/** With more customers than this the work and its memory wait until they are asked for. */
const MOST_CUSTOMERS = 200_000;

export function workAhead(): void {
  // Each once for a file and a window: what failed is not begun again, nor what was dropped to make room while its window stayed.
  let over = new Map<string, "answered" | "failed">();
  let overOf: unknown;
  effect(() => {
    const shop = open.value?.shop;
    const window = scope.value;
    if (!shop || shop.ids.length > MOST_CUSTOMERS || awaited.value > 0 || importing.value || mending.value) return;
    if (overOf !== shop) over = new Map();
    overOf = shop;
    const abort = new AbortController();
    const work = async () => {
      for (const name of VIEWS.filter(fits).flatMap(({ asks }) => asks ?? [])) {
        const question = { name, params: {}, scope: window };
        const key = JSON.stringify(question);
        const before = over.get(key);
        if (before === "failed" || (before && answerInUse(name))) continue;
        const outcome = await askAhead(shop, question, abort.signal);
        if (outcome !== "given up") over.set(key, outcome);
        if (abort.signal.aborted) return;
      }
    };
    void work();
    return () => abort.abort();
  });
}
