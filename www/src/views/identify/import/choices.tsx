/** How the file is read: each guess with its reason, and a way to say otherwise. */
import type { DateOrder, DecimalMark, FileKind, ImportReport, SheetReport } from "regulars/core";
import type { Origin } from "../../../app/setup.ts";
import { openAgain } from "../../../app/store.ts";
import { Choice } from "../../../components/controls.tsx";
import { format, say, sentences } from "../../../i18n/lang.ts";
import type { ImportChoices } from "../../../worker/protocol.ts";
import { ENCODINGS, encodingName } from "./encoding.tsx";
import { text } from "./text.ts";

export function Choices({ origin, params, report }: { origin: Origin; params: ImportChoices; report: ImportReport | undefined }) {
  const words = text();
  const change = (changes: Partial<ImportChoices>) => void openAgain(origin, { ...params, ...changes });
  const note = (value: string | undefined, reason: string | undefined) => ({
    note: sentences(value && words.now(value), reason),
  });
  const delimiter = report?.delimiter === "white-space" ? " " : report?.delimiter;
  const isText = !report || report.sheets.length === 0;
  return (
    <div class="choices">
      {report && report.sheets.length > 0 && (
        <Choice
          label={words.sheet}
          value={params.sheet ?? "auto"}
          options={{ auto: words.kinds.auto, ...Object.fromEntries(report.sheets.map((sheet) => [sheet.name, sheetName(sheet)])) }}
          onChange={(sheet) => change({ sheet: chosen<string>(sheet) })}
          {...note(report.sheet ?? undefined, report.sheet_reason ? say(report.sheet_reason) : undefined)}
        />
      )}
      {isText && origin instanceof File && (
        <Choice
          label={words.encoding}
          value={params.encoding ?? "auto"}
          options={{ auto: words.kinds.auto, ...Object.fromEntries(ENCODINGS.map((encoding) => [encoding, encodingName(encoding)])) }}
          onChange={(encoding) => change({ encoding: chosen<string>(encoding) })}
          {...note(report && encodingName(report.encoding), report?.encoding_reason ? say(report.encoding_reason) : undefined)}
        />
      )}
      <Choice
        label={words.kind}
        value={params.kind ?? "auto"}
        options={words.kinds}
        onChange={(kind) => change({ kind: chosen<FileKind>(kind) })}
        {...note(report && words.kinds[report.kind], report && say(report.kind_reason))}
      />
      <Choice
        label={words.header}
        value={String(params.header ?? "auto") as keyof typeof words.headers}
        options={words.headers}
        onChange={(header) => change({ header: header === "auto" ? null : header === "true" })}
        {...note(report && words.headers[String(report.header) as "true"], report && say(report.header_reason))}
      />
      {isText && report?.format !== "json" && (
        <Choice
          label={words.delimiter}
          value={(params.delimiter ?? "auto") as keyof typeof words.delimiters}
          options={words.delimiters}
          onChange={(delimiter) => change({ delimiter: chosen<string>(delimiter) })}
          {...note(delimiter && (words.delimiters[delimiter as ","] ?? delimiter), report?.delimiter_reason ? say(report.delimiter_reason) : undefined)}
        />
      )}
      <Choice
        label={words.dateOrder}
        value={params.date_order ?? "auto"}
        options={words.dateOrders}
        onChange={(order) => change({ date_order: chosen<DateOrder>(order) })}
        {...note(report?.date_order ? words.dateOrders[report.date_order] : undefined, report?.date_reason ? say(report.date_reason) : undefined)}
      />
      <Choice
        label={words.decimal}
        value={params.decimal ?? "auto"}
        options={words.decimals}
        onChange={(mark) => change({ decimal: chosen<DecimalMark>(mark) })}
        {...note(report?.decimal ? words.decimals[report.decimal] : undefined, report?.decimal_reason ? say(report.decimal_reason) : undefined)}
      />
    </div>
  );
}

/** A sheet with its size, and whether the workbook hides it. */
function sheetName({ name, rows, columns, hidden }: SheetReport): string {
  const words = text();
  const { count } = format.value;
  return [name, rows !== null && words.sheetRows(count(rows)), columns !== null && words.sheetColumns(count(columns)), hidden && words.sheetHidden].filter(Boolean).join(" · ");
}

/** `null` leaves it to the engine. */
const chosen = <T extends string>(value: string): T | null => (value === "auto" ? null : (value as T));
