/** One file: its columns with the first rows, how it is read, what could not be used; or why it could not be read at all. */
import type { Origin } from "../../../app/setup.ts";
import { choicesOf, failure, lastUnderstood, openAgain } from "../../../app/store.ts";
import { Notices } from "../../../components/notice.tsx";
import { ProblemBox } from "../../../components/problem.tsx";
import { Section } from "../../../components/view.tsx";
import type { ImportChoices, Outcome, Problem } from "../../../worker/protocol.ts";
import { RejectedRows } from "../rejected.tsx";
import { Choices } from "./choices.tsx";
import { EncodingSample } from "./encoding.tsx";
import { Preview } from "./preview.tsx";
import { ASKED, Questions } from "./question.tsx";
import { RolesByName } from "./roles.tsx";
import { text } from "./text.ts";

export function FileSections({ origin, place, outcome }: { origin: Origin; place: number; outcome: Outcome }) {
  const words = text();
  const params = choicesOf(origin);
  // What cannot be read with the choices of the moment is shown as it was understood before, with all that can be said about it.
  const before = lastUnderstood(origin);
  const report = outcome.report ?? before?.report;
  const problem = failure.value?.problem ?? outcome.problem;
  if (!report) {
    return problem && (
      <>
        <ProblemBox problem={problem} />
        <WayOut origin={origin} params={params} problem={problem} />
      </>
    );
  }
  const back = before && (
    <p>
      {words.asBefore} <button class="plain" onClick={() => void openAgain(origin, before.params)}>{words.takeBack}</button>
    </p>
  );
  // What is asked needs not be told too.
  const told = report.notices.filter(({ code }) => !ASKED.includes(code));
  return (
    <>
      {problem && <ProblemBox problem={problem}>{back}</ProblemBox>}
      <Notices notices={told.filter(({ level }) => level === "warning")} />
      <Questions origin={origin} params={params} report={report} />
      <Section title={words.columns}>
        <Preview origin={origin} params={params} report={report} />
      </Section>
      <Section title={words.read}>
        <Choices origin={origin} params={params} report={report} />
        {origin instanceof File && report.sheets.length === 0 && <EncodingSample file={origin} params={params} now={report.encoding} />}
      </Section>
      {outcome.report && <RejectedRows report={report} place={place} />}
      <Notices notices={told.filter(({ level }) => level === "note")} />
    </>
  );
}

/** Failures that the user may know a way out of; a picture stays a picture whatever is said about it. */
const ASKABLE = ["bad_parameter", "missing_role", "no_usable_rows", "one_column", "unknown_column", "wrong_kind"];

/** What can be said about a file that was not understood. */
export function WayOut({ origin, params, problem }: { origin: Origin; params: ImportChoices; problem: Problem }) {
  if (!(origin instanceof File) || !ASKABLE.includes(problem.kind)) return null;
  return (
    <Section title={text().failedWay}>
      <Choices origin={origin} params={params} report={undefined} />
      <EncodingSample file={origin} params={params} now={params.encoding ?? ""} />
      <RolesByName origin={origin} params={params} />
    </Section>
  );
}
