/** Gives the focus to the content: where it goes when what had it is no more, and what skips the way there. */
export function focusMain(): void {
  document.querySelector<HTMLElement>("#main")?.focus();
}
