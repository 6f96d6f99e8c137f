/** Both models as worksheets: each period's term of the one, each state of the other, from the orders or typed over. */
import type { DwyerReport } from "regulars/core";
import type { Controlled, Settings } from "../../../app/settings.ts";
import { Folded } from "../../../components/folded.tsx";
import { type SheetColumn, Worksheet } from "../../../components/worksheet.tsx";
import { format } from "../../../i18n/lang.ts";
import { text } from "./text.ts";

interface SheetProps {
  report: DwyerReport;
  control: Controlled<"dwyer">;
}

/** Folded away until they are asked for, or where something was typed into them. */
export function Sheets(props: SheetProps) {
  const words = text();
  const { margins, probabilities } = props.control.settings;
  return (
    <div>
      <Folded summary={words.retentionSheet} open={margins.length > 0}>{() => <RetentionSheet {...props} />}</Folded>
      <Folded summary={words.migrationSheet} open={probabilities.length > 0}>{() => <MigrationSheet {...props} />}</Folded>
    </div>
  );
}

/** So many places behind the point: what was computed from the orders is typed over as it is shown. */
const rounded = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places;

/** The margin of an active customer at each age: typed, else observed; the last holds for all later ones. */
function marginsOf({ retention: { ages, course } }: DwyerReport, { margins: typed }: Settings<"dwyer">): number[] {
  const known = typed.length > 0 ? typed : ages.map(({ margin_taken }) => rounded(margin_taken, 2));
  return course.map((_, age) => known[Math.min(age, known.length - 1)] ?? 0);
}

function RetentionSheet({ report, control: { settings, set } }: SheetProps) {
  const words = text();
  const { amount, figure, share } = format.value;
  const { course } = report.retention;
  const margins = marginsOf(report, settings);
  const columns: SheetColumn[] = [
    { label: words.terms.active, value: (age) => course[age]!.active, show: share },
    { label: words.terms.margin, value: (age) => margins[age]!, onNumber: (age, margin) => set({ margins: margins.with(age, margin) }) },
    { label: words.terms.expected, value: (age) => course[age]!.margin, show: amount },
    { label: words.terms.factor, value: (age) => (1 + report.discount_per_period) ** -age, show: figure },
    { label: words.terms.present, value: (age) => course[age]!.discounted, show: amount },
    { label: words.terms.together, value: (age) => course[age]!.cumulative, show: amount },
  ];
  return (
    <Worksheet name="dwyer-retention" label={words.terms.period} note={words.retentionTerms} columns={columns} rows={course.length} rowName={String}>
      <button onClick={() => set({ margins: margins.slice(0, 1) })}>{words.same}</button>
      {settings.margins.length > 0 && <button onClick={() => set({ margins: [] })}>{words.fill}</button>}
    </Worksheet>
  );
}

function MigrationSheet({ report, control: { settings, set } }: SheetProps) {
  const words = text();
  const { amount, count } = format.value;
  const states = report.migration.states.slice(0, -1);
  const typed = settings.probabilities;
  const chances = typed.length > 0 ? typed : states.map(({ probability }) => rounded(probability ?? 0, 4));
  const change = (probabilities: number[]) => set({ probabilities });
  const columns: SheetColumn[] = [
    // A state that was just added has none of these until it is answered.
    { label: words.statesTable[1]!, value: (state) => states[state]?.customers ?? Number.NaN, show: count },
    { label: words.statesTable[4]!, value: (state) => chances[state]!, narrow: true, onNumber: (state, chance) => change(chances.with(state, chance)), fault: notShare },
    { label: words.statesTable[5]!, value: (state) => states[state]?.value ?? Number.NaN, show: amount },
    { label: words.statesTable[6]!, value: (state) => states[state]?.value_forever ?? Number.NaN, show: amount },
  ];
  return (
    <Worksheet
      name="dwyer-migration"
      label={words.statesTable[0]!}
      note={words.migrationTerms}
      columns={columns}
      rows={chances.length}
      rowName={(state) => words.state(String(state), report.params.period)}
      // Without any state the sheet would be filled from the orders.
      onRemove={chances.length > 1 ? (state) => change(chances.toSpliced(state, 1)) : undefined}
    >
      {chances.length < MOST_STATES && <button onClick={() => change([...chances, 0])}>{words.addState}</button>}
      {typed.length > 0 && <button onClick={() => change([])}>{words.fill}</button>}
    </Worksheet>
  );
}

/** The engine takes no more. */
const MOST_STATES = 60;

const notShare = (chance: number) => (chance < 0 || chance > 1 ? text().notShare : undefined);
