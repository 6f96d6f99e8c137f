/** The files in use: what was understood, why, and how to say otherwise. */
import { useState } from "preact/hooks";
import { Invitation } from "../../../app/drop.tsx";
import { ViewLink } from "../../../app/navigation.tsx";
import { projectText } from "../../../app/project.ts";
import { openSample } from "../../../app/opening.ts";
import { type Origin, isSample, related } from "../../../app/setup.ts";
import { type Open, choicesOf, failure, nameOf, open, openAgain, scope, sourceName } from "../../../app/store.ts";
import { ProblemBox } from "../../../components/problem.tsx";
import { saveFile } from "../../../components/save.ts";
import { Actions, View } from "../../../components/view.tsx";
import { format, sentences, words as shared } from "../../../i18n/lang.ts";
import { FileSections, WayOut } from "./file.tsx";
import { Files } from "./files.tsx";
import { ProjectNotices } from "./projects.tsx";
import { text } from "./text.ts";

export function Import() {
  const [current, failed] = [open.value, failure.value];
  if (!current || (failed && !related(failed.setup, current.setup))) return failed && <Failed />;
  return <Understood current={current} />;
}

function Understood({ current }: { current: Open }) {
  const words = text();
  const { setup, shop } = current;
  const [asked, look] = useState<Origin>();
  const place = placeToLookAt(current, asked);
  const { origin } = setup.parts[place]!;
  const own = Object.keys(choicesOf(origin)).length > 0;
  return (
    <View
      title={setup.parts.length > 1 ? words.titles : words.title}
      finding={finding(current)}
      detail={sentences(kept(current, place), words.guessed)}
      beside={<Invitation />}
      notices={shop.data.join?.notices}
    >
      <ProjectNotices />
      {!isSample(setup) && <Files current={current} looked={place} onLook={look} />}
      <FileSections key={place} origin={origin} place={place} outcome={shop.files[place]!} />
      <Actions>
        <ViewLink view="overview">{words.next}</ViewLink>
        <ViewLink view="health">{words.health}</ViewLink>
        {own && <button onClick={() => void openAgain(origin, {})}>{words.guess}</button>}
        {!isSample(setup) && <button title={words.projectWhat} onClick={saveProject}>{words.project}</button>}
        {!isSample(setup) && <button onClick={() => void openSample()}>{shared.value.drop.back}</button>}
      </Actions>
    </View>
  );
}

/** Saves what was decided about the files, and nothing of them but ids that were merged or set aside. */
function saveProject(): void {
  const { setup } = open.value!;
  saveFile("regulars-project.json", new Blob([projectText(setup, scope.value)], { type: "application/json" }));
}

/** The file that was asked for; unless there is such, one that could not be read, or else the first. */
function placeToLookAt({ setup, shop }: Open, asked: Origin | undefined): number {
  const wanted = setup.parts.findIndex(({ origin }) => origin === asked);
  const failed = shop.files.findIndex(({ problem }) => problem);
  return Math.max(wanted < 0 ? failed : wanted, 0);
}

function finding({ shop: { data, files } }: Open): string {
  const words = text();
  const { count, day } = format.value;
  const report = files.find(({ report }) => report)?.report;
  if (data.kind !== "orders") return words.table(count(data.customers), count(files.length > 1 ? data.attributes.length : (report?.columns.length ?? 0)));
  const rows = data.imports.filter(({ kind }) => kind === "orders").reduce((sum, { rows_kept }) => sum + rows_kept, 0);
  return words.orders(count(rows), count(data.buyers), day(data.first_day), day(data.last_day));
}

/** How much of all files could be used, and where the rest is to be seen. */
function kept({ setup, shop: { data, files } }: Open, looked: number): string {
  const words = text();
  const { count, list } = format.value;
  const sum = (what: "rows_rejected" | "rows_read") => data.imports.reduce((sum, report) => sum + report[what], 0);
  const unread = files.filter(({ problem }) => problem).length;
  const rejected = sum("rows_rejected");
  const [all, read] = [count(rejected), count(sum("rows_read"))];
  const where = [...files.keys()].filter((place) => files[place]?.report?.rows_rejected);
  const names = list(where.map((place) => nameOf(setup.parts[place]!.origin)));
  const some = where.every((place) => place === looked) ? words.some(all, read) : words.someElsewhere(all, read, names);
  return sentences(unread > 0 && words.unread(count(unread), count(files.length)), rejected === 0 ? words.all : some);
}

/** Nothing could be read; what was open before still is. */
function Failed() {
  const words = text();
  const { problem: texts } = shared.value;
  const { problem, setup } = failure.value!;
  const { origin, params } = setup.parts[0]!;
  return (
    <View title={words.title} finding={words.failed}>
      <ProblemBox problem={problem}>
        {open.value && (
          <p>
            {texts.kept} <button class="plain" onClick={() => (failure.value = null)}>{sourceName(open.value)}</button>
          </p>
        )}
      </ProblemBox>
      <ProjectNotices />
      <Invitation />
      <WayOut origin={origin} params={params} problem={problem} />
    </View>
  );
}
