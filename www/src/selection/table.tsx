/** The selection in a table of customers: picked rows, and only those when that is wanted. */
import { useMemo } from "preact/hooks";
import { oneOf } from "../components/rows.ts";
import type { Picked } from "../components/table-rows.tsx";
import { format } from "../i18n/lang.ts";
import type { Frame } from "../worker/protocol.ts";
import { membersOf } from "./parts.ts";
import { onlySelected, pick, selection, toggle } from "./selection.ts";
import { text } from "./text.ts";

/** What a table needs to show the selection and to change it. */
export function useSelected(frame: Frame | undefined): { among: ((row: number) => boolean) | undefined; picked: Picked | undefined } {
  const members = selection.value?.members;
  const only = onlySelected.value;
  const among = useMemo(() => {
    if (!frame || !members || !only) return undefined;
    const { rows } = frame;
    return (row: number) => members[rows[row]!] === 1;
  }, [frame, members, only]);
  if (!frame) return { among, picked: undefined };
  const picked: Picked = {
    has: (row) => members?.[frame.rows[row]!] === 1,
    toggle: (rows) => toggle(rows.map((row) => frame.rows[row]!)),
  };
  return { among, picked };
}

/** Those whom a search found, by their number. */
const foundName = (found: number) => () => text().shown(format.value.count(found));

/** Narrows the table to the selection; selects those whom a search found. */
export function SelectionTools({ frame, rows }: { frame: Frame; rows: Uint32Array }) {
  const words = text();
  const some = rows.length > 0 && rows.length < frame.rows.length && !onlySelected.value;
  const selectShown = () => pick(membersOf(frame, oneOf(rows, frame.rows.length)), foundName(rows.length));
  return (
    <>
      {some && <button onClick={selectShown}>{words.selectShown(format.value.count(rows.length))}</button>}
      {selection.value && (
        <label class="row">
          <input type="checkbox" checked={onlySelected.value} onChange={({ currentTarget }) => (onlySelected.value = currentTarget.checked)} />
          {words.only}
        </label>
      )}
    </>
  );
}
