/** What is being explained: one customer's row of one answer. */
import { signal } from "@preact/signals";
import type { Question } from "../worker/protocol.ts";

export interface Explained {
  question: Question;
  row: number;
  /** The customer's id. */
  customer: string;
}

export const explained = signal<Explained | null>(null);
