/** The overview: the first answer, before anything is asked. */
import type { ImportReport } from "regulars/core";
import { useAnalysis } from "../../app/analysis.ts";
import { Invitation } from "../../app/drop.tsx";
import { ViewLink } from "../../app/navigation.tsx";
import { open } from "../../app/store.ts";
import { partsOnly } from "../../charts/parts.ts";
import { Figure } from "../../components/figure.tsx";
import { Answered, Stats, View } from "../../components/view.tsx";
import { format, say, sentences, words as shared } from "../../i18n/lang.ts";
import type { Result } from "../../worker/protocol.ts";
import { basis } from "../basis.ts";
import { title as abcTitle } from "../differentiate/abc/finding.ts";
import { dataOf, useClasses, useLight } from "../differentiate/abc/index.tsx";
import { pareto } from "../differentiate/abc/pareto.ts";
import { title as rfmTitle } from "../differentiate/rfm/finding.ts";
import { segmentData, useSegments } from "../differentiate/rfm/index.tsx";
import { segments } from "../differentiate/rfm/segments.ts";
import { finding } from "./finding.ts";
import { bars, dataOf as trendData } from "./trend/bars.ts";
import { title as trendTitle } from "./trend/finding.ts";
import { useArrivals } from "./trend/index.tsx";
import { text } from "./text.ts";

export function Overview() {
  const report = open.value?.shop.report;
  if (!report) return <Invitation />;
  return report.kind === "orders" ? <Orders report={report} /> : <Table report={report} />;
}

function Orders({ report }: { report: ImportReport }) {
  const words = text();
  const abc = useAnalysis("abc", {});
  const rfm = useAnalysis("rfm", {});
  return (
    <Answered title={words.title} answer={abc}>
      {(shares) => (
        <Answered title={words.title} answer={rfm}>
          {(types) => <Found report={report} shares={shares} types={types} />}
        </Answered>
      )}
    </Answered>
  );
}

function Found({ report, shares, types }: { report: ImportReport; shares: Result<"abc">; types: Result<"rfm"> }) {
  const words = text();
  const { count, money } = format.value;
  const parts = useSegments(types.report, types.frame);
  const classes = useClasses(shares.report, shares.frame);
  const light = useLight(shares.frame);
  const sample = open.value?.source.kind === "sample";
  return (
    <View
      title={words.title}
      finding={say(finding(shares.report, types.report, format.value))}
      detail={sentences(basis(types.report.customers_scored, shares.report.window), sample && words.sample)}
      beside={<Invitation />}
      notices={report.notices.filter(({ level }) => level === "warning")}
    >
      <Stats
        stats={[
          [words.customers, count(types.report.customers_scored)],
          [words.money, money(types.report.revenue)],
          [words.perCustomer, money(types.report.revenue / types.report.customers_scored)],
          [words.orders, count(report.rows_kept)],
        ]}
      />
      <div class="columns-two">
        <div>
          <Figure name="segments" title={say(rfmTitle(types.report, format.value))} draw={segments(types.report, parts?.lit)} by={[types]} parts={parts} data={segmentData(types.report)} />
          <More view="rfm" />
        </div>
        <div>
          <Figure name="pareto" title={say(abcTitle(shares.report, format.value))} draw={pareto(shares.report)} by={[shares]} parts={classes} light={light} data={dataOf(shares.report)} />
          <More view="abc" />
        </div>
      </div>
      <Growth />
    </View>
  );
}

/** The business over time; the rest of the overview does not wait for it. */
function Growth() {
  const { result } = useAnalysis("trend", {});
  return result ? <GrowthOf result={result} /> : null;
}

function GrowthOf({ result: { report, frame } }: { result: Result<"trend"> }) {
  const parts = useArrivals(report, frame);
  return (
    <div>
      <Figure name="trend" title={say(trendTitle(report, format.value))} draw={bars(report, "money")} by={[report]} parts={parts} light={partsOnly} data={trendData(report)} />
      <More view="trend" />
    </div>
  );
}

/** A file with one row a customer. */
function Table({ report }: { report: ImportReport }) {
  const words = text();
  const { count } = format.value;
  const customers = count(report.customers);
  const columns = count(report.columns.length);
  return (
    <View title={words.title} finding={words.table(customers, columns)} notices={report.notices} beside={<Invitation />}>
      <Stats stats={[[words.customers, customers], [words.attributes, columns]]} />
      <More view="profile" />
      <More view="churn" />
      <More view="health" />
    </View>
  );
}

function More({ view }: { view: "abc" | "churn" | "health" | "profile" | "rfm" | "trend" }) {
  return (
    <p class="more">
      <ViewLink view={view}>{text().more(shared.value.views[view])}</ViewLink>
    </p>
  );
}
