/** What is being explained: one customer's row of one answer, or a row of an answer that is no customer. */
import { useEffect } from "preact/hooks";
import { signal } from "@preact/signals";
import type { AnalysisName } from "regulars/core";
import type { Answer } from "../app/analysis.ts";
import type { Question } from "../worker/protocol.ts";

export interface Explained {
  question: Question;
  row: number;
  /** The customer's id. */
  customer: string;
  /** What the row is, where it is no customer. */
  about?: string;
}

export const explained = signal<Explained | null>(null);

/** Explains the rows of an answer that has no customers; the drawer follows the settings while there is such a row. */
export function useRowExplained<N extends AnalysisName>(answer: Answer<N>, rows: number, nameOf: (row: number) => string): (row: number) => void {
  useEffect(() => {
    const what = explained.value;
    if (what?.about === undefined || JSON.stringify(what.question) === JSON.stringify(answer.question)) return;
    explained.value = what.row < rows ? { ...what, question: answer.question, about: nameOf(what.row) } : null;
  }, [answer.result]);
  return (row) => (explained.value = { question: answer.question, row, customer: "", about: nameOf(row) });
}
