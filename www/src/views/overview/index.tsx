/** The overview: the first answer, before anything is asked. */
import type { WorkspaceReport } from "regulars/core";
import { useAnalysis } from "../../app/analysis.ts";
import { Invitation } from "../../app/drop.tsx";
import { ViewLink } from "../../app/navigation.tsx";
import { isSample } from "../../app/setup.ts";
import { data, open } from "../../app/store.ts";
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
import { noticesOf } from "../identify/notices.ts";
import { finding } from "./finding.ts";
import { bars, dataOf as trendData } from "./trend/bars.ts";
import { title as trendTitle } from "./trend/finding.ts";
import { useArrivals } from "./trend/index.tsx";
import { text } from "./text.ts";

export function Overview() {
  const whole = data.value;
  if (!whole) return <Invitation />;
  return whole.kind === "orders" ? <Orders whole={whole} /> : <Table whole={whole} />;
}

function Orders({ whole }: { whole: WorkspaceReport }) {
  const words = text();
  const abc = useAnalysis("abc", {});
  const rfm = useAnalysis("rfm", {});
  return (
    <Answered title={words.title} answer={abc}>
      {(shares) => (
        <Answered title={words.title} answer={rfm}>
          {(types) => <Found whole={whole} shares={shares} types={types} />}
        </Answered>
      )}
    </Answered>
  );
}

function Found({ whole, shares, types }: { whole: WorkspaceReport; shares: Result<"abc">; types: Result<"rfm"> }) {
  const words = text();
  const { count, money } = format.value;
  const parts = useSegments(types.report, types.frame);
  const classes = useClasses(shares.report, shares.frame);
  const light = useLight(shares.frame);
  const sample = open.value !== null && isSample(open.value.setup);
  return (
    <View
      title={words.title}
      finding={say(finding(shares.report, types.report, format.value))}
      detail={sentences(basis(types.report.customers_scored, shares.report.window), sample && words.sample)}
      beside={<Invitation />}
      notices={noticesOf(whole).filter(({ level }) => level === "warning")}
    >
      <Stats
        stats={[
          [words.customers, count(types.report.customers_scored)],
          [words.money, money(types.report.revenue)],
          [words.perCustomer, money(types.report.revenue / types.report.customers_scored)],
          [words.orders, count(whole.lines)],
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

/** Customers of whom there are no orders. */
function Table({ whole }: { whole: WorkspaceReport }) {
  const words = text();
  const { count } = format.value;
  const summary = whole.kind === "summary";
  const customers = count(whole.customers);
  const columns = count(whole.join ? whole.attributes.length : whole.imports[0]!.columns.length);
  return (
    <View title={words.title} finding={summary ? words.summary(customers) : words.table(customers, columns)} notices={noticesOf(whole)} beside={<Invitation />}>
      <Stats stats={[[words.customers, customers], [words.attributes, columns]]} />
      {summary && <More view="clv" />}
      <More view="profile" />
      <More view="churn" />
      <More view="health" />
    </View>
  );
}

function More({ view }: { view: "abc" | "clv" | "churn" | "health" | "profile" | "rfm" | "trend" }) {
  return (
    <p class="more">
      <ViewLink view={view}>{text().more(shared.value.views[view])}</ViewLink>
    </p>
  );
}
