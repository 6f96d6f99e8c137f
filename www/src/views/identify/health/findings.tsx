/** What is wrong with the data, or may be: how much of them it is about, where it is seen, and what can be done. */
import type { Example, Finding, Offer, Severity, Spelling } from "regulars/core";
import { done } from "../../../app/done.ts";
import { hasPart, withPart, withoutPart } from "../../../app/cleaning.ts";
import { ViewLink } from "../../../app/navigation.tsx";
import { clean, open } from "../../../app/store.ts";
import { Empty } from "../../../components/empty.tsx";
import { Folded } from "../../../components/folded.tsx";
import { all } from "../../../components/rows.ts";
import { csvOf, saveFrom } from "../../../components/save.ts";
import { Section } from "../../../components/view.tsx";
import { format, say, sentences } from "../../../i18n/lang.ts";
import { SelectThose } from "./select.tsx";
import { text } from "./text.ts";

const SEVERITIES: readonly Severity[] = ["serious", "notable", "minor"];

export function Findings({ findings }: { findings: readonly Finding[] }) {
  const words = text();
  if (findings.length === 0) return <Section title={words.findings}><Empty why={words.nothing} /></Section>;
  return (
    <Section title={words.findings}>
      {SEVERITIES.map((severity) => {
        const some = findings.filter((finding) => finding.severity === severity);
        return (
          some.length > 0 && (
            <section key={severity} class="findings" aria-label={words.severities[severity]}>
              <h3 class={`severity ${severity}`}>{words.severities[severity]}</h3>
              <ul>{some.map((finding) => <One key={`${finding.code} ${finding.remedy?.code} ${say(finding.title)}`} finding={finding} />)}</ul>
            </section>
          )
        );
      })}
      <p><button onClick={() => save(findings)}>{words.save}</button></p>
    </Section>
  );
}

function One({ finding }: { finding: Finding }) {
  const words = text();
  const { examples, remedy, no_remedy, spellings } = finding;
  const applied = remedy && open.value && hasPart(open.value.setup.cleaning, remedy.cleaning);
  return (
    <li class={applied ? "applied" : ""} data-finding={finding.code}>
      <h4>{say(finding.title)}</h4>
      <p class="figures">{extent(finding)}</p>
      <p class="muted">{say(finding.detail)}</p>
      {remedy ? <Remedy finding={finding} offer={remedy} applied={applied ?? false} /> : no_remedy && <p>{say(no_remedy)}</p>}
      {examples.length > 0 && <Folded summary={words.examples}>{() => <Examples examples={examples} of={say(finding.title)} />}</Folded>}
      {spellings.length > 0 && <Folded summary={words.spellings}>{() => <Spellings spellings={spellings} />}</Folded>}
    </li>
  );
}

/** How much of the data it is about. */
function extent({ rows, rows_share, customers, customers_share, money, money_share }: Finding): string {
  const words = text();
  const { count, money: amount, percent } = format.value;
  const part = (share: number | null) => (share === null ? "" : percent(share));
  return [
    rows > 0 && words.someRows(count(rows), part(rows_share)),
    customers > 0 && words.someCustomers(count(customers), part(customers_share)),
    money !== null && money_share !== null && words.someMoney(amount(money), percent(money_share)),
  ]
    .filter(Boolean)
    .join(" · ");
}

function Remedy({ finding, offer, applied }: { finding: Finding; offer: Offer; applied: boolean }) {
  const words = text();
  const name = () => say(finding.title).replace(/[.。]$/, "");
  const change = async () => {
    const { cleaning } = open.value!.setup;
    const next = applied ? withoutPart(cleaning, offer.cleaning) : withPart(cleaning, offer.cleaning);
    const decision = () => (applied ? text().decidedBack(name()) : text().decided(name()));
    if (await clean(next, decision)) done(applied ? text().isBack : effectOf(finding, offer));
  };
  return (
    <div class="row remedy">
      <button class={applied || finding.severity !== "serious" ? "" : "primary"} onClick={() => void change()}>{applied ? words.takeBack : words.apply}</button>
      <span class="remedy-what">{sentences(applied && words.applied, say(offer.what))}</span>
      {offer.code === "merge" && <ViewLink view="identity">{words.review}</ViewLink>}
      <SelectThose finding={finding} />
    </div>
  );
}

/** What a remedy has changed, for the message. */
function effectOf({ rows, money_share }: Finding, { code, cleaning }: Offer): string {
  const words = text();
  const { count, percent } = format.value;
  if (code === "merge") return words.merged(count(Object.keys(cleaning.merges).length));
  if (code === "set_aside") return words.aside(count(cleaning.set_aside.length));
  if (code === "unify_spellings") return words.unified(count(rows));
  return words.rowsOut(count(rows), money_share === null ? "" : percent(money_share));
}

function Examples({ examples, of }: { examples: readonly Example[]; of: string }) {
  const words = text();
  const { amount, count, day } = format.value;
  const rows = examples.map(({ file, line, customer, day: date, amount: money, what }) => [
    file ?? "", line === null ? "" : count(line), customer ?? "", date === null ? "" : day(date), money === null ? "" : amount(money), what === null ? "" : say(what),
  ]);
  // A column that no example fills says nothing.
  const columns = words.exampleColumns.map((_, place) => place).filter((place) => rows.some((row) => row[place]));
  return (
    <div class="scroll" role="region" aria-label={`${words.examples} ${of}`} tabIndex={0}>
      <table class="figures">
        <thead><tr>{columns.map((place) => <th key={place} scope="col">{words.exampleColumns[place]}</th>)}</tr></thead>
        <tbody>{rows.map((row, number) => <tr key={number}>{columns.map((place) => <td key={place}>{row[place]}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

function Spellings({ spellings }: { spellings: readonly Spelling[] }) {
  const words = text();
  const { count } = format.value;
  const written = ([value, times]: [string, number]) => words.written(value, count(times));
  return (
    <ul>
      {spellings.map(({ column, kept, others }) => (
        <li key={`${column} ${kept[0]}`}><span class="muted">{column}</span> {written(kept)} ← {others.map(written).join(words.comma)}</li>
      ))}
    </ul>
  );
}

/** The findings as a file, each with its figures. */
function save(findings: readonly Finding[]): void {
  const header = ["finding", "severity", "what", "rows", "rows_share", "customers", "customers_share", "money", "money_share", "remedy", "applied"];
  const known = (value: number | null) => value ?? Number.NaN;
  const cells = (row: number) => {
    const { code, severity, title, rows, rows_share, customers, customers_share, money, money_share, remedy } = findings[row]!;
    const applied = remedy && open.value && hasPart(open.value.setup.cleaning, remedy.cleaning);
    return [code, severity, say(title), rows, known(rows_share), customers, known(customers_share), known(money), known(money_share), remedy?.code ?? "", applied ? "yes" : "no"];
  };
  void saveFrom("findings.csv", csvOf(header, all(findings.length), cells));
}
