import type { ClvReport } from "regulars/core";
import { Section } from "../../../components/view.tsx";
import { format } from "../../../i18n/lang.ts";
import { text } from "./text.ts";

type Fit = Pick<ClvReport, "params" | "standard_errors" | "log_likelihood">;

/** The parameters in the letters of the papers, with their standard errors. */
export function Fits({ report }: { report: ClvReport }) {
  const words = text();
  return (
    <Section title={words.fit}>
      <div class="columns-two">
        <Parameters name={words.models[report.model]} fit={report} />
        {report.spend && <Parameters name={words.spend} fit={report.spend} />}
      </div>
    </Section>
  );
}

function Parameters({ name, fit: { params, standard_errors, log_likelihood } }: { name: string; fit: Fit }) {
  const words = text();
  const { figure } = format.value;
  return (
    <table class="figures">
      <caption>{name}</caption>
      <thead>
        <tr>{words.fitTable.map((column) => <th key={column} scope="col">{column}</th>)}</tr>
      </thead>
      <tbody>
        {Object.entries(params).map(([letter, estimate]) => (
          <tr key={letter}>
            <th scope="row">{LETTERS[letter] ?? letter}</th>
            <td>{figure(estimate)}</td>
            <td>{figure(standard_errors[letter])}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{words.likelihood}</th>
          <td colSpan={2}>{figure(log_likelihood)}</td>
        </tr>
      </tbody>
    </table>
  );
}

const LETTERS: Record<string, string> = { alpha: "α", beta: "β", gamma: "γ", delta: "δ" };
