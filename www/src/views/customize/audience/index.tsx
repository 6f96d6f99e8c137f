/** The list of customers to act on: the selection, seen one by one and saved as a file. */
import { useCallback, useMemo } from "preact/hooks";
import { answered } from "../../../app/analysis.ts";
import { useTurn } from "../../../app/sliced.ts";
import { open, scope } from "../../../app/store.ts";
import { Empty } from "../../../components/empty.tsx";
import type { Search } from "../../../components/rows.ts";
import { Table } from "../../../components/table.tsx";
import { Actions, View } from "../../../components/view.tsx";
import { format, lang, sentences } from "../../../i18n/lang.ts";
import { clearAll } from "../../../selection/clear.ts";
import { knownColumns } from "../../../selection/known.ts";
import { useMoney } from "../../../selection/money.ts";
import { saveSelection } from "../../../selection/save.ts";
import { type Selection, selection } from "../../../selection/selection.ts";
import { placesOf } from "../../../selection/steps.ts";
import type { Shop } from "../../../worker/protocol.ts";
import { Suggestions } from "./suggestions.tsx";
import { text } from "./text.ts";

export function Audience() {
  const words = text();
  const shop = open.value?.shop;
  const now = selection.value;
  if (!shop) return null;
  if (!now) {
    return (
      <View title={words.title} finding={words.none(format.value.count(shop.ids.length))}>
        <Suggestions title={words.begin} />
        <Empty why={words.how} />
      </View>
    );
  }
  return <List shop={shop} now={now} />;
}

function List({ shop, now }: { shop: Shop; now: Selection }) {
  const words = text();
  const { count } = format.value;
  return (
    <View title={words.title} finding={now.size === 0 ? words.empty : <Finding shop={shop} now={now} />} detail={words.note}>
      {now.size > 0 && <Members shop={shop} now={now} />}
      <Actions>
        <button class="primary" disabled={now.size === 0} onClick={() => void saveSelection(now)}>{words.save(count(now.size))}</button>
        <button onClick={clearAll}>{words.clear}</button>
      </Actions>
      <Suggestions title={words.others} />
    </View>
  );
}

/** How many are on the list, and the money they brought where there are orders. */
function Finding({ shop, now }: { shop: Shop; now: Selection }) {
  const { count } = format.value;
  const size = text().finding(count(now.size), count(shop.ids.length));
  return <>{shop.data.kind === "orders" ? <WithMoney size={size} now={now} /> : size}</>;
}

function WithMoney({ size, now }: { size: string; now: Selection }) {
  const brought = useMoney(now);
  const { money, percent } = format.value;
  return <>{sentences(size, brought && text().money(percent(brought.share), money(brought.sum)))}</>;
}

/** Those on the list with what is known of each. */
function Members({ shop, now }: { shop: Shop; now: Selection }) {
  const { columns: labels, table } = text();
  const customers = useMemo(() => placesOf(now.members), [now]);
  const search = useCallback<Search>((query) => {
    const holds = shop.ids.containing(query);
    return (row) => holds(customers[row]!);
  }, [customers]);
  const columns = useMemo(() => {
    const { amount, count, measure, share } = format.value;
    const shows = { monetary: amount, clv: amount, frequency: count, recency_days: count, p_alive: share, probability: share };
    const show = (key: string) => shows[key as keyof typeof shows] ?? measure;
    return [
      { key: "id", label: labels.id, value: (row: number) => shop.ids.at(customers[row]!) },
      ...knownColumns(shop.ids.length).map(({ key, of }) => ({
        key,
        label: labels[key],
        value: (row: number) => of(customers[row]!),
        show: (value: never) => (typeof value === "number" ? show(key)(value) : String(value || "—")),
      })),
    ];
  }, [customers, answered.value, scope.value, lang.value]);
  const hasTurn = useTurn();
  if (!hasTurn) return <div class="table" aria-busy="true" />;
  return <Table name="list" label={table} columns={columns} rows={customers.length} search={search} />;
}
