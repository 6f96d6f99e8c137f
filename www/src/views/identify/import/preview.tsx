/** The first rows as they stand in the file, under what each column is taken for, why, and a way to say otherwise. */
import type { ColumnReport, HeadRow, ImportReport, Role } from "regulars/core";
import { open, openAgain } from "../../../app/store.ts";
import { format, say } from "../../../i18n/lang.ts";
import type { ImportChoices } from "../../../worker/protocol.ts";
import { text } from "./text.ts";

export function Preview({ params, report }: { params: ImportChoices; report: ImportReport }) {
  const words = text();
  return (
    <div class="scroll" role="region" aria-label={words.columns} tabIndex={0}>
      <table class="preview">
        <thead>
          <tr>
            <th scope="col" class="line">{words.line}</th>
            {report.columns.map((column) => (
              <th key={column.position} scope="col" class={column.role ? "used" : ""}>
                <span class="preview-name">{column.name}</span>
                <RoleOf column={column} params={params} report={report} />
                <span class="muted small">{say(column.reason)}{column.role && column.confidence < 1 && ` (${format.value.percent(column.confidence)})`}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{report.head.map((row) => <Row key={row.line} row={row} columns={report.columns} />)}</tbody>
      </table>
    </div>
  );
}

/** A row; one that could not be used says why in the line below. */
function Row({ row: { line, cells, rejected, column: wrong }, columns }: { row: HeadRow; columns: ColumnReport[] }) {
  const width = Math.max(columns.length, cells.length);
  return (
    <>
      <tr class={rejected ? "rejected" : ""}>
        <th scope="row" class="line figures">{format.value.count(line)}</th>
        {Array.from({ length: width }, (_, place) => (
          <td key={place} class={columns[place] === undefined || columns[place].name === wrong ? "wrong figures" : "figures"}>{cells[place] ?? ""}</td>
        ))}
      </tr>
      {rejected && (
        <tr class="rejected">
          <td />
          <td colSpan={width} class="small">{text().leftOut(say(rejected))}</td>
        </tr>
      )}
    </>
  );
}

function RoleOf({ column, params, report }: { column: ColumnReport; params: ImportChoices; report: ImportReport }) {
  const words = text();
  const none = report.kind === "customers" ? words.attribute : words.notUsed;
  const own = column.name;
  // What was chosen since is being read; the report of what was read has every role, and by name.
  const roles = (params === open.value?.params ? undefined : params.roles) ?? report.roles;
  const onChange = (role: Role | "") => {
    const others = Object.entries(roles).filter(([other, name]) => other !== role && name !== own);
    const unused = (params.unused ?? []).filter((name) => name !== own);
    void openAgain({
      ...params,
      roles: Object.fromEntries(role === "" ? others : [...others, [role, own]]),
      unused: role === "" ? [...unused, own] : unused,
    });
  };
  return (
    <select aria-label={words.roleOf(column.name)} value={column.role ?? ""} onChange={(event) => onChange(event.currentTarget.value as Role | "")}>
      <option value="" selected={column.role === null}>{none}</option>
      {Object.entries(words.roles).map(([role, name]) => <option key={role} value={role} selected={column.role === role}>{name}</option>)}
    </select>
  );
}
