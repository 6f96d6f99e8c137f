/**
 * The state in the address: view, settings, window, language and theme, never data.
 *
 * `#/abc?by=purchases&limits=0.8,0.95&lang=zh` — what has its default is left out.
 */
import { signal } from "@preact/signals";
import { type Address, parse, print } from "./hash.ts";

/** Inside the sealed page the address belongs to the outer page, which hands it over as the frame's name. */
const framed = window.parent !== window;

export const address = signal<Address>(parse(framed ? window.name : location.hash));

/** Goes somewhere; `replace` leaves no step for the back button. */
export function navigate(view: string, query: Record<string, string>, replace = false): void {
  const next = { view, query };
  // Said before the page follows: what is said afterwards only corrects this step.
  say(next, replace);
  address.value = next;
}

/** Writes the address again, for example with a new title. */
export function publish(): void {
  say(address.value, true);
}

function say(to: Address, replace: boolean): void {
  const hash = print(to);
  if (framed) {
    parent.postMessage({ hash, replace, title: document.title, lang: document.documentElement.lang }, "*");
  } else if (hash !== location.hash) {
    if (replace) history.replaceState(null, "", hash);
    else location.hash = hash;
  }
}

/** Follows the back and forward buttons and a changed address. */
export function followAddress(): void {
  const follow = (hash: string) => {
    if (hash !== print(address.value)) address.value = parse(hash);
  };
  if (framed) {
    addEventListener("message", ({ source, data }) => {
      if (source === parent && typeof data?.hash === "string") follow(data.hash);
    });
  } else {
    addEventListener("hashchange", () => follow(location.hash));
  }
}
