/** The mapping of ids as a file: each id that was merged, and what it became. */
import { useRef, useState } from "preact/hooks";
import { done } from "../../../app/done.ts";
import { focusMain } from "../../../app/focus.ts";
import { clean, open } from "../../../app/store.ts";
import { Folded } from "../../../components/folded.tsx";
import { all } from "../../../components/rows.ts";
import { csvOf, saveFrom } from "../../../components/save.ts";
import { Section } from "../../../components/view.tsx";
import { format } from "../../../i18n/lang.ts";
import { mappingOf } from "./csv.ts";
import { merged, newMerges, withoutMerge } from "./merges.ts";
import { text } from "./text.ts";

/** More stand in the saved file. */
const LISTED = 200;

export function Mapping() {
  const words = text();
  const [problem, setProblem] = useState<(() => string) | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const merges = Object.entries(open.value?.setup.cleaning.merges ?? {});
  const save = () => void saveFrom("identity-mapping.csv", csvOf(["id", "becomes"], all(merges.length), (row) => merges[row]!));
  const load = async () => {
    const file = input.current?.files?.[0];
    if (input.current) input.current.value = "";
    if (!file) return;
    const mapping = mappingOf(await file.text());
    setProblem(null);
    if (!mapping || Object.keys(mapping).length === 0) return setProblem(() => () => text().noMapping(file.name));
    const { cleaning } = open.value!.setup;
    const next = merged(cleaning, mapping);
    const many = newMerges(cleaning, next);
    if (many === 0) return setProblem(() => () => text().sameMapping(file.name));
    if (await clean(next, () => text().decidedFile(file.name))) done(text().mergedIds(format.value.count(many)));
  };
  return (
    <Section title={words.mapping}>
      <p class="muted">{words.mappingWhat}</p>
      <p class="row">
        <button disabled={merges.length === 0} onClick={save}>{words.saveMapping(format.value.count(merges.length))}</button>
        <button onClick={() => input.current?.click()}>{words.loadMapping}</button>
        <input ref={input} type="file" accept=".csv,text/csv" hidden onChange={() => void load()} aria-label={words.loadMapping} />
      </p>
      {problem && <p class="notice loss" role="alert">{problem()}</p>}
      {merges.length > 0 && <Folded summary={words.inForce(format.value.count(merges.length))}>{() => <InForce merges={merges} />}</Folded>}
    </Section>
  );
}

/** Every merge, whatever it came from, with the way back from it alone. */
function InForce({ merges }: { merges: [id: string, becomes: string][] }) {
  const words = text();
  const { count } = format.value;
  const takeBack = async (id: string, becomes: string) => {
    focusMain();
    if (await clean(withoutMerge(open.value!.setup.cleaning, id), () => text().decidedBack(becomes))) done(text().isBack);
  };
  return (
    <>
      {merges.length > LISTED && <p class="muted">{words.firstMerges(count(LISTED), count(merges.length))}</p>}
      <ul>
        {merges.slice(0, LISTED).map(([id, becomes]) => (
          <li key={id} class="row">
            <span>{id} → {becomes}</span>
            <button class="plain" aria-label={words.takeBackOf(id)} onClick={() => void takeBack(id, becomes)}>{words.takeBackShort}</button>
          </li>
        ))}
      </ul>
    </>
  );
}
