/** The rows that could not be used: where they are and why. */
import type { ImportReport } from "regulars/core";
import { useMemo } from "preact/hooks";
import { open } from "../../app/store.ts";
import { saveFile } from "../../components/save.ts";
import { toast } from "../../components/toast.tsx";
import type { TableColumn } from "../../components/rows.ts";
import { Table } from "../../components/table.tsx";
import { Section } from "../../components/view.tsx";
import { bilingual, format, lang, say } from "../../i18n/lang.ts";
import { rejectedRows } from "../../worker/bridge.ts";
import { asProblem } from "../../worker/protocol.ts";

const text = bilingual(
  {
    title: "Rows that could not be used",
    titleOf: (file: string) => `Rows of ${file} that could not be used`,
    first: (shown: string, all: string) => `The first ${shown} of ${all}.`,
    line: "Line",
    column: "Column",
    reason: "Reason",
    row: "The row as it stands",
    whole: "whole row",
    saveAll: "Save the rows as they stand in the file",
  },
  {
    title: "无法使用的行",
    titleOf: (file) => `${file} 中无法使用的行`,
    first: (shown, all) => `共 ${all} 行，以下为前 ${shown} 行。`,
    line: "行号",
    column: "列",
    reason: "原因",
    row: "原文",
    whole: "整行",
    saveAll: "按原文保存这些行",
  },
);

/** All of them, not only those that are listed, byte for byte, with the line and the reason before each. */
async function saveAll({ file, format: kind }: ImportReport, place: number): Promise<void> {
  const ending = kind === "json" ? "jsonl" : "csv";
  const name = file.replace(/(\.(csv|tsv|txt|xlsx?|xlsb|ods|jsonl?|gz))+$/i, "");
  try {
    saveFile(`${name}-rejected.${ending}`, await rejectedRows(place, lang.value, new AbortController().signal));
  } catch (thrown) {
    toast(say(asProblem(thrown).text));
  }
}

/** The rows of a file, by its place among those that are open; it is named where it is one of several. */
export function RejectedRows({ report, place, named = false }: { report: ImportReport; place: number; named?: boolean }) {
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
  // The sample shop is no file that could be read once more.
  const all = open.value?.setup.parts[place]?.origin instanceof File && <button onClick={() => void saveAll(report, place)}>{words.saveAll}</button>;
  const title = named ? words.titleOf(report.file) : words.title;
  return (
    <Section title={title}>
      {rejected.length < rows_rejected && <p class="muted">{words.first(count(rejected.length), count(rows_rejected))}</p>}
      <Table name="rejected-rows" label={title} columns={columns} rows={rejected.length} tools={all} />
    </Section>
  );
}
