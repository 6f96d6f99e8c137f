/** The larger components: settings, pictures, tables, views, explanations. */
import { useState } from "preact/hooks";
import { Choice, Controls, DayField, ListField, NumberField, OptionalField, RangeField, Several, TextField } from "../components/controls.tsx";
import { Figure, figures } from "../components/figure.tsx";
import { Folded } from "../components/folded.tsx";
import { Table } from "../components/table.tsx";
import { Actions, Section, Stats, View } from "../components/view.tsx";
import { Worksheet } from "../components/worksheet.tsx";
import { Steps } from "../explain/steps.tsx";
import { format } from "../i18n/lang.ts";
import { Component, State } from "./frame.tsx";
import { EXPLANATION, NOTICES, bars, columnsOf, text } from "./samples.ts";

const nothing = () => undefined;

/** Settings of every kind. */
export function Asked() {
  const words = text();
  const [model, setModel] = useState<keyof typeof words.models>("bgnbd");
  const [share, setShare] = useState(0.8);
  const [features, setFeatures] = useState([words.feature[0]!]);
  return (
    <Component name="Control">
      <State name="One of each">
        <Controls changed={{ model }} onReset={nothing}>
          <Choice label={words.model} value={model} options={words.models} onChange={setModel} />
          <RangeField label={words.share} value={share} min={0} max={1} step={0.01} show={format.value.percent} onChange={setShare} />
          <NumberField label={words.bins} value={5} min={2} max={9} onChange={nothing} note={words.note} />
          <TextField label={words.name} value={words.chip} onChange={nothing} />
          <OptionalField label={words.bins} value={0.6} onChange={nothing} note={words.note} />
          <ListField label={words.bins} value={[1000, 631, 468]} onChange={nothing} />
          <DayField label={words.day} value="2025-12-31" onChange={nothing} />
          <Several label={words.features} options={words.feature} value={features} onChange={setFeatures} />
        </Controls>
      </State>
      <State name="Long text, narrow"><div class="narrow"><TextField label={words.long} value={words.long} onChange={nothing} note={words.long} /></div></State>
    </Component>
  );
}

/** A picture with its figures. */
export function Pictured() {
  const words = text();
  const data = figures([words.columns.segment, words.columns.money], [undefined, format.value.count], words.segments.map((name, place) => [name, [59, 22, 3][place]!]));
  return (
    <Component name="Figure">
      <State name="Wide" wide><Figure name="wide" title={words.picture} draw={bars()} by={[]} data={data} /></State>
      <State name="Narrow, long title"><div class="narrow"><Figure name="narrow" title={words.long} draw={bars()} by={[]} /></div></State>
    </Component>
  );
}

/** Tables: with rows to pick, long, empty, narrow. */
export function Tabled() {
  const words = text();
  const [picked, setPicked] = useState<readonly number[]>([1, 2]);
  const toggle = (rows: readonly number[]) => setPicked(picked.includes(rows[0]!) ? picked.filter((row) => !rows.includes(row)) : [...picked, ...rows]);
  return (
    <Component name="Table">
      <State name="A thousand rows, two of them picked" wide>
        <Table name="picked" label={words.customers} columns={columnsOf()} rows={1000} onOpen={nothing} picked={{ has: (row) => picked.includes(row), toggle }} search={(query) => (row) => String(row).includes(query)} />
      </State>
      <State name="Without rows"><Table name="empty" label={`${words.customers} 0`} columns={columnsOf()} rows={0} /></State>
      <State name="Narrow"><div class="narrow"><Table name="narrow" label={`${words.customers} 3`} columns={columnsOf()} rows={3} /></div></State>
    </Component>
  );
}

/** A worksheet: with figures to type, with a single row, narrow. */
export function Typed() {
  const words = text();
  const [money, setMoney] = useState([59, 22, 3]);
  const sheet = (name: string, label: string, rows: number) => (
    <Worksheet
      name={name}
      label={label}
      columns={[
        { label: words.columns.segment, value: (row) => words.segments[row]!, onText: nothing },
        { label: words.columns.money, value: (row) => money[row]!, onNumber: (row, value) => setMoney(money.with(row, value)) },
        { label: words.share, value: (row) => money[row]! / 84, show: format.value.share },
      ]}
      rows={rows}
      rowName={(row) => String(row + 1)}
      onExplain={nothing}
      explainLabel={(row) => `${words.view} ${row}`}
      onRemove={rows > 1 ? nothing : undefined}
    >
      <button>{words.select}</button>
    </Worksheet>
  );
  return (
    <Component name="Worksheet">
      <State name="Wide; type a word where a number belongs" wide>{sheet("sheet", words.segments[0]!, 3)}</State>
      <State name="A single row">{sheet("sheet-one", words.segments[1]!, 1)}</State>
      <State name="Narrow"><div class="narrow">{sheet("sheet-narrow", words.segments[2]!, 2)}</div></State>
    </Component>
  );
}

/** A view with all its parts, and an explanation. */
export function Viewed() {
  const words = text();
  return (
    <>
      <Component name="View and finding">
        <State name="All its parts" wide>
          <View title={words.view} finding={words.finding} detail={words.detail} notices={NOTICES}>
            <Stats stats={[[words.columns.money, "1.69M"], [words.customers, "1,976", words.note]]} />
            <Section title={words.picture}><p>{words.long}</p></Section>
            <Actions><button class="primary">{words.select}</button><button>{words.save}</button></Actions>
          </View>
        </State>
      </Component>
      <Component name="Folded">
        <State name="Closed, opened by a press" wide><Folded summary={words.picture}>{() => <p>{words.long}</p>}</Folded></State>
      </Component>
      <Component name="Explanation">
        <State name="A step" wide><Steps found={EXPLANATION} /></State>
      </Component>
    </>
  );
}
