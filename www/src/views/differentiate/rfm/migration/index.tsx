/** Who changed segment between an earlier day and the day of the view. */
import { useMemo } from "preact/hooks";
import { useAnalysis } from "../../../../app/analysis.ts";
import { beside, setBeside } from "../../../../app/beside.ts";
import { useSliced } from "../../../../app/sliced.ts";
import { open } from "../../../../app/store.ts";
import { DayField } from "../../../../components/controls.tsx";
import { Empty } from "../../../../components/empty.tsx";
import { Figure, figures } from "../../../../components/figure.tsx";
import { Cancelled } from "../../../../components/problem.tsx";
import { Seen } from "../../../../components/seen.tsx";
import { PickButton, Section } from "../../../../components/view.tsx";
import { Working } from "../../../../components/working.tsx";
import { formatter } from "../../../../i18n/format.ts";
import { format, say, words as shared } from "../../../../i18n/lang.ts";
import { bothNames, nameOf } from "../../../../i18n/names.ts";
import { useParts } from "../../../../selection/parts.ts";
import type { Question, Result } from "../../../../worker/protocol.ts";
import { finding, title } from "./finding.ts";
import { flow, moveName } from "./flow.ts";
import { type Moves, joined, worst } from "./moves.ts";
import { text } from "./text.ts";

interface Compared {
  now: Result<"rfm">;
  question: Question<"rfm">;
}

export const Migration = (compared: Compared) => (
  <Section title={text().title}>
    <Seen>{() => <Chosen {...compared} />}</Seen>
  </Section>
);

/** Lets the earlier day be chosen; a third of the window ago unless it is. */
function Chosen({ now, question }: Compared) {
  const words = text();
  const { day } = format.value;
  const { since, until } = now.report.window;
  const then = beside("compare") ?? thirdBefore(since, until);
  const possible = then > since && then < until;
  return (
    <>
      <div class="row">
        <DayField label={words.compare} value={then} onChange={(chosen) => setBeside("compare", chosen)} />
      </div>
      {possible ? <Asked {...{ now, question, then }} /> : <Empty why={words.outside(day(since), day(until))} />}
    </>
  );
}

function thirdBefore(since: string, until: string): string {
  const [first, last] = [Date.parse(since), Date.parse(until)];
  return new Date(last - (last - first) / 3).toISOString().slice(0, 10);
}

/** Asks for the segments of the earlier day, in the settings of the view. */
function Asked({ now, question: { params, scope }, then: day }: Compared & { then: string }) {
  const window = { ...scope, until: day, as_of: day };
  const { question, result, problem, progress, cancel, again } = useAnalysis("rfm", params, window);
  if (problem?.kind === "cancelled") return <Cancelled onAgain={again} />;
  if (problem) return <Empty why={problem.kind === "crashed" ? shared.value.problem.crashed : say(problem.text)} />;
  // An answer to other settings is nothing to compare with.
  const isAnswered = result && JSON.stringify(question) === JSON.stringify({ ...question, params, scope: window });
  if (!isAnswered) return progress ? <Working progress={progress} onCancel={cancel} /> : null;
  return <Joined now={now} then={result} />;
}

function Joined({ now, then }: { now: Result<"rfm">; then: Result<"rfm"> }) {
  const names = now.report.segments.map(({ name }) => name);
  const customers = open.value?.shop.ids.length ?? 0;
  const moves = useSliced(
    function* () {
      return now.frame && then.frame ? yield* joined(now.frame, then.frame, names, customers) : undefined;
    },
    [now, then],
  ).value;
  return moves ? <Found now={now} then={then} moves={moves} /> : null;
}

function Found({ now, then, moves }: { now: Result<"rfm">; then: Result<"rfm">; moves: Moves }) {
  const words = text();
  const { count, day } = format.value;
  const division = useMemo(() => now.frame && { frame: now.frame, parts: moves.moves.length, partOf: (row: number) => moves.moveOf[row]! }, [moves]);
  const parts = useParts(division, (part) => moveName(moves, moves.moves[part]!));
  const days: [string, string] = [day(then.report.window.until), day(now.report.window.until)];
  const said = say(title(moves, bothNames, format.value));
  const worrying = worst(moves);
  const move = moves.moves[worrying];
  const since = then.report.window.until;
  return (
    <>
      <p>{say(finding(moves, { en: formatter("en").day(since), zh: formatter("zh").day(since) }, format.value))}</p>
      <Figure name="rfm-migration" title={said} draw={flow(moves, said, days)} by={[moves]} parts={parts} data={dataOf(moves)} />
      <p class="muted small">{words.note}</p>
      {move && (
        <div class="row">
          <PickButton parts={parts} part={worrying}>{words.select(count(move.customers), nameOf(moves.names[move.from]!), nameOf(moves.names[move.to]!))}</PickButton>
        </div>
      )}
    </>
  );
}

function dataOf({ names, moves }: Moves) {
  const { count, measure } = format.value;
  const words = text();
  return figures(
    words.table,
    [undefined, undefined, count, measure],
    moves.map(({ from, to, customers, rise }) => [nameOf(names[from] ?? "") || words.notYet, nameOf(names[to]!), customers, from === names.length ? null : rise / customers]),
  );
}
