/** The money of the selected customers and of all, in the window, from the customer summary. */
import { useMemo } from "preact/hooks";
import { useAnalysis } from "../app/analysis.ts";
import { valuesOf } from "../components/customers.tsx";
import type { Frame } from "../worker/protocol.ts";
import type { Selection } from "./selection.ts";

/** What some customers brought. */
export interface Money {
  sum: number;
  /** Their share of what all brought. */
  share: number;
}

/** The money of the selected customers, once the summary has come. */
export function useMoney(now: Selection): Money | undefined {
  const frame = useAnalysis("summary", {}).result?.frame;
  return useMemo(() => frame && moneyOf(frame, now), [frame, now]);
}

function moneyOf(frame: Frame, { members }: Selection): Money {
  const value = valuesOf(frame, "monetary");
  let [some, all] = [0, 0];
  for (let row = 0; row < frame.rows.length; row += 1) {
    const money = Number(value(row));
    all += money;
    if (members[frame.rows[row]!]) some += money;
  }
  return { sum: some, share: some / all };
}
