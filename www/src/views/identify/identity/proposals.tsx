/** The proposals in a table: as many as there are, sorted, searched, and filtered by what became of them. */
import type { IdentityReport, Proposal } from "regulars/core";
import { useCallback, useMemo, useState } from "preact/hooks";
import { open } from "../../../app/store.ts";
import type { Search, TableColumn } from "../../../components/rows.ts";
import { Table } from "../../../components/table.tsx";
import { format, lang } from "../../../i18n/lang.ts";
import { isApart } from "./apart.ts";
import { isMerged } from "./merges.ts";
import { text } from "./text.ts";

type State = "open" | "merged" | "apart";

/** What became of a proposal. */
export function stateOf(proposal: Proposal): State {
  const cleaning = open.value?.setup.cleaning;
  if (!cleaning) return "open";
  if (isMerged(cleaning, proposal)) return "merged";
  return isApart(cleaning, proposal) ? "apart" : "open";
}

export function Proposals({ report: { proposals, value_moved }, onReview }: { report: IdentityReport; onReview: (proposal: Proposal) => void }) {
  const words = text();
  const [shown, show] = useState<State | "all">("all");
  const states = useMemo(() => proposals.map(stateOf), [proposals, open.value]);
  const columns = useMemo(() => columnsOf(proposals, states, value_moved !== null), [proposals, states, lang.value]);
  const search = useCallback<Search>((query) => {
    const small = query.toLowerCase();
    return (row) => wordsOf(proposals[row]!).includes(small);
  }, [proposals]);
  const among = useMemo(() => (shown === "all" ? undefined : (row: number) => states[row] === shown), [states, shown]);
  const filter = (
    <label class="row">
      {words.show}
      <select value={shown} onChange={({ currentTarget }) => show(currentTarget.value as State | "all")}>
        {(["all", "open", "merged", "apart"] as const).map((state) => <option key={state} value={state} selected={state === shown}>{words.states[state]}</option>)}
      </select>
    </label>
  );
  return (
    <Table name="identity" label={words.proposals} columns={columns} rows={proposals.length} search={search} among={among} tools={filter} onOpen={(row) => onReview(proposals[row]!)} searchLabel={words.search} openLabel={words.open} />
  );
}

/** What a proposal is found by: its ids and what they have in common. */
const wordsOf = ({ customers, evidence }: Proposal) => [...customers.map(({ id }) => id), ...evidence.map(({ value }) => value)].join("\n").toLowerCase();

function columnsOf(proposals: readonly Proposal[], states: readonly State[], orders: boolean): TableColumn[] {
  const words = text();
  const { count, money, percent } = format.value;
  const segment = (standing: Proposal["after"]) => (standing === null ? "—" : lang.value === "zh" ? standing.segment_zh : standing.segment);
  const kept = ({ customers, keep }: Proposal) => customers.find(({ id }) => id === keep)?.before ?? null;
  const others = ({ customers, keep }: Proposal) => customers.filter(({ id }) => id !== keep).map(({ id }) => id).join(words.comma);
  const of = (row: number) => proposals[row]!;
  const columns: TableColumn[] = [
    { key: "keep", label: words.columns.keep, value: (row) => of(row).keep },
    { key: "state", label: words.columns.state, value: (row) => words.states[states[row]!] },
    { key: "others", label: words.columns.others, value: (row) => others(of(row)) },
    { key: "evidence", label: words.columns.evidence, value: (row) => [...new Set(of(row).evidence.map(({ kind }) => words.kinds[kind]))].join(words.comma) },
    { key: "score", label: words.columns.score, value: (row) => of(row).score, show: percent, saved: (score: number) => Math.round(score * 1000) / 1000 },
  ];
  const value: TableColumn[] = [
    { key: "purchases_before", label: words.columns.purchasesBefore, value: (row) => kept(of(row))?.purchases ?? Number.NaN, show: count },
    { key: "purchases_after", label: words.columns.purchasesAfter, value: (row) => of(row).after?.purchases ?? Number.NaN, show: count },
    { key: "money_before", label: words.columns.moneyBefore, value: (row) => kept(of(row))?.revenue ?? Number.NaN, show: money },
    { key: "money_after", label: words.columns.moneyAfter, value: (row) => of(row).after?.revenue ?? Number.NaN, show: money },
    { key: "segment_before", label: words.columns.segmentBefore, value: (row) => segment(kept(of(row))) },
    { key: "segment_after", label: words.columns.segmentAfter, value: (row) => segment(of(row).after) },
  ];
  return orders ? [...columns, ...value] : columns;
}
