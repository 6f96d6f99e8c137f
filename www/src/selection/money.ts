import { valuesOf } from "../components/customers.tsx";
import type { Frame } from "../worker/protocol.ts";
import type { Selection } from "./selection.ts";

/** The money of the selected customers and of all, from the customer summary. */
export function moneyOf(frame: Frame, { members }: Selection): [some: number, all: number] {
  const value = valuesOf(frame, "monetary");
  let [some, all] = [0, 0];
  for (let row = 0; row < frame.rows.length; row += 1) {
    const money = Number(value(row));
    all += money;
    if (members[frame.rows[row]!]) some += money;
  }
  return [some, all];
}
