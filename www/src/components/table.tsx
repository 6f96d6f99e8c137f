/** A table of customers: sortable, searchable, saved as CSV; only the rows in sight are in the page. */
import { useMemo, useRef, useState } from "preact/hooks";
import { format, words } from "../i18n/lang.ts";
import { Empty } from "./empty.tsx";
import { ON_PAPER, PaperTable } from "./paper-table.tsx";
import { type Order, type TableColumn, matching, sorted } from "./rows.ts";
import { csvOf, saveFile } from "./save.ts";

/** Tables longer than this are drawn in part. */
const WHOLE = 200;
const ROW_HEIGHT = 33;
const IN_SIGHT = 24;

export function Table({ name, label, columns, rows, search, onOpen, first }: {
  /** The name of the saved file. */
  name: string;
  /** What the table is called for those who hear it. */
  label: string;
  /** The first column names the row. */
  columns: TableColumn[];
  rows: number;
  /** What a search looks through; without it there is no search. */
  search?: (row: number) => string;
  /** What opening a row does. */
  onOpen?: ((row: number) => void) | undefined;
  /** The order at first; that of the rows unless given. */
  first?: Order;
}) {
  const { table: text } = words.value;
  const { count } = format.value;
  const [order, setOrder] = useState<Order | undefined>(first);
  const [query, setQuery] = useState("");
  const found = useMemo(() => sorted(matching(rows, search, query), columns, order), [rows, search, query, columns, order]);
  const save = () =>
    saveFile(`${name}.csv`, csvOf(columns.map(({ label }) => label), Array.from(found, (row) => columns.map(({ value }) => value(row)))));
  return (
    <div class="table">
      <div class="row table-bar">
        {search && (
          <input type="search" placeholder={text.search} aria-label={text.search} value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
        )}
        <span class="muted figures" role="status">
          {found.length === rows ? text.rows(count(rows)) : text.found(count(found.length), count(rows))}
        </span>
        <button class="push" onClick={save}>{text.save}</button>
      </div>
      <Body label={label} columns={columns} rows={found} onOpen={onOpen} order={order} onOrder={setOrder} />
      <PaperTable
        label={label}
        columns={columns.map((column) => ({ label: column.label, numeric: isNumeric(column, found) }))}
        rows={Array.from(found.subarray(0, ON_PAPER), (row) => columns.map((column) => shown(column, row)))}
        of={found.length}
      />
      {found.length === 0 && (
        <Empty why={text.none}>
          <button onClick={() => setQuery("")}>{text.all}</button>
        </Empty>
      )}
    </div>
  );
}

function Body({ label, columns, rows, onOpen, order, onOrder }: {
  label: string;
  columns: TableColumn[];
  rows: Uint32Array;
  onOpen: ((row: number) => void) | undefined;
  order: Order | undefined;
  onOrder: (order: Order) => void;
}) {
  const [from, setFrom] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const whole = rows.length <= WHOLE;
  const start = whole ? 0 : Math.max(0, Math.min(from - IN_SIGHT, rows.length - IN_SIGHT));
  const end = whole ? rows.length : Math.min(rows.length, from + 2 * IN_SIGHT);
  const onScroll = () => box.current && setFrom(Math.floor(box.current.scrollTop / ROW_HEIGHT));
  const spacer = (height: number) => height > 0 && <tr aria-hidden="true" style={{ height: `${height}px` }} />;
  return (
    <div class="scroll table-scroll" ref={box} onScroll={onScroll} tabIndex={0} role="region" aria-label={label}>
      <table class="figures" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => <Head key={column.key} column={column} order={order} onOrder={onOrder} numeric={isNumeric(column, rows)} />)}
          </tr>
        </thead>
        <tbody>
          {spacer(start * ROW_HEIGHT)}
          {Array.from(rows.subarray(start, end), (row, place) => (
            <Row key={row} row={row} place={start + place} columns={columns} onOpen={onOpen} />
          ))}
          {spacer((rows.length - end) * ROW_HEIGHT)}
        </tbody>
      </table>
    </div>
  );
}

function Head({ column, order, onOrder, numeric }: { column: TableColumn; order: Order | undefined; onOrder: (order: Order) => void; numeric: boolean }) {
  const sortedBy = order?.key === column.key;
  // Figures are wanted largest first, names from the first letter.
  const falling = sortedBy ? !order.falling : numeric;
  return (
    <th scope="col" class={numeric ? "numeric" : ""} aria-sort={sortedBy ? (order.falling ? "descending" : "ascending") : "none"}>
      <button class="plain" title={words.value.table.sort(column.label)} onClick={() => onOrder({ key: column.key, falling })}>
        {column.label}
        <span aria-hidden="true">{sortedBy ? (order.falling ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
}

function Row({ row, place, columns, onOpen }: { row: number; place: number; columns: TableColumn[]; onOpen: ((row: number) => void) | undefined }) {
  const cells = columns.map((column) => ({ key: column.key, value: column.value(row), shown: shown(column, row) }));
  const [lead, ...others] = cells;
  return (
    <tr aria-rowindex={place + 2}>
      {lead && (
        <th scope="row" class={typeof lead.value === "number" ? "numeric" : ""}>
          {onOpen ? (
            <button class="plain" title={words.value.table.explain(lead.shown)} onClick={() => onOpen(row)}>{lead.shown}</button>
          ) : (
            lead.shown
          )}
        </th>
      )}
      {others.map(({ key, value, shown }) => <td key={key} class={typeof value === "number" ? "numeric" : ""}>{shown}</td>)}
    </tr>
  );
}

function shown(column: TableColumn, row: number): string {
  const value = column.value(row);
  return column.show ? column.show(value as never) : String(value);
}

function isNumeric(column: TableColumn, rows: Uint32Array): boolean {
  return rows.length > 0 && typeof column.value(rows[0]!) === "number";
}
