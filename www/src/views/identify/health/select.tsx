import type { Finding } from "regulars/core";
import { say } from "../../../i18n/lang.ts";
import { membersById } from "../../../selection/ids.ts";
import { pick } from "../../../selection/selection.ts";
import { size } from "../../../selection/steps.ts";
import { text } from "./text.ts";

/** Selects the customers that a finding names. */
export function SelectThose({ finding: { remedy, title } }: { finding: Finding }) {
  const ids = remedy ? [...remedy.cleaning.set_aside, ...Object.entries(remedy.cleaning.merges).flat()] : [];
  if (ids.length === 0) return null;
  const select = () => {
    const members = membersById(ids);
    if (size(members) > 0) pick(members, () => say(title).replace(/[.。]$/, ""), "instead");
  };
  return <button onClick={select}>{text().select}</button>;
}
