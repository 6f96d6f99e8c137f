/** How the file is read: each guess with its reason, and a way to say otherwise. */
import type { DateOrder, DecimalMark, FileKind, ImportReport } from "regulars/core";
import { openAgain } from "../../../app/store.ts";
import { Choice } from "../../../components/controls.tsx";
import { say, sentences } from "../../../i18n/lang.ts";
import type { ImportChoices } from "../../../worker/protocol.ts";
import { text } from "./text.ts";

export function Choices({ params, report }: { params: ImportChoices; report: ImportReport | undefined }) {
  const words = text();
  const change = (changes: Partial<ImportChoices>) => void openAgain({ ...params, ...changes });
  const note = (value: string | undefined, reason: string | undefined) => ({
    note: sentences(value && words.now(value), reason),
  });
  const delimiter = report?.delimiter === "white-space" ? " " : report?.delimiter;
  return (
    <div class="choices">
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
      <Choice
        label={words.delimiter}
        value={(params.delimiter ?? "auto") as keyof typeof words.delimiters}
        options={words.delimiters}
        onChange={(delimiter) => change({ delimiter: chosen<string>(delimiter) })}
        {...note(delimiter && (words.delimiters[delimiter as ","] ?? delimiter), undefined)}
      />
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

/** `null` leaves it to the engine. */
const chosen = <T extends string>(value: string): T | null => (value === "auto" ? null : (value as T));
