/** A table of customers: sortable, searchable, saved as CSV; a million rows do not hold up the page. */
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useSliced } from "../app/sliced.ts";
import { format, words } from "../i18n/lang.ts";
import { Empty } from "./empty.tsx";
import { PaperTable } from "./paper-table.tsx";
import { type Order, type Search, type TableColumn, all, passing, sorted } from "./rows.ts";
import { csvOf, saveFrom } from "./save.ts";
import { type Picked, Rows } from "./table-rows.tsx";

export function Table({ name, label, columns, rows, search, onOpen, first, picked, among, tools, searchLabel, openLabel }: {
  /** The name of the saved file. */
  name: string;
  /** What the table is called for those who hear it. */
  label: string;
  /** The first column names the row. */
  columns: TableColumn[];
  rows: number;
  /** How rows are searched; without it there is no search. */
  search?: Search;
  /** What opening a row does. */
  onOpen?: ((row: number) => void) | undefined;
  /** The order at first; that of the rows unless given. */
  first?: Order;
  /** Which rows are picked; without it none can be. */
  picked?: Picked | undefined;
  /** Tells of the rows that are to be shown; all unless given. */
  among?: ((row: number) => boolean) | undefined;
  /** What stands before the button that saves; may depend on the rows that are shown. */
  tools?: ComponentChildren | ((rows: Uint32Array) => ComponentChildren);
  /** What can be searched for, where the rows are not customers. */
  searchLabel?: string;
  /** What opening a row does, where that is not how a customer's figures came about. */
  openLabel?: (row: string) => string;
}) {
  const { table: text } = words.value;
  const { count } = format.value;
  const [order, setOrder] = useState<Order | undefined>(first);
  const [query, setQuery] = useState("");
  const { shown, busy } = useShown({ columns, rows, order, search, query: query.trim(), among });
  const save = () =>
    saveFrom(
      `${name}.csv`,
      csvOf(columns.map(({ label }) => label), shown, (row) => columns.map(({ value, saved }) => (saved ? saved(value(row) as never) : value(row)))),
    );
  return (
    <div class="table" aria-busy={busy}>
      <div class="row table-bar">
        {search && (
          <input type="search" placeholder={searchLabel ?? text.search} aria-label={searchLabel ?? text.search} value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
        )}
        <span class="muted figures" role="status">
          {shown.length === rows ? text.rows(count(rows)) : text.found(count(shown.length), count(rows))}
        </span>
        <div class="row push">
          {typeof tools === "function" ? tools(shown) : tools}
          <button onClick={save}>{text.save}</button>
        </div>
      </div>
      <Rows label={label} columns={columns} rows={shown} sought={`${among ? "some" : "all"} ${query.trim()}`} onOpen={onOpen} openLabel={openLabel} order={order} onOrder={setOrder} picked={picked} />
      <PaperTable label={label} columns={columns} rows={shown} />
      {shown.length === 0 && (
        <Empty why={text.none}>{query && <button onClick={() => setQuery("")}>{text.all}</button>}</Empty>
      )}
    </div>
  );
}

/** The rows that are shown, in their order; those before while others are sought. */
function useShown({ columns, rows, order, search, query, among }: {
  columns: TableColumn[];
  rows: number;
  order: Order | undefined;
  search: Search | undefined;
  query: string;
  among: ((row: number) => boolean) | undefined;
}): { shown: Uint32Array; busy: boolean } {
  const own = useMemo(() => all(rows), [rows]);
  const ordering = useSliced(() => of(own, sorted(own, columns, order)), [own, columns, order]);
  const ordered = ordering.value?.own === own ? ordering.value.rows : own;
  const finding = useSliced(
    () => of(own, passing(ordered, ...(among ? [among] : []), ...(search && query ? [search(query)] : []))),
    [ordered, search, query, among],
  );
  return { shown: finding.value?.own === own ? finding.value.rows : ordered, busy: ordering.busy || finding.busy };
}

/** Says of which rows a result is: those of another table must not be shown for these. */
function* of(own: Uint32Array, work: ReturnType<typeof passing>): Generator<number | undefined, { own: Uint32Array; rows: Uint32Array }> {
  return { own, rows: yield* work };
}
