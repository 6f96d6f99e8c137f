/** The first rows of a table, as they stand on paper. */
import { format, words } from "../i18n/lang.ts";

/** Rows that fit beside the rest of a view; the whole table is saved as a file. */
export const ON_PAPER = 20;

export function PaperTable({ label, columns, rows, of }: {
  /** What the table is called. */
  label: string;
  columns: { label: string; numeric: boolean }[];
  /** The cells of the rows as they are shown. */
  rows: string[][];
  /** How many rows there are in all. */
  of: number;
}) {
  const { count } = format.value;
  return (
    <div class="on-paper">
      <table class="figures" aria-label={label}>
        <thead>
          <tr>{columns.map(({ label, numeric }) => <th key={label} scope="col" class={numeric ? "numeric" : ""}>{label}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((cells, place) => (
            <tr key={place}>{cells.map((cell, column) => <td key={column} class={columns[column]?.numeric ? "numeric" : ""}>{cell}</td>)}</tr>
          ))}
        </tbody>
      </table>
      {rows.length < of && <p class="muted small">{words.value.paper.first(count(rows.length), count(of))}</p>}
    </div>
  );
}
