/** What is read out to those who do not see it happen. */
import { signal } from "@preact/signals";

const said = signal("");

/** Reads a sentence out when the voice is free; an empty one takes back what was not read yet. */
export function announce(text: string): void {
  said.value = text;
}

/** Always in the page: browsers tell of changes in such a region, not of its coming. */
export const Announcer = () => <p class="hidden" role="status">{said.value}</p>;
