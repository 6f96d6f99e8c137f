/** A list of customers to act on, saved as a file. */
import { useAnalysis } from "../../../app/analysis.ts";
import { address, navigate } from "../../../app/address.ts";
import { kept, open } from "../../../app/store.ts";
import { Choice } from "../../../components/controls.tsx";
import { hasLevel, saveCustomers, valuesOf } from "../../../components/customers.tsx";
import { Actions, Answered, Section, View } from "../../../components/view.tsx";
import { format } from "../../../i18n/lang.ts";
import { nameOf } from "../../../i18n/names.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { text } from "./text.ts";

/** The analyses that sort customers into groups, with the columns of their names and their money. */
const SOURCES = {
  rfm: { group: "segment", money: "monetary", first: ["Can't lose", "At risk"] },
  abc: { group: "class", money: "value", first: ["A"] },
} as const;

type SourceName = keyof typeof SOURCES;

export function Audience() {
  const { from, groups } = address.value.query;
  const source: SourceName = from === "abc" ? "abc" : "rfm";
  const answer = useAnalysis(source, {});
  const words = text();
  const choose = (changes: Record<string, string>) => navigate("audience", { ...kept(), from: source, ...changes }, true);
  return (
    <Answered title={words.title} answer={answer}>
      {({ frame }) => {
        if (!frame || !open.value) return <View title={words.title} finding={words.none} />;
        const { first, group, money } = SOURCES[source];
        const chosen = groups === undefined ? [...first] : groups.split("|").filter(Boolean);
        const { customers, sum, all } = totals(frame, group, money, chosen);
        const { count, money: short, percent } = format.value;
        const finding = customers === 0 ? words.none : words.finding(count(customers), percent(sum / all), short(sum));
        return (
          <View title={words.title} finding={finding} detail={words.note}>
            <div class="choices">
              <Choice label={words.from} value={source} options={words.sources} onChange={(from) => choose({ from })} />
            </div>
            <Section title={words.groups}>
              <Groups frame={frame} column={group} chosen={chosen} onChange={(groups) => choose({ groups: groups.join("|") })} />
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

function Groups({ frame, column, chosen, onChange }: { frame: Frame; column: string; chosen: string[]; onChange: (chosen: string[]) => void }) {
  const levels = frame.columns[column];
  if (!levels || !("levels" in levels)) return null;
  const sizes = levels.levels.map((_, code) => levels.codes.reduce((sum, one) => sum + Number(one === code), 0));
  const toggle = (name: string) => onChange(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  return (
    <ul class="groups">
      {levels.levels.map((name, code) => (
        <li key={name}>
          <label>
            <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} /> {text().group(nameOf(name), format.value.count(sizes[code]!))}
          </label>
        </li>
      ))}
    </ul>
  );
}

function totals(frame: Frame, group: string, money: string, chosen: string[]) {
  const isChosen = hasLevel(frame, group, chosen);
  const value = valuesOf(frame, money);
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
