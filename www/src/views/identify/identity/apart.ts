/** Proposals that the user said are different people. The cleaning keeps them in pairs, so that a project does too. */
import type { Cleaning, Proposal } from "regulars/core";
import { clean, open } from "../../../app/store.ts";
import { text } from "./text.ts";

/** Whether two ids of a proposal were said to be different people. */
export function isApart({ apart }: Cleaning, { customers }: Proposal): boolean {
  const ids = new Set(customers.map(({ id }) => id));
  return apart.some(([one, other]) => ids.has(one) && ids.has(other));
}

/** Says that a proposal is of different people, or takes that back. */
export async function setApart(proposal: Proposal, is: boolean): Promise<void> {
  const { cleaning } = open.value!.setup;
  const ids = proposal.customers.map(({ id }) => id);
  const others = cleaning.apart.filter(([one, other]) => !(ids.includes(one) && ids.includes(other)));
  const pairs = ids.flatMap((one, place) => ids.slice(place + 1).map((other): [string, string] => [one, other]));
  await clean({ ...cleaning, apart: is ? [...others, ...pairs] : others }, () => text().decidedApart(proposal.keep));
}
