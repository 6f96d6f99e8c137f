/** What is typed into a field before it is taken. */
import { useId, useState } from "preact/hooks";

/** What an input is given: what it shows, and what is done with what is typed. */
export interface Draft {
  value: string;
  "aria-invalid": boolean;
  "aria-describedby"?: string;
  onInput: (event: { currentTarget: HTMLInputElement }) => void;
  onChange: (event: { currentTarget: HTMLInputElement }) => void;
}

/** `take` says why it does not take what was typed, if it does not: that stays as it is, with the sentence below it. */
export function useDraft(shown: string, take: (typed: string) => string | undefined) {
  // What is being typed is no figure yet, and other figures that come meanwhile leave it alone.
  const [draft, setDraft] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const id = useId();
  const input: Draft = {
    value: draft ?? shown,
    "aria-invalid": wrong !== undefined,
    ...(wrong && { "aria-describedby": id }),
    onInput: ({ currentTarget }) => setDraft(currentTarget.value),
    onChange: ({ currentTarget: { value: typed } }) => {
      const why = take(typed);
      setWrong(why);
      setDraft(why === undefined ? undefined : typed);
    },
  };
  return { input, fault: wrong && <div id={id} class="small" role="alert">{wrong}</div> };
}
