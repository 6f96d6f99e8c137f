/** Identity: which ids are probably one person, why, and what merging them changes. */
import type { IdentityReport, Proposal } from "regulars/core";
import { useMemo, useState } from "preact/hooks";
import { done } from "../../../app/done.ts";
import type { Controlled } from "../../../app/settings.ts";
import { clean, data, open } from "../../../app/store.ts";
import { type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Controls, RangeField, Several, TextField } from "../../../components/controls.tsx";
import { Folded } from "../../../components/folded.tsx";
import { Actions, Pair, Section, Stats, View } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { membersById } from "../../../selection/ids.ts";
import { pick } from "../../../selection/selection.ts";
import { size } from "../../../selection/steps.ts";
import { isApart } from "./apart.ts";
import { type Decided, finding } from "./finding.ts";
import { Mapping } from "./mapping.tsx";
import { merged } from "./merges.ts";
import { Proposals, stateOf } from "./proposals.tsx";
import { Review } from "./review.tsx";
import { text } from "./text.ts";

export const Identity = analysisView("identity", () => text().title, IdentityControls, Found);

function Found({ result: { report }, controls }: FoundProps<"identity">) {
  const words = text();
  const { count, list, money, percent } = format.value;
  // The first one until another is asked for, or none.
  const [reviewed, review] = useState<string | null>();
  const { cleaning } = open.value!.setup;
  const proposal = reviewed === undefined ? report.proposals[0] : report.proposals.find(({ keep }) => keep === reviewed);
  const wanted = useMemo(() => remaining(report), [report, cleaning]);
  const decided = useMemo(() => decidedOf(report.proposals), [report, cleaning]);
  const many = Object.keys(wanted).length;
  const mergeAll = async () => {
    if (await clean(merged(cleaning, wanted), () => text().decidedAll(count(many)))) done(text().mergedIds(count(many)));
  };
  const splitAll = () => void clean({ ...cleaning, merges: {} }, () => text().splitAll);
  const compared = [...new Set(report.columns.map(({ name }) => name))];
  const nothing = compared.length > 0 ? words.compared(list(compared)) : words.nothingToCompare;
  return (
    <View title={words.title} finding={say(finding(report, format.value, decided))} detail={report.found > 0 ? words.detail : nothing} notices={[...(data.value?.cleaned?.notices ?? []), ...report.notices]}>
      <Pair controls={controls}>
        {report.found > 0 && (
          <Stats
            stats={[
              [words.stats.people, count(report.found), words.stats.ofIds(count(report.customers_in))],
              [words.stats.fewer, count(report.customers_fewer)],
              ...(report.value_moved === null ? [] : ([[words.stats.moved, money(report.value_moved), percent(report.value_moved_share)]] as [string, string, string][])),
              ...(report.segments_changed === null ? [] : ([[words.stats.segments, count(report.segments_changed)]] as [string, string][])),
              [words.stats.merged, count(data.value?.cleaned?.merged ?? 0)],
            ]}
          />
        )}
        {report.found > 0 && (
          <div class="row">
            <button class="primary" disabled={many === 0} onClick={() => void mergeAll()}>{words.mergeAll(count(many))}</button>
            <button disabled={Object.keys(cleaning.merges).length === 0} onClick={splitAll}>{words.splitAllButton}</button>
            <span class="muted small">{words.byRule}</span>
          </div>
        )}
        {report.found === 0 && <Mapping />}
        {proposal && <Review key={`${proposal.keep} ${reviewed}`} proposal={proposal} traits={report.traits} asked={reviewed !== undefined} onClose={() => review(null)} />}
      </Pair>
      {report.found > 0 && (
        <Section title={words.proposals}>
          {report.proposals.length < report.found && <p class="muted">{words.first(count(report.proposals.length), count(report.found))}</p>}
          <Proposals report={report} onReview={({ keep }) => review(keep)} />
        </Section>
      )}
      {report.shared.length > 0 && (
        <Folded summary={words.shared(count(report.shared_found))}>
          {() => <ul>{report.shared.map(({ kind, value, customers }) => <li key={`${kind} ${value}`}>{words.sharedBy(words.kinds[kind], value, count(customers))}</li>)}</ul>}
        </Folded>
      )}
      {report.found > 0 && <Mapping />}
      <Actions>
        <button disabled={report.found === 0} onClick={() => selectAll(report.proposals)}>{words.select}</button>
      </Actions>
    </View>
  );
}

function decidedOf(proposals: readonly Proposal[]): Decided {
  const decided = { merged: 0, apart: 0, ids: 0 };
  for (const proposal of proposals) {
    const state = stateOf(proposal);
    if (state === "open") continue;
    decided[state] += 1;
    decided.ids += proposal.customers.length;
  }
  return decided;
}

/** The merges of all proposals, but for those that are done and those that were said to be different people. */
function remaining({ merges, proposals }: IdentityReport): Record<string, string> {
  const { cleaning } = open.value!.setup;
  const out = new Set(proposals.filter((proposal) => isApart(cleaning, proposal)).flatMap(({ customers }) => customers.map(({ id }) => id)));
  return Object.fromEntries(Object.entries(merges).filter(([id, other]) => !out.has(id) && cleaning.merges[id] !== other));
}

function selectAll(proposals: readonly Proposal[]): void {
  const members = membersById(proposals.flatMap(({ customers }) => customers.map(({ id }) => id)));
  if (size(members) > 0) pick(members, () => text().selected, "instead");
}

function IdentityControls({ settings, changed, set, reset }: Controlled<"identity">) {
  const words = text();
  const { percent } = format.value;
  const kinds = ["email", "phone", "name_address", "id"] as const;
  return (
    <Controls changed={changed} onReset={reset}>
      <Several
        label={words.evidence}
        options={kinds.map((kind) => words.kinds[kind])}
        value={kinds.filter((kind) => settings.kinds.includes(kind)).map((kind) => words.kinds[kind])}
        onChange={(names) => set({ kinds: kinds.filter((kind) => names.includes(words.kinds[kind])) })}
      />
      <RangeField label={words.least} value={settings.min_score} min={0.5} max={1} step={0.05} show={percent} onChange={(min_score) => set({ min_score })} />
      <TextField label={words.country} value={settings.country ?? ""} note={words.countryNote} onChange={(country) => set({ country: country || null })} />
    </Controls>
  );
}
