/** Discounted cash flow: a worksheet of revenues and costs, typed or from the orders, and what it is worth. */
import type { DcfReport } from "regulars/core";
import type { Controlled, Settings } from "../../../app/settings.ts";
import { type ControlsProps, type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls, NumberField, TextField } from "../../../components/controls.tsx";
import { Figure } from "../../../components/figure.tsx";
import { MoneyControls } from "../../../components/money-controls.tsx";
import { Pair, Stats, View } from "../../../components/view.tsx";
import { type SheetColumn, Worksheet } from "../../../components/worksheet.tsx";
import { useRowExplained } from "../../../explain/explain.ts";
import { format, say } from "../../../i18n/lang.ts";
import { basis } from "../../basis.ts";
import { bars, dataOf } from "./bars.ts";
import { finding, title } from "./finding.ts";
import { periodName } from "./period.ts";
import { text } from "./text.ts";

export const Dcf = analysisView("dcf", () => text().title, DcfControls, Found);

function Found({ answer, result: { report }, controls, control }: FoundProps<"dcf">) {
  const words = text();
  const { money, share } = format.value;
  const told = say(title(report, format.value));
  return (
    <View
      title={words.title}
      finding={say(finding(report, format.value))}
      detail={report.window ? basis(report.heads, report.window) : words.typed}
      notices={report.notices}
    >
      <Pair controls={controls}>
        <Figure name="dcf-flows" title={told} draw={bars(report, told)} by={[report]} data={dataOf(report)} />
        <p class="muted small">{words.reading}</p>
        <Stats
          stats={[
            [words.stats.value, money(report.value)],
            [words.stats.net, money(report.net)],
            ...(report.heads > 1 ? [[words.stats.head, money(report.value_per_head)] as [string, string]] : []),
            [words.stats.rate, share(report.discount_per_period)],
          ]}
        />
        <Sheet answer={answer} report={report} control={control} />
      </Pair>
      <p class="how muted">{words.how}</p>
    </View>
  );
}

/** To the hundredth: what was computed from the orders is typed over as it is shown. */
const cents = (value: number) => Math.round(value * 100) / 100;

/** The figures as they are typed: those of the settings, else those the orders gave. */
function typedOf({ flows, heads, source }: DcfReport, { revenue, cost, heads: own }: Settings<"dcf">) {
  if (revenue.length > 0) return { revenue, cost: revenue.map((_, place) => cost[place] ?? cents(flows[place]?.cost ?? 0)), heads: own };
  // An answer from before still has the figures that were typed.
  const known = source === "typed" ? [] : flows;
  return { revenue: known.map(({ revenue }) => cents(revenue)), cost: known.map(({ cost }) => cents(cost)), heads };
}

function Sheet({ answer, report, control: { settings, set } }: Pick<FoundProps<"dcf">, "answer"> & { report: DcfReport; control: Controlled<"dcf"> }) {
  const words = text();
  const { amount, figure } = format.value;
  const { flows } = report;
  const name = (row: number) => periodName(report, row, format.value);
  const typed = typedOf(report, settings);
  const rows = typed.revenue.length;
  const explain = useRowExplained(answer, flows.length, (row) => words.about(name(row)));
  const entered = (key: "revenue" | "cost"): SheetColumn => ({
    label: words.columns[key],
    value: (row) => typed[key][row]!,
    onNumber: (row, value) => set({ ...typed, [key]: typed[key].with(row, value) }),
  });
  const computed = (key: "net" | "factor" | "present" | "cumulative"): SheetColumn => ({
    label: words.columns[key],
    // A row that was just added has none until it is answered.
    value: (row) => flows[row]?.[key] ?? Number.NaN,
    show: key === "factor" ? figure : amount,
  });
  const add = () => set({ ...typed, revenue: [...typed.revenue, 0], cost: [...typed.cost, 0] });
  const remove = (row: number) => set({ ...typed, revenue: typed.revenue.toSpliced(row, 1), cost: typed.cost.toSpliced(row, 1) });
  return (
    <Worksheet
      name="dcf"
      label={words.sheet}
      columns={[entered("revenue"), entered("cost"), computed("net"), computed("factor"), computed("present"), computed("cumulative")]}
      rows={rows}
      rowName={name}
      onExplain={explain}
      explainLabel={words.explain}
      // Without any figure the sheet would be filled from the orders.
      onRemove={rows > 1 ? remove : undefined}
    >
      <button onClick={add}>{words.add}</button>
      <button onClick={() => set({ revenue: [0], cost: [0], heads: 1 })}>{words.zero}</button>
      {settings.revenue.length > 0 && <button onClick={() => set({ revenue: [], cost: [], heads: 1 })}>{words.fill}</button>}
    </Worksheet>
  );
}

function DcfControls({ settings, changed, set, reset, answer }: ControlsProps<"dcf">) {
  const words = text();
  const typed = settings.revenue.length > 0;
  return (
    <Controls changed={changed} onReset={reset}>
      <MoneyControls settings={settings} set={set} found={answer.result?.report.margin} />
      <Choice label={words.period} value={settings.period} options={words.periods} onChange={(period) => set({ period })} />
      {typed ? (
        <NumberField label={words.heads} value={settings.heads} min={1} onChange={(heads) => set({ heads: Math.max(1, Math.round(heads)) })} />
      ) : (
        <TextField label={words.customer} value={settings.customer ?? ""} onChange={(customer) => set({ customer: customer || null })} note={words.customerNote} />
      )}
    </Controls>
  );
}
