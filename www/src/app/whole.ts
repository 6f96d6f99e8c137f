/** For tests: work that is otherwise done in slices, in one go. */
import type { Work } from "./sliced.ts";

/** What the work gives. */
export function whole<T>(work: Work<T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}
