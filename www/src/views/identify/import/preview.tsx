/** The first rows as they stand in the file, under what each column is taken for, why, and a way to say otherwise. */
import type { ColumnReport, HeadRow, ImportReport, Role } from "regulars/core";
import type { Origin } from "../../../app/setup.ts";
import { data, lastUnderstood, openAgain } from "../../../app/store.ts";
import { format, say } from "../../../i18n/lang.ts";
import type { ImportChoices } from "../../../worker/protocol.ts";
import { text } from "./text.ts";

export function Preview({ origin, params, report }: { origin: Origin; params: ImportChoices; report: ImportReport }) {
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
                <RoleOf column={column} {...{ origin, params, report }} />
                <span class="small" title={say(column.content_reason)}>{words.values(words.contents[column.content])}</span>
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

/** What a column can be: of a role, known of the customers without one, or nothing. */
type Choice = Role | "attribute" | "unused";

function RoleOf({ column, origin, params, report }: { column: ColumnReport; origin: Origin; params: ImportChoices; report: ImportReport }) {
  const words = text();
  const own = column.name;
  // What was chosen since is being read, or cannot be; the report of what was read has every role, and by name.
  const roles = (params === lastUnderstood(origin)?.params ? undefined : params.roles) ?? report.roles;
  const left = params.unused ?? [];
  const role = roleOf(column, roles, left);
  // What orders say of a customer is known of the customer too.
  const known = report.kind !== "orders" || data.value?.attributes.some(({ name }) => name === own);
  const chosen = role ?? (known && !left.includes(own) ? "attribute" : "unused");
  const onChange = (choice: Choice) => {
    const others = Object.entries(roles).filter(([other, name]) => other !== choice && name !== own);
    const unused = left.filter((name) => name !== own);
    void openAgain(origin, {
      ...params,
      roles: Object.fromEntries(choice === "attribute" || choice === "unused" ? others : [...others, [choice, own]]),
      unused: choice === "unused" ? [...unused, own] : unused,
    });
  };
  // A column that is guessed to have a role would be guessed again if it were only an attribute.
  const free = column.role === null && (known || left.includes(own));
  return (
    <select aria-label={words.roleOf(own)} value={chosen} onChange={(event) => onChange(event.currentTarget.value as Choice)}>
      {free && <option value="attribute" selected={chosen === "attribute"}>{words.attribute}</option>}
      <option value="unused" selected={chosen === "unused"}>{words.notUsed}</option>
      {Object.entries(words.roles).map(([one, name]) => <option key={one} value={one} selected={one === role}>{name}</option>)}
    </select>
  );
}

/** The role a column was given, or keeps unless it was taken away or given to another. */
function roleOf({ name, role }: ColumnReport, roles: ImportReport["roles"], unused: readonly string[]): Role | null {
  const given = Object.entries(roles).find(([, column]) => column === name)?.[0] as Role | undefined;
  return given ?? (role !== null && !unused.includes(name) && roles[role] === undefined ? role : null);
}
