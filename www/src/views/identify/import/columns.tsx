/** What each column is taken for, why, and a way to say otherwise. */
import type { ColumnReport, ImportReport, Role } from "regulars/core";
import { useState } from "preact/hooks";
import { openAgain } from "../../../app/store.ts";
import { format, say } from "../../../i18n/lang.ts";
import type { ImportChoices } from "../../../worker/protocol.ts";
import { text } from "./text.ts";

export function Columns({ params, report }: { params: ImportChoices; report: ImportReport }) {
  const words = text();
  return (
    <div class="scroll">
      <table class="columns">
        <thead>
          <tr>
            <th scope="col">{words.column}</th>
            <th scope="col">{words.role}</th>
            <th scope="col">{words.why}</th>
            <th scope="col">{words.sample}</th>
          </tr>
        </thead>
        <tbody>
          {report.columns.map((column) => (
            <tr key={column.position}>
              <th scope="row">{column.name}</th>
              <td><RoleOf column={column} params={params} report={report} /></td>
              <td class="reason">{say(column.reason)}{column.role && column.confidence < 1 && ` (${format.value.percent(column.confidence)})`}</td>
              <td class="muted sample figures">{column.sample.join(" · ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RoleOf({ column, params, report }: { column: ColumnReport; params: ImportChoices; report: ImportReport }) {
  const words = text();
  const none = report.kind === "customers" ? words.attribute : words.notUsed;
  const own = Object.values(params.roles ?? {}).includes(reference(column, report));
  const onChange = (role: Role | "") => {
    const roles = Object.entries({ ...report.roles, ...params.roles }).filter(([other, name]) => other !== role && name !== reference(column, report));
    const named = role === "" ? roles : [...roles, [role, reference(column, report)]];
    void openAgain({ ...params, roles: Object.fromEntries(named) });
  };
  return (
    <select
      aria-label={`${words.role}: ${column.name}`}
      value={column.role ?? ""}
      onChange={(event) => onChange(event.currentTarget.value as Role | "")}
    >
      {(column.role === null || own) && <option value="" selected={column.role === null}>{none}</option>}
      {Object.entries(words.roles).map(([role, name]) => <option key={role} value={role} selected={column.role === role}>{name}</option>)}
    </select>
  );
}

/** How the settings name a column: by its name, or by its place when another has the same name. */
function reference({ name, position }: ColumnReport, { columns }: ImportReport): string {
  return columns.filter((column) => column.name === name).length === 1 ? name : String(position);
}

/** Roles typed in, for a file that could not be understood at all. */
export function RolesByName({ params }: { params: ImportChoices }) {
  const words = text();
  const [roles, setRoles] = useState<Partial<Record<Role, string>>>(params.roles ?? {});
  const submit = () => {
    const named = Object.entries(roles).filter(([, column]) => column.trim() !== "");
    void openAgain({ ...params, roles: Object.fromEntries(named) });
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
