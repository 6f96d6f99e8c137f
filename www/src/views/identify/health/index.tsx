/** Data health: what the file can bear, before anything is computed from it. */
import type { ImportReport } from "regulars/core";
import { open } from "../../../app/store.ts";
import { Figure, figures } from "../../../components/figure.tsx";
import { Section, Stats, View } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { RejectedRows } from "../rejected.tsx";
import { finding } from "./finding.ts";
import { labelOf, reasons, title } from "./reasons.ts";
import { text } from "./text.ts";

export function Health() {
  const report = open.value?.shop.report;
  if (!report) return null;
  const words = text();
  return (
    <View title={words.title} finding={say(finding(report, format.value))} notices={report.notices}>
      <Stats stats={statsOf(report)} />
      {report.rows_rejected > 0 && (
        <Figure name="rejected-reasons" title={title(report)} draw={reasons(report)} by={[report]} data={dataOf(report)} />
      )}
      <Section title={words.columns}>
        <dl class="strategies">
          {Object.entries(report.roles).map(([role, column]) => (
            <div key={role}>
              <dt>{words.roles[role as keyof typeof words.roles]}</dt>
              <dd>{column}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <RejectedRows report={report} />
    </View>
  );
}

function statsOf(report: ImportReport): [string, string, string?][] {
  const words = text();
  const { bytes, count, day, money, share } = format.value;
  const { rows_read, rows_kept, rows_rejected, missing_customer_rows } = report;
  const stats: [string, string, string?][] = [
    [words.read, count(rows_read), bytes(report.bytes)],
    [words.kept, count(rows_kept), share(rows_kept / rows_read)],
    [words.rejected, count(rows_rejected), share(rows_rejected / rows_read)],
    [words.customers, count(report.customers)],
  ];
  if (report.kind === "customers") return stats;
  return [
    ...stats,
    [words.nameless, count(missing_customer_rows), share(missing_customer_rows / rows_read)],
    [words.money, money(report.total_amount)],
    [words.span, `${day(report.first_day)} – ${day(report.last_day)}`],
  ];
}

function dataOf(report: ImportReport) {
  const rows = Object.entries(report.rejected_by_reason).map(([code, rows]) => [labelOf(report, code), rows]);
  return figures(text().reasonTable, [undefined, format.value.count], rows);
}
