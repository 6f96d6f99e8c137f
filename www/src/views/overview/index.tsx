/** The overview: the first answer, before anything is asked. */
import type { ImportReport } from "regulars/core";
import { useAnalysis } from "../../app/analysis.ts";
import { Invitation } from "../../app/drop.tsx";
import { ViewLink } from "../../app/navigation.tsx";
import { open } from "../../app/store.ts";
import { Figure } from "../../components/figure.tsx";
import { Answered, Stats, View } from "../../components/view.tsx";
import { format, say, words as shared } from "../../i18n/lang.ts";
import { title as abcTitle } from "../differentiate/abc/finding.ts";
import { dataOf } from "../differentiate/abc/index.tsx";
import { pareto } from "../differentiate/abc/pareto.ts";
import { title as rfmTitle } from "../differentiate/rfm/finding.ts";
import { segmentData } from "../differentiate/rfm/index.tsx";
import { segments } from "../differentiate/rfm/segments.ts";
import { finding } from "./finding.ts";
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
  const sample = open.value?.source.kind === "sample";
  return (
    <Answered title={words.title} answer={abc}>
      {({ report: shares }) => (
        <Answered title={words.title} answer={rfm}>
          {({ report: types }) => {
            const { count, day, money } = format.value;
            const { window } = shares;
            return (
              <View
                title={words.title}
                finding={say(finding(shares, types, format.value))}
                detail={sample ? words.sample : undefined}
                beside={<Invitation />}
                notices={report.notices.filter(({ level }) => level === "warning")}
              >
                <Stats
                  stats={[
                    [words.customers, count(types.customers_scored)],
                    [words.money, money(types.revenue)],
                    [words.perCustomer, money(types.revenue / types.customers_scored)],
                    [words.orders, count(report.rows_kept)],
                    [words.span, `${day(window.since)} – ${day(window.until)}`],
                  ]}
                />
                <div class="columns-two">
                  <div>
                    <Figure name="segments" title={say(rfmTitle(types, format.value))} draw={segments(types)} data={segmentData(types)} />
                    <More view="rfm" />
                  </div>
                  <div>
                    <Figure name="pareto" title={say(abcTitle(shares, format.value))} draw={pareto(shares)} data={dataOf(shares)} />
                    <More view="abc" />
                  </div>
                </div>
              </View>
            );
          }}
        </Answered>
      )}
    </Answered>
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

function More({ view }: { view: "abc" | "churn" | "health" | "profile" | "rfm" }) {
  return (
    <p class="more">
      <ViewLink view={view}>{text().more(shared.value.views[view])}</ViewLink>
    </p>
  );
}
