/** Profiles: groups of similar customers, who they are and what to do with each. */
import { useMemo } from "preact/hooks";
import type { ProfileReport } from "regulars/core";
import { data } from "../../../app/store.ts";
import { type ControlsProps, type FoundProps, analysisView } from "../../../components/analysis-view.tsx";
import { Choice, Controls, NumberField, Several } from "../../../components/controls.tsx";
import { Customers, ExplainButton, type Shown } from "../../../components/customers.tsx";
import { Figure, figures } from "../../../components/figure.tsx";
import { Actions, Pair, PickButton, Section, Stats, View } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { byLevel } from "../../../selection/division.ts";
import { type Parts, useParts } from "../../../selection/parts.ts";
import { selection } from "../../../selection/selection.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { basis } from "../../basis.ts";
import { featureName } from "../../features.ts";
import { candidates, elbow } from "./candidates.ts";
import { elbowTitle, finding, richest, silhouetteTitle, title } from "./finding.ts";
import { light, map } from "./map.ts";
import { Personas } from "./personas.tsx";
import { text } from "./text.ts";

/** What orders say about a customer. */
const MEASURES = ["recency", "frequency", "monetary", "average", "tenure"];

export const Profile = analysisView("profile", () => text().title, ProfileControls, Found);

function Found({ answer, result: { report, frame }, controls, control: { set } }: FoundProps<"profile">) {
  const words = text();
  const { count, percent } = format.value;
  const kept = percent(report.pca.explained[0]! + (report.pca.explained[1] ?? 0));
  const best = richest(report);
  const parts = useGroups(report, frame);
  const members = selection.value?.members;
  return (
    <View title={words.title} finding={say(finding(report, format.value))} detail={basis(report.customers_grouped, report.window)} notices={report.notices}>
      <Pair controls={controls}>
        <Figure name="profiles-map" title={say(title(report, format.value))} draw={map(report)} by={[report]} parts={parts} light={useMemo(() => light(report, members), [report, members])} data={mapData(report)} />
        <p class="muted small">{words.map(kept)}</p>
        <Stats stats={statsOf(report)} />
      </Pair>
      <Section title={words.personas}>
        <Personas personas={report.personas} parts={parts} />
      </Section>
      <Customers answer={answer} name="profiles" columns={columnsOf(report)} />
      <Actions>
        <PickButton parts={parts} part={report.personas.indexOf(best)} first>{words.select(say(best.name), count(best.customers))}</PickButton>
      </Actions>
      {report.candidates.length > 1 && (
        <Section title={words.candidates(count(report.k))}>
          <div class="columns-two">
            <Figure name="profiles-candidates" title={say(silhouetteTitle(report, format.value))} draw={candidates(report)} by={[report]} data={candidateData(report)} />
            <Figure name="profiles-elbow" title={say(elbowTitle(report, format.value))} draw={elbow(report)} by={[report]} data={candidateData(report)} />
          </div>
          <p class="muted">{say(report.suggestion)}</p>
          {report.elbow !== null && report.elbow !== report.k && (
            <div class="row"><button onClick={() => set({ k: report.elbow })}>{words.elbow(count(report.elbow))}</button></div>
          )}
        </Section>
      )}
      <ExplainButton answer={answer} by="distance" />
    </View>
  );
}

/** The groups as parts of a picture. */
function useGroups({ personas }: ProfileReport, frame: Frame | undefined): Parts | undefined {
  const division = useMemo(() => byLevel(frame, "cluster", personas.map(({ cluster }) => cluster)), [frame]);
  return useParts(division, (part) => `${personas[part]!.cluster} ${say(personas[part]!.name)}`);
}

/** The columns in use, each once: a category is several features. */
const usedFeatures = (report: ProfileReport | undefined) => [...new Set(report?.features.map(({ column }) => column))];

function ProfileControls({ settings, changed, set, reset, answer }: ControlsProps<"profile">) {
  const used = usedFeatures(answer.result?.report);
  const words = text();
  const { count } = format.value;
  const attributes = data.value?.attributes.map(({ name }) => name) ?? [];
  const available = data.value?.kind === "orders" ? [...MEASURES, ...attributes] : attributes;
  const names = new Map(available.map((name) => [featureName(name), name]));
  const chosen = settings.features.length > 0 ? settings.features : used;
  const counts = Object.fromEntries([2, 3, 4, 5, 6, 7, 8].map((k) => [String(k), words.groupCount(count(k))]));
  return (
    <Controls changed={changed} onReset={reset}>
      <Choice
        label={words.groups}
        value={settings.k === null ? "auto" : String(settings.k)}
        options={{ auto: words.auto, ...counts }}
        onChange={(k) => set({ k: k === "auto" ? null : Number(k) })}
      />
      <Several
        label={words.features}
        options={[...names.keys()]}
        value={chosen.map(featureName)}
        onChange={(features) => set({ features: features.map((name) => names.get(name)!) })}
      />
      <Choice label={words.scale} value={settings.scale} options={words.scales} onChange={(scale) => set({ scale })} />
      <NumberField label={words.seed} value={settings.seed} min={0} onChange={(seed) => set({ seed })} />
    </Controls>
  );
}

function statsOf({ silhouette, stability }: ProfileReport): [string, string, string?][] {
  const words = text();
  const { measure } = format.value;
  const stats: [string, string, string?][] = [[words.silhouetteStat, measure(silhouette), words.silhouetteNote]];
  return stability ? [...stats, [words.stable, measure(stability.mean), words.stableNote(measure(stability.lowest))]] : stats;
}

function columnsOf({ personas }: ProfileReport): Shown[] {
  const { columns } = text();
  const names = new Map(personas.map(({ cluster, name }) => [cluster, `${cluster} ${say(name)}`]));
  return [
    { key: "cluster", label: columns.cluster, name: (cluster) => names.get(cluster) ?? cluster },
    { key: "distance", label: columns.distance, show: format.value.measure },
  ];
}

function mapData({ personas, pca }: ProfileReport) {
  const { count, measure } = format.value;
  return figures(
    text().mapTable,
    [undefined, count, measure, measure],
    personas.map(({ name, customers }, place) => [say(name), customers, ...pca.centroids[place]!]),
  );
}

function candidateData(report: ProfileReport) {
  const { count, measure } = format.value;
  return figures(
    text().candidateTable,
    [count, measure, measure, measure, measure],
    report.candidates.map(({ k, silhouette, inertia, calinski_harabasz, davies_bouldin }) => [k, silhouette, inertia, calinski_harabasz, davies_bouldin]),
  );
}
