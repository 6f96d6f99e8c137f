import type { Role } from "regulars/core";
import { useState } from "preact/hooks";
import type { Origin } from "../../../app/setup.ts";
import { openAgain } from "../../../app/store.ts";
import type { ImportChoices } from "../../../worker/protocol.ts";
import { text } from "./text.ts";

/** Roles typed in, for a file that could not be understood at all. */
export function RolesByName({ origin, params }: { origin: Origin; params: ImportChoices }) {
  const words = text();
  const [roles, setRoles] = useState<Partial<Record<Role, string>>>(params.roles ?? {});
  const submit = () => {
    const named = Object.entries(roles).filter(([, column]) => column.trim() !== "");
    // A column that is named here is used after all.
    const unused = params.unused?.filter((column) => !named.some(([, other]) => other.trim() === column));
    void openAgain(origin, { ...params, roles: Object.fromEntries(named), ...(unused && { unused }) });
  };
  return (
    <div class="choices">
      {(Object.entries(words.roles) as [Role, string][]).map(([role, name]) => (
        <div class="field" key={role}>
          <label for={`role-${role}`}>{name}</label>
          <input id={`role-${role}`} placeholder={words.byName} value={roles[role] ?? ""} onInput={({ currentTarget }) => setRoles({ ...roles, [role]: currentTarget.value })} />
        </div>
      ))}
      <button class="primary" onClick={submit}>{words.apply}</button>
    </div>
  );
}
