import type { Proposal } from "regulars/core";
import { done } from "../../../app/done.ts";
import { clean, open } from "../../../app/store.ts";
import { format } from "../../../i18n/lang.ts";
import { isMerged, mergesOf, merged, split } from "./merges.ts";
import { text } from "./text.ts";

/** Merges one proposal, or takes that back. */
export async function decideOn(proposal: Proposal): Promise<void> {
  const { cleaning } = open.value!.setup;
  const back = isMerged(cleaning, proposal);
  const next = back ? split(cleaning, proposal) : merged(cleaning, mergesOf(proposal));
  const name = () => (back ? text().decidedBack(proposal.keep) : text().decided(proposal.keep));
  if (await clean(next, name)) done(back ? text().isBack : text().mergedIds(format.value.count(proposal.customers.length - 1)));
}
