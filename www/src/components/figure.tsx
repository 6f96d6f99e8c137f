/** A picture with the finding as its title, its figures as a table, and a way to save it. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { inTurn } from "../app/sliced.ts";
import { combinationOf, focusAgain, moveAmongParts, offerParts, partAt } from "../charts/parts.ts";
import { pngOf, svgOf } from "../charts/save.ts";
import type { Drawing } from "../charts/plot.ts";
import { lang, words } from "../i18n/lang.ts";
import type { Parts } from "../selection/parts.ts";
import { text as hints } from "../selection/text.ts";
import { all } from "./rows.ts";
import { csvOf, saveFile, saveFrom } from "./save.ts";

export interface FigureData {
  /** Each with its heading, and how its numbers are shown. */
  columns: { label: string; show: ((value: number) => string) | undefined }[];
  rows: Cell[][];
}

/** A name, a number, or nothing known. */
type Cell = string | number | null;

/** The figures behind a picture: headings, how the numbers below each are shown, and the rows as they are. */
export function figures(labels: string[], shows: (((value: number) => string) | undefined)[], rows: Cell[][]): FigureData {
  return { columns: labels.map((label, place) => ({ label, show: shows[place] })), rows };
}

const shownCell = (cell: Cell, show: ((value: number) => string) | undefined) =>
  typeof cell === "string" ? cell : cell !== null && show ? show(cell) : String(cell ?? "—");

export function Figure({ name, title, draw, by, parts, light, data }: {
  /** The name of the saved file. */
  name: string;
  title: string;
  draw: Drawing;
  /** What the picture depends on, besides its width and the language: it is drawn again when one of these is another. */
  by: readonly unknown[];
  /** What can be chosen in the picture. */
  parts?: Parts | undefined;
  /** Shows who is selected in what was drawn; without it, the picture is drawn again for that. */
  light?: (drawn: SVGSVGElement) => void;
  data?: FigureData;
}) {
  const { figure: text } = words.value;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const svg = () => box.current?.querySelector("svg");
  // What is drawn in a later turn shows who is selected by then.
  const now = useRef({ draw, parts, light });
  now.current = { draw, parts, light };
  const show = (drawn: SVGSVGElement) => {
    const { parts, light } = now.current;
    if (parts) offerParts(drawn, parts);
    light?.(drawn);
  };
  const paint = (picture: HTMLElement) => {
    const focused = picture.contains(document.activeElement) ? partAt(document.activeElement) : undefined;
    const drawn = now.current.draw(width);
    show(drawn);
    picture.replaceChildren(drawn);
    if (focused !== undefined) focusAgain(drawn, focused);
  };
  useLayoutEffect(() => {
    const picture = box.current;
    if (!picture || width === 0) return;
    picture.ariaBusy = "true";
    return inTurn(() => {
      paint(picture);
      picture.ariaBusy = null;
    });
  }, [width, lang.value, parts?.customers, ...by]);
  useLayoutEffect(() => {
    // A pick is answered at once; what is not drawn yet will show it anyway.
    const drawn = svg();
    if (!drawn || box.current?.ariaBusy) return;
    if (light) show(drawn);
    else paint(box.current!);
  }, [parts?.lit, light]);
  const save = {
    svg: () => svg() && saveFile(`${name}.svg`, svgOf(svg()!, title)),
    csv: () => data && saveFrom(`${name}.csv`, csvOf(data.columns.map(({ label }) => label), all(data.rows.length), (row) => data.rows[row]!.map((cell) => cell ?? Number.NaN))),
    png: async () => svg() && saveFile(`${name}.png`, await pngOf(svg()!, title)),
  };
  return (
    <figure class="figure" data-figure={name}>
      <figcaption>
        <h2>{title}</h2>
        <span class="figure-save">
          <button class="plain small" aria-label={text.save("SVG")} onClick={save.svg}>{text.svg}</button>
          <button class="plain small" aria-label={text.save("PNG")} onClick={save.png}>{text.png}</button>
          {data && <button class="plain small" aria-label={text.saveData} onClick={save.csv}>{text.csv}</button>}
        </span>
      </figcaption>
      <div class="figure-picture" ref={box} {...(parts && choosing(parts))} />
      {parts && !parts.lit && <p class="muted small hint">{hints().hint} <span class="hint-keys">{hints().hintMore}</span></p>}
      {data && <FigureTable data={data} />}
    </figure>
  );
}

/** What pointer and keyboard do on a picture with parts. */
function choosing({ pick }: Parts) {
  const choose = (event: MouseEvent | KeyboardEvent) => {
    const part = partAt(event.target);
    if (part !== undefined) pick(part, combinationOf(event));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (moveAmongParts(event)) event.preventDefault();
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(event);
  };
  return { onClick: choose, onKeyDown };
}

/** The figures behind a picture, folded away and not made before they are asked for. */
export function FigureTable({ data }: { data: FigureData }) {
  const [unfolded, setUnfolded] = useState(false);
  return (
    <details class="small" onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary>{words.value.figure.data}</summary>
      {unfolded && (
        <div class="scroll">
          <FiguresTable data={data} />
        </div>
      )}
    </details>
  );
}

/** Figures as a plain table. */
export function FiguresTable({ data }: { data: FigureData }) {
  return (
    <table class="figures">
      <thead>
        <tr>{data.columns.map(({ label }, column) => <th key={label} scope="col" class={isName(data, column) ? "" : "numeric"}>{label}</th>)}</tr>
      </thead>
      <tbody>
        {data.rows.map((row, place) => (
          <tr key={place}>
            {row.map((cell, column) => (
              <td key={column} class={typeof cell === "string" ? "" : "numeric"}>{shownCell(cell, data.columns[column]?.show)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whether a column has names in it, and no numbers. */
const isName = ({ rows }: FigureData, column: number) => rows.every((row) => typeof row[column] === "string");

/** The width of an element as it changes. */
function useWidth(box: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!box.current) return;
    // Measured at once, so that the picture is there when the view is; the observer tells of later changes.
    setWidth(Math.floor(box.current.clientWidth));
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return width;
}
