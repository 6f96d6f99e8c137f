/** The first rows of a table, as they stand on paper. */
import { format, words } from "../i18n/lang.ts";
import type { TableColumn } from "./rows.ts";
import { isNumeric, shown } from "./table-rows.tsx";

/** Rows that leave room for the rest of a view; the whole table is saved as a file. */
const ON_PAPER = 20;

export function PaperTable({ label, columns, rows }: {
  /** What the table is called. */
  label: string;
  columns: TableColumn[];
  /** The rows in their order. */
  rows: Uint32Array;
}) {
  const { count } = format.value;
  const look = (column: TableColumn) => (isNumeric(column, rows) ? "numeric" : "");
  return (
    <div class="on-paper">
      <table class="figures" aria-label={label}>
        <thead>
          <tr>{columns.map((column) => <th key={column.key} scope="col" class={look(column)}>{column.label}</th>)}</tr>
        </thead>
        <tbody>
          {Array.from(rows.subarray(0, ON_PAPER), (row) => (
            <tr key={row}>{columns.map((column) => <td key={column.key} class={look(column)}>{shown(column, row)}</td>)}</tr>
          ))}
        </tbody>
      </table>
      {rows.length > ON_PAPER && <p class="muted small">{words.value.paper.first(count(ON_PAPER), count(rows.length))}</p>}
    </div>
  );
}
