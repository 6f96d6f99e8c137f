/** The rows that could not be used: where they are and why. */
import type { ImportReport } from "regulars/core";
import { useMemo } from "preact/hooks";
import type { TableColumn } from "../../components/rows.ts";
import { Table } from "../../components/table.tsx";
import { Section } from "../../components/view.tsx";
import { bilingual, format, lang } from "../../i18n/lang.ts";

const text = bilingual(
  {
    title: "Rows that could not be used",
    first: (shown: string, all: string) => `The first ${shown} of ${all}.`,
    line: "Line",
    column: "Column",
    reason: "Reason",
    row: "The row as it stands",
    whole: "whole row",
  },
  {
    title: "无法使用的行",
    first: (shown, all) => `共 ${all} 行，以下为前 ${shown} 行。`,
    line: "行号",
    column: "列",
    reason: "原因",
    row: "原文",
    whole: "整行",
  },
);

export function RejectedRows({ report }: { report: ImportReport }) {
  const { rejected, rows_rejected } = report;
  const words = text();
  const { count } = format.value;
  const columns = useMemo<TableColumn[]>(
    () => [
      { key: "line", label: words.line, value: (row) => rejected[row]!.line, show: count },
      { key: "reason", label: words.reason, value: (row) => (lang.value === "zh" ? rejected[row]!.reason_zh : rejected[row]!.reason) },
      { key: "column", label: words.column, value: (row) => rejected[row]!.column || words.whole },
      { key: "text", label: words.row, value: (row) => rejected[row]!.text },
    ],
    [rejected, lang.value],
  );
  if (rows_rejected === 0) return null;
  return (
    <Section title={words.title}>
      {rejected.length < rows_rejected && <p class="muted">{words.first(count(rejected.length), count(rows_rejected))}</p>}
      <Table name="rejected-rows" label={words.title} columns={columns} rows={rejected.length} />
    </Section>
  );
}
