/** The table of customers behind a picture; a customer's name opens how its figures came about. */
import type { AnalysisName } from "regulars/core";
import { useCallback, useEffect, useMemo } from "preact/hooks";
import type { Answer } from "../app/analysis.ts";
import { type KnownAttribute, useAttributes } from "../app/attributes.ts";
import { useTurn } from "../app/sliced.ts";
import { open } from "../app/store.ts";
import { explained } from "../explain/explain.ts";
import { lang, words } from "../i18n/lang.ts";
import { nameOf } from "../i18n/names.ts";
import type { Ids } from "../worker/ids.ts";
import type { Frame } from "../worker/protocol.ts";
import { SelectionTools, useSelected } from "../selection/table.tsx";
import type { Search, TableColumn } from "./rows.ts";
import { Table } from "./table.tsx";

/** A column of the frame as the table shows it. */
export interface Shown {
  key: string;
  label: string;
  show?: (value: number) => string;
  /** How a number is saved where it means nothing outside the page. */
  saved?: (value: number) => string;
  /** How a level is called. */
  name?: (level: string) => string;
  /** Values made from several columns. */
  from?: (frame: Frame) => (row: number) => string;
}

/** The value of a column in a row: a number, or the name of a level. */
export function valuesOf(frame: Frame, key: string, name = nameOf): (row: number) => number | string {
  const column = frame.columns[key];
  if (!column) return () => Number.NaN;
  if ("levels" in column) {
    const names = column.levels.map(name);
    return (row) => names[column.codes[row]!] ?? "";
  }
  return (row) => column[row]!;
}

function tableColumns(frame: Frame, ids: Ids, shown: Shown[]): TableColumn[] {
  return [
    { key: "id", label: words.value.table.customer, value: (row) => ids.at(frame.rows[row]!) },
    ...shown.map(({ key, label, name, show, saved, from }) => ({
      key,
      label,
      value: from ? from(frame) : valuesOf(frame, key, name),
      ...(show && { show }),
      ...(saved && { saved }),
    })),
  ];
}

/** What is known of the customers beside their orders, after what was found. */
function attributeColumn({ name, of, show, saved }: KnownAttribute, { rows }: Frame): TableColumn {
  const say = (value: never) => show(value) || "—";
  return { key: `attribute ${name}`, label: name, value: (row) => of(rows[row]!), show: say, saved };
}

export function Customers<N extends AnalysisName>({ answer, name, columns, first }: {
  answer: Answer<N>;
  /** The name of the saved file. */
  name: string;
  columns: Shown[];
  /** The column by which it is sorted at first, largest first. */
  first?: string;
}) {
  const frame = answer.result?.frame;
  const ids = open.value?.shop.ids;
  const known = useAttributes();
  // A view may know of further columns only after the frame that has them.
  const keys = columns.map(({ key }) => key).join(" ");
  const shown = useMemo(() => (frame && ids ? [...tableColumns(frame, ids, columns), ...known.map((attribute) => attributeColumn(attribute, frame))] : []), [frame, ids, known, keys, lang.value]);
  const search = useCallback<Search>(
    (query) => {
      const holds = ids?.containing(query);
      return (row) => holds?.(frame?.rows[row]!) ?? false;
    },
    [frame, ids],
  );
  useEffect(() => {
    // Who is being explained stays so under other settings.
    const what = explained.value;
    if (!what || !frame || !ids || JSON.stringify(what.question) === JSON.stringify(answer.question)) return;
    const row = frame.rows.indexOf(ids.indexOf(what.customer));
    explained.value = row < 0 ? null : { ...what, question: answer.question, row };
  }, [frame]);
  const { among, picked } = useSelected(frame);
  const hasTurn = useTurn();
  if (!frame || !ids) return null;
  if (!hasTurn) return <div class="table" aria-busy="true" />;
  return (
    <Table
      name={name}
      label={words.value.table.customers}
      columns={shown}
      rows={frame.rows.length}
      search={search}
      onOpen={(row) => (explained.value = { question: answer.question, row, customer: ids.at(frame.rows[row]!) })}
      picked={picked}
      among={among}
      tools={(rows) => <SelectionTools frame={frame} rows={rows} />}
      {...(first && { first: { key: first, falling: true } })}
    />
  );
}

/** Opens the explanation of the customer with the largest value, as an example. */
export function ExplainButton<N extends AnalysisName>({ answer, by }: { answer: Answer<N>; by: string }) {
  const frame = answer.result?.frame;
  const ids = open.value?.shop.ids;
  if (!frame || !ids) return null;
  const example = () => {
    const value = valuesOf(frame, by);
    let best = 0;
    for (let row = 1; row < frame.rows.length; row += 1) if (value(row) > value(best)) best = row;
    explained.value = { question: answer.question, row: best, customer: ids.at(frame.rows[best]!) };
  };
  const { explain } = words.value;
  return (
    <p class="how">
      <button class="plain" onClick={example}>{explain.open}</button> <span class="muted">{explain.pick}</span>
    </p>
  );
}
