/** Data health: what the data can bear, what is wrong with them, and what can be done about it. */
import type { HealthReport, WorkspaceReport } from "regulars/core";
import { useAnalysis } from "../../../app/analysis.ts";
import { ViewLink } from "../../../app/navigation.tsx";
import { isMended } from "../../../app/cleaning.ts";
import { clean, data, open } from "../../../app/store.ts";
import { NOTHING } from "../../../app/setup.ts";
import { Figure, figures } from "../../../components/figure.tsx";
import { Actions, Answered, Stats, View } from "../../../components/view.tsx";
import { format, say, sentences, words as shared } from "../../../i18n/lang.ts";
import { noticesOf } from "../notices.ts";
import { RejectedRows } from "../rejected.tsx";
import { BlindSpots } from "./blind.tsx";
import { finding } from "./finding.ts";
import { Findings } from "./findings.tsx";
import { labelOf, reasons, rejectedOf, title } from "./reasons.ts";
import { text } from "./text.ts";
import { today } from "./today.ts";

export function Health() {
  const answer = useAnalysis("health", { today: today() });
  const whole = data.value;
  if (!whole) return null;
  return <Answered title={text().title} answer={answer}>{({ report }) => <Found report={report} whole={whole} />}</Answered>;
}

function Found({ report, whole }: { report: HealthReport; whole: WorkspaceReport }) {
  const words = text();
  const rejected = rejectedOf(whole.imports);
  const several = whole.imports.length > 1;
  return (
    <View title={words.title} finding={say(report.verdict)} detail={say(finding(rejected, format.value))} notices={noticesOf(whole)}>
      <Stats stats={statsOf(whole)} />
      <Mended whole={whole} />
      <BlindSpots spots={report.blind_spots} findings={report.findings} mended={isMended(whole.cleaning)} />
      <Findings findings={report.findings} />
      {rejected.rows > 0 && (
        <Figure name="rejected-reasons" title={title(rejected)} draw={reasons(rejected)} by={[report]} data={dataOf(rejected)} />
      )}
      {open.value?.shop.files.map(({ report }, place) => report && <RejectedRows key={place} report={report} place={place} named={several} />)}
      <Actions>
        <ViewLink view="overview">{words.next}</ViewLink>
        <ViewLink view="identity">{shared.value.views.identity}</ViewLink>
        <ViewLink view="import">{words.columns}</ViewLink>
      </Actions>
    </View>
  );
}

/** What the remedies that are applied have changed, and the way back from all of them. */
function Mended({ whole: { cleaned, cleaning } }: { whole: WorkspaceReport }) {
  const words = text();
  const { count, money } = format.value;
  if (!cleaned || !isMended(cleaning)) return null;
  const dropped = cleaned.effects.filter(({ remedy }) => remedy !== "unify_spellings");
  const lines = dropped.reduce((sum, effect) => sum + effect.lines, 0);
  const amount = dropped.reduce((sum, effect) => sum + effect.amount, 0);
  const unified = cleaned.effects.find(({ remedy }) => remedy === "unify_spellings");
  return (
    <div class="notice mended">
      <p>
        {sentences(
          words.mended,
          lines > 0 && words.leftOut(count(lines), money(amount)),
          unified && words.unified(count(unified.lines + unified.customers)),
          cleaning.set_aside.length > 0 && words.aside(count(cleaning.set_aside.length)),
          cleaned.merged > 0 && words.merged(count(cleaned.merged)),
        )}
      </p>
      <button onClick={() => void clean({ ...NOTHING, apart: cleaning.apart }, () => text().allBack)}>{words.takeAllBack}</button>
    </div>
  );
}

function statsOf({ kind, imports, customers, total_amount, first_day, last_day }: WorkspaceReport): [string, string, string?][] {
  const words = text();
  const { bytes, count, day, money, share } = format.value;
  const sum = (what: "rows_read" | "rows_kept" | "rows_rejected" | "bytes") => imports.reduce((sum, one) => sum + one[what], 0);
  const read = sum("rows_read");
  const stats: [string, string, string?][] = [
    [words.read, count(read), bytes(sum("bytes"))],
    [words.kept, count(sum("rows_kept")), share(sum("rows_kept") / read)],
    [words.rejected, count(sum("rows_rejected")), share(sum("rows_rejected") / read)],
    [words.customers, count(customers)],
  ];
  if (kind !== "orders") return stats;
  return [...stats, [words.money, money(total_amount)], [words.span, `${day(first_day)} – ${day(last_day)}`]];
}

function dataOf(rejected: ReturnType<typeof rejectedOf>) {
  const rows = Object.entries(rejected.byReason).map(([code, rows]) => [labelOf(rejected, code), rows]);
  return figures(text().reasonTable, [undefined, format.value.count], rows);
}
