/** Lists that are worth making, each one click away. */
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { AnalysisName } from "regulars/core";
import { useAnalysis } from "../../../app/analysis.ts";
import { data } from "../../../app/store.ts";
import { PickButton, Section } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { nameOf } from "../../../i18n/names.ts";
import { byLevel } from "../../../selection/division.ts";
import { useParts } from "../../../selection/parts.ts";
import type { Result } from "../../../worker/protocol.ts";
import { text } from "./text.ts";

/** Types that are worth money and work. */
const TYPES = ["VIP", "improve", "maintain"];

/** Segments of RFM that want to hear from the shop. */
const SEGMENTS = ["Can't lose", "At risk", "Need attention", "New", "Champions"];

export function Suggestions({ title }: { title: string }) {
  const words = text();
  const orders = data.value?.kind === "orders";
  return (
    <Section title={title}>
      <dl class="strategies">
        {orders && <Row name="rfm" label={words.sources.rfm}>{(result) => <Levels result={result} column="segment" levels={SEGMENTS} show={nameOf} />}</Row>}
        {orders && <Row name="types" label={words.sources.types}>{(result) => <Levels result={result} column="type" levels={TYPES} show={nameOf} />}</Row>}
        {orders && <Row name="abc" label={words.sources.abc}>{(result) => <Levels result={result} column="class" levels={["A", "B", "C"]} show={(level) => text().class(level)} />}</Row>}
        <Row name="churn" label={words.sources.churn}>
          {(result) => <Levels result={result} column="predicted" levels={["leave"]} show={() => text().leaving} />}
        </Row>
        <Row name="profile" label={words.sources.profile}>
          {(result) => (
            <Levels
              result={result}
              column="cluster"
              levels={result.report.personas.map(({ cluster }) => cluster)}
              show={(level) => `${level} ${say(result.report.personas.find(({ cluster }) => cluster === level)!.name)}`}
            />
          )}
        </Row>
      </dl>
    </Section>
  );
}

/** The lists of one analysis, once it has answered. */
function Row<N extends AnalysisName>({ name, label, children }: { name: N; label: string; children: (result: Result<N>) => ComponentChildren }) {
  const { result } = useAnalysis(name, {});
  return (
    <div>
      <dt>{label}</dt>
      <dd class="row">{result ? children(result) : "—"}</dd>
    </div>
  );
}

function Levels({ result: { frame }, column, levels, show }: { result: Result<AnalysisName>; column: string; levels: string[]; show: (level: string) => string }) {
  const division = useMemo(() => byLevel(frame, column, levels), [frame]);
  const parts = useParts(division, (part) => show(levels[part]!));
  return (
    <>
      {levels.map((level, part) => (
        <PickButton key={level} parts={parts} part={part}>{text().group(show(level), format.value.count(parts?.customers[part]))}</PickButton>
      ))}
    </>
  );
}
