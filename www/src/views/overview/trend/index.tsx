/** Money and customers over time, new and returning. */
import { useMemo } from "preact/hooks";
import type { TrendReport } from "regulars/core";
import type { Controlled } from "../../../app/settings.ts";
import { partsOnly } from "../../../charts/parts.ts";
import { type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls } from "../../../components/controls.tsx";
import { Customers, ExplainButton, type Shown } from "../../../components/customers.tsx";
import { Figure } from "../../../components/figure.tsx";
import { Actions, Pair, PickButton, Stats, View } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { type Parts, useParts } from "../../../selection/parts.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { basis } from "../../basis.ts";
import { bars, dataOf } from "./bars.ts";
import { customersTitle, finding, title } from "./finding.ts";
import { inPeriod, periodName } from "./period.ts";
import { text } from "./text.ts";

export const Trend = analysisView("trend", () => text().title, TrendControls, Found);

function Found({ answer, result: { report, frame }, controls }: FoundProps<"trend">) {
  const words = text();
  const { count, money, percent } = format.value;
  const parts = useArrivals(report, frame);
  const all = report.arrivals.reduce((sum, { customers }) => sum + customers, 0);
  const share = report.periods.reduce((sum, { new_money }) => sum + new_money, 0) / report.money;
  const latest = latestWithNew(report);
  return (
    <View title={words.title} finding={say(finding(report, format.value))} detail={basis(all, report.window)} notices={report.notices}>
      <Pair controls={controls}>
        <Figure name="trend-money" title={say(title(report, format.value))} draw={bars(report, "money")} by={[report]} parts={parts} light={partsOnly} data={dataOf(report)} />
        <Stats
          stats={[
            [words.money, money(report.money)],
            [words.share, percent(share)],
            [words.purchases, count(report.purchases)],
          ]}
        />
        <Figure
          name="trend-customers"
          title={say(customersTitle(report, format.value, inPeriod))}
          draw={bars(report, "customers", parts?.lit)}
          by={[report]}
          parts={parts}
          data={dataOf(report)}
        />
      </Pair>
      <Customers answer={answer} name="trend" columns={columnsOf(report)} first="first_period" />
      <Actions>
        {latest >= 0 && (
          <PickButton parts={parts} part={latest} first>
            {words.select(count(report.periods[latest]!.new_customers), inPeriod(report.unit, report.periods[latest]!))}
          </PickButton>
        )}
      </Actions>
      <ExplainButton answer={answer} by="first_period" />
    </View>
  );
}

/** The last complete period in which somebody was new. */
const latestWithNew = ({ periods }: TrendReport) => periods.findLastIndex(({ complete, new_customers }) => complete && new_customers > 0);

/** The new customers of each period as parts of a picture. */
export function useArrivals({ periods, unit }: TrendReport, frame: Frame | undefined): Parts | undefined {
  const division = useMemo(() => {
    const { first_period: first, arrival } = frame?.columns ?? {};
    if (!frame || !(first instanceof Uint32Array) || !arrival || !("levels" in arrival)) return undefined;
    const fresh = arrival.levels.indexOf("new");
    return { frame, parts: periods.length, partOf: (row: number) => (arrival.codes[row] === fresh ? first[row]! : -1) };
  }, [frame]);
  return useParts(division, (part) => text().since(inPeriod(unit, periods[part]!)));
}

function TrendControls({ settings, changed, set, reset }: Controlled<"trend">) {
  const words = text();
  return (
    <Controls changed={changed} onReset={reset}>
      <Choice label={words.period} value={settings.period} options={words.periods} onChange={(period) => set({ period })} />
      <Choice label={words.grain} value={settings.grain} options={words.grains} onChange={(grain) => set({ grain })} />
    </Controls>
  );
}

function columnsOf({ periods, unit }: TrendReport): Shown[] {
  const { columns } = text();
  const name = (place: number) => periodName(unit, periods[place]!);
  const start = (place: number) => periods[place]!.start;
  return [
    { key: "arrival", label: columns.arrival },
    { key: "first_period", label: columns.first_period, show: name, saved: start },
    { key: "last_period", label: columns.last_period, show: name, saved: start },
  ];
}
