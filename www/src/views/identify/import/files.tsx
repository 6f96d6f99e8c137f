/** The files that are open together: what each was taken for, and how they fit together. */
import type { FileKind, JoinReport } from "regulars/core";
import { ChooseFile } from "../../../app/drop.tsx";
import { focusMain } from "../../../app/focus.ts";
import { removeFile } from "../../../app/opening.ts";
import type { Origin } from "../../../app/setup.ts";
import { type Open, nameOf } from "../../../app/store.ts";
import { Section } from "../../../components/view.tsx";
import { format, sentences, words as shared } from "../../../i18n/lang.ts";
import { text } from "./text.ts";

export function Files({ current: { setup, shop }, looked, onLook }: { current: Open; looked: number; onLook: (origin: Origin) => void }) {
  const words = text();
  const several = setup.parts.length > 1;
  const close = (file: File) => {
    focusMain();
    void removeFile(file);
  };
  return (
    <Section title={words.files}>
      {several && (
        <div class="scroll" role="region" aria-label={words.files} tabIndex={0}>
          <table class="files">
            <thead>
              <tr>{words.fileColumns.map((name, place) => <th key={name} scope="col" class={place > 1 && place < 5 ? "numeric" : ""}>{name}</th>)}<td /></tr>
            </thead>
            <tbody>
              {setup.parts.map(({ origin }, place) => (
                <tr key={place} class={place === looked ? "picked" : ""}>
                  <th scope="row">
                    <button class="plain" aria-pressed={place === looked} onClick={() => onLook(origin)}>{nameOf(origin)}</button>
                  </th>
                  <Cells current={{ setup, shop }} place={place} />
                  <td>{origin instanceof File && <button class="plain" aria-label={words.close(origin.name)} onClick={() => close(origin)}>{words.closeShort}</button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shop.data.join && <Joined join={shop.data.join} />}
      <p class="row">
        <ChooseFile class="" beside>{shared.value.drop.add}</ChooseFile>
        <span class="muted small">{several ? words.several : words.addWhy}</span>
      </p>
    </Section>
  );
}

function Cells({ current: { setup, shop }, place }: { current: Open; place: number }) {
  const words = text();
  const { count } = format.value;
  const { report } = shop.files[place]!;
  if (!report) return <td colSpan={4} class="warning">{words.notRead}</td>;
  const joined = shop.data.join?.files[placeInJoin(shop.files.map(({ report }) => report?.kind), place)];
  return (
    <>
      <td>{words.kindsShort[report.kind]}</td>
      <td class="numeric figures">{count(report.rows_kept)}</td>
      <td class="numeric figures">{count(report.customers)}</td>
      <td class="numeric figures">{setup.parts.length > 1 ? count(joined?.matched) : ""}</td>
    </>
  );
}

/** Where a file stands in the join, which has those with orders first. */
function placeInJoin(kinds: readonly (FileKind | undefined)[], place: number): number {
  const first = (kind: FileKind | undefined) => kind === "orders";
  const order = [...kinds.keys()].filter((one) => kinds[one]).sort((a, b) => Number(first(kinds[b])) - Number(first(kinds[a])));
  return order.indexOf(place);
}

/** Who is in one file only, both ways, with examples and the money. */
function Joined({ join }: { join: JoinReport }) {
  const words = text();
  const { count, list, percent } = format.value;
  const { customers, matched, without_attributes, without_attributes_examples, without_attributes_share, without_orders, without_orders_examples } = join;
  if (join.files.every(({ kind }) => kind === join.files[0]!.kind)) return <p>{words.joinedAlike(count(customers))}</p>;
  return (
    <p>
      {sentences(
        words.matched(count(matched), count(customers)),
        without_attributes === 0
          ? words.allDescribed
          : words.undescribed(count(without_attributes), without_attributes_share === null ? "" : percent(without_attributes_share), list(without_attributes_examples)),
        without_orders > 0 && words.orderless(count(without_orders), list(without_orders_examples)),
      )}
    </p>
  );
}
