/** A list of customers to act on, saved as a file. */
import { address, navigate } from "../../../app/address.ts";
import { useAnalysis } from "../../../app/analysis.ts";
import { kept, open } from "../../../app/store.ts";
import { Choice } from "../../../components/controls.tsx";
import { hasLevel, saveCustomers, valuesOf } from "../../../components/customers.tsx";
import { Actions, Answered, Section, View } from "../../../components/view.tsx";
import { format, sentences } from "../../../i18n/lang.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { SOURCES, sourcesFor } from "./sources.ts";
import { text } from "./text.ts";

export function Audience() {
  const { from, groups } = address.value.query;
  const offered = sourcesFor(open.value?.shop.report.kind ?? "orders");
  const source = offered.find((name) => name === from) ?? offered[0]!;
  const answer = useAnalysis(source, {});
  const words = text();
  const choose = (changes: Record<string, string>) => navigate("audience", { ...kept(), from: source, ...changes }, true);
  const options: Record<string, string> = Object.fromEntries(offered.map((name) => [name, words.sources[name]]));
  return (
    <Answered title={words.title} answer={answer}>
      {({ report, frame }) => {
        if (!frame) return <View title={words.title} finding={words.none} />;
        const { first, group, money, name } = SOURCES[source];
        const chosen = groups === undefined ? first : groups.split("|").filter(Boolean);
        const { customers, sum, all } = totals(frame, group, money, chosen);
        const { count } = format.value;
        const finding = customers === 0 ? words.none : sentences(words.finding(count(customers), count(frame.rows.length)), money && moneyOf(sum, all));
        return (
          <View title={words.title} finding={finding} detail={words.note}>
            <div class="choices">
              <Choice<string> label={words.from} value={source} options={options} onChange={(from) => choose({ from })} />
            </div>
            <Section title={words.groups}>
              <Groups
                frame={frame}
                column={group}
                chosen={chosen}
                // The report is the one that this source's name function was written for.
                name={(level) => name(level, report as never)}
                onChange={(groups) => choose({ groups: groups.join("|") })}
              />
            </Section>
            <Actions>
              <button
                class="primary"
                disabled={customers === 0}
                onClick={() => saveCustomers(`list-${source}`, frame, shownOf(frame), hasLevel(frame, group, chosen))}
              >
                {words.save(count(customers))}
              </button>
            </Actions>
          </View>
        );
      }}
    </Answered>
  );
}

const moneyOf = (sum: number, all: number) => text().money(format.value.percent(sum / all), format.value.money(sum));

function Groups({ frame, column, chosen, name, onChange }: {
  frame: Frame;
  column: string;
  chosen: string[];
  name: (level: string) => string;
  onChange: (chosen: string[]) => void;
}) {
  const levels = frame.columns[column];
  if (!levels || !("levels" in levels)) return null;
  const sizes = levels.levels.map((_, code) => levels.codes.reduce((sum, one) => sum + Number(one === code), 0));
  const toggle = (level: string) => onChange(chosen.includes(level) ? chosen.filter((one) => one !== level) : [...chosen, level]);
  return (
    <ul class="groups">
      {levels.levels.map((level, code) => (
        <li key={level}>
          <label>
            <input type="checkbox" checked={chosen.includes(level)} onChange={() => toggle(level)} /> {text().group(name(level), format.value.count(sizes[code]!))}
          </label>
        </li>
      ))}
    </ul>
  );
}

function totals(frame: Frame, group: string, money: string | undefined, chosen: string[]) {
  const isChosen = hasLevel(frame, group, chosen);
  const value = money === undefined ? () => 0 : valuesOf(frame, money);
  const total = { customers: 0, sum: 0, all: 0 };
  for (let row = 0; row < frame.rows.length; row += 1) {
    total.all += Number(value(row));
    if (!isChosen(row)) continue;
    total.customers += 1;
    total.sum += Number(value(row));
  }
  return total;
}

/** Every column, under the name it has in the engine: the file is for other programs. */
const shownOf = (frame: Frame) => Object.keys(frame.columns).map((key) => ({ key, label: key }));
