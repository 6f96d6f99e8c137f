/** A worksheet: a small table in which figures are typed, and others are computed from them. */
import type { ComponentChildren } from "preact";
import { bilingual, sentences, words as shared } from "../i18n/lang.ts";
import { useDraft } from "./draft.tsx";
import { PaperTable } from "./paper-table.tsx";
import { type TableColumn, all } from "./rows.ts";
import { csvOf, saveFrom } from "./save.ts";
import { typedNumber } from "./typed.ts";

const text = bilingual(
  {
    cell: (column: string, row: string) => `${column}, ${row}`,
    remove: (row: string) => `Remove ${row}`,
    save: "Save as CSV",
    keys: "Enter or ↓ goes to the cell below, ↑ to the one above.",
  },
  {
    cell: (column, row) => `${row}，${column}`,
    remove: (row) => `删除${row}`,
    save: "保存为 CSV",
    keys: "按回车或 ↓ 到下一行，按 ↑ 到上一行。",
  },
);

export interface SheetColumn {
  label: string;
  value: (row: number) => string | number;
  /** How a computed number is shown. */
  show?: (value: number) => string;
  /** What is done with a number that was typed; without this and the next the column is computed. */
  onNumber?: (row: number, value: number) => void;
  /** What is done with a text that was typed. */
  onText?: (row: number, value: string) => void;
  /** Whether only few digits are typed into it. */
  narrow?: boolean;
  /** Why a number cannot be, if it cannot. */
  fault?: (value: number) => string | undefined;
}

export function Worksheet({ name, label, columns, rows, rowName, note, onExplain, explainLabel, onRemove, children }: {
  /** The name of the saved file. */
  name: string;
  /** What the table is called for those who hear it. */
  label: string;
  columns: SheetColumn[];
  rows: number;
  /** How a row is called, and its first cell. */
  rowName: (row: number) => string;
  /** How the computed figures come about. */
  note?: string;
  /** Opens how a row came about, where that can be told. */
  onExplain?: (row: number) => void;
  explainLabel?: (row: string) => string;
  /** Takes a row out; without it none can be. */
  onRemove?: ((row: number) => void) | undefined;
  /** What else can be done. */
  children: ComponentChildren;
}) {
  const words = text();
  const onPaper: TableColumn[] = [
    { key: "row", label, value: rowName },
    ...columns.map(({ label, value, show }) => ({ key: label, label, value, ...(show && { show: show as (value: never) => string }) })),
  ];
  const save = () => saveFrom(`${name}.csv`, csvOf([label, ...columns.map((column) => column.label)], all(rows), (row) => [rowName(row), ...columns.map(({ value }) => value(row))]));
  return (
    <section class="worksheet" aria-label={label} data-worksheet={name}>
      <div class="row">
        {children}
        <button class="push" onClick={save}>{words.save}</button>
      </div>
      <div class="scroll">
        <table class="figures" onKeyDown={move}>
          <thead>
            <tr>
              <th scope="col">{label}</th>
              {columns.map((column) => <th key={column.label} scope="col" class={column.onText ? "" : "numeric"}>{column.label}</th>)}
              <td />
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: rows }, (_, row) => (
              <tr key={row}>
                <th scope="row">
                  {onExplain ? <button class="plain" aria-label={explainLabel?.(rowName(row))} onClick={() => onExplain(row)}>{rowName(row)}</button> : rowName(row)}
                </th>
                {columns.map((column, place) => (
                  <td key={place} class={column.onText ? "" : "numeric"}>
                    {column.onNumber || column.onText ? (
                      <Cell column={column} row={row} place={place} label={words.cell(column.label, rowName(row))} />
                    ) : (
                      column.show?.(column.value(row) as number) ?? column.value(row)
                    )}
                  </td>
                ))}
                <td>{onRemove && <button class="plain" aria-label={words.remove(rowName(row))} onClick={() => onRemove(row)}>×</button>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="muted small">{sentences(note, words.keys)}</p>
      <PaperTable label={label} columns={onPaper} rows={all(rows)} />
    </section>
  );
}

/** A cell to type in; what cannot be read stays as it is, with a sentence that says so. */
function Cell({ column, row, place, label }: { column: SheetColumn; row: number; place: number; label: string }) {
  const take = (typed: string) => {
    const value = column.onText ? typed.trim() : typedNumber(typed);
    const why = value === undefined ? shared.value.controls.unreadable(typed) : typeof value === "number" ? column.fault?.(value) : undefined;
    if (why !== undefined || value === column.value(row)) return why;
    if (typeof value === "number") column.onNumber?.(row, value);
    else if (value !== undefined) column.onText?.(row, value);
    return undefined;
  };
  const { input, fault } = useDraft(String(column.value(row)), take);
  return (
    <>
      <input {...input} class={column.narrow ? "narrow" : ""} aria-label={label} {...(column.onNumber && { inputMode: "decimal" as const })} data-cell={`${row} ${place}`} />
      {fault}
    </>
  );
}

const STEPS: Record<string, number> = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

/** Goes to the cell above or below. What was typed is taken when the focus leaves. */
function move(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const { key, target, currentTarget, altKey, ctrlKey, metaKey } = event;
  const step = STEPS[key];
  const cell = target instanceof HTMLInputElement && target.dataset["cell"]?.split(" ").map(Number);
  if (!cell || step === undefined || altKey || ctrlKey || metaKey) return;
  const next = currentTarget.querySelector<HTMLInputElement>(`[data-cell="${cell[0]! + step} ${cell[1]}"]`);
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}
