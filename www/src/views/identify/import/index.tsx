/** The file in use: what was understood, why, and how to say otherwise. */
import { ViewLink } from "../../../app/navigation.tsx";
import { Invitation } from "../../../app/drop.tsx";
import { type Open, choices, failure, open, openAgain, openSample } from "../../../app/store.ts";
import { ProblemBox } from "../../../components/problem.tsx";
import { Actions, Section, View } from "../../../components/view.tsx";
import { format, sentences, words as shared } from "../../../i18n/lang.ts";
import { RejectedRows } from "../rejected.tsx";
import { Choices } from "./choices.tsx";
import { Preview } from "./preview.tsx";
import { RolesByName } from "./roles.tsx";
import { text } from "./text.ts";

export function Import() {
  if (failure.value) return <Failed />;
  return open.value && <Understood current={open.value} />;
}

function Understood({ current: { shop, source } }: { current: Open }) {
  const words = text();
  const { report } = shop;
  const { count, day } = format.value;
  const finding =
    report.kind === "orders"
      ? words.orders(count(report.rows_kept), count(report.customers), day(report.first_day), day(report.last_day))
      : words.table(count(report.customers), count(report.columns.length));
  const kept = report.rows_rejected === 0 ? words.all : words.some(count(report.rows_rejected), count(report.rows_read));
  const params = choices.value;
  const own = Object.keys(params).length > 0;
  return (
    <View title={words.title} finding={finding} detail={sentences(kept, words.guessed)} beside={<Invitation />} notices={report.notices}>
      <Section title={words.columns}>
        <Preview params={params} report={report} />
      </Section>
      <Section title={words.read}>
        <Choices params={params} report={report} />
      </Section>
      <RejectedRows report={report} />
      <Actions>
        <ViewLink view="overview">{words.next}</ViewLink>
        <ViewLink view="health">{words.health}</ViewLink>
        {own && <button onClick={() => void openAgain({})}>{words.guess}</button>}
        {source.kind === "file" && <button onClick={() => void openSample()}>{shared.value.drop.back}</button>}
      </Actions>
    </View>
  );
}

/** Failures that the user may know a way out of; a picture stays a picture whatever is said about it. */
const ASKABLE = ["bad_parameter", "missing_role", "no_usable_rows", "one_column", "unknown_column", "wrong_kind"];

/** The file could not be read; what was open before still is. */
function Failed() {
  const words = text();
  const { drop, problem: texts } = shared.value;
  const { params, problem, source } = failure.value!;
  return (
    <View title={words.title} finding={words.failed}>
      <ProblemBox problem={problem}>
        {open.value && (
          <p>
            {texts.kept} <button class="plain" onClick={() => (failure.value = null)}>{open.value.source.kind === "file" ? open.value.source.file.name : drop.back}</button>
          </p>
        )}
      </ProblemBox>
      <Invitation />
      {source.kind === "file" && ASKABLE.includes(problem.kind) && (
        <Section title={words.failedWay}>
          <Choices params={params} report={undefined} />
          <RolesByName params={params} />
        </Section>
      )}
    </View>
  );
}
