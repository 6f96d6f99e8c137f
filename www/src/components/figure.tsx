/** A picture with the finding as its title, its figures as a table, and a way to save it. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { inTurn } from "../app/sliced.ts";
import { pngOf, svgOf } from "../charts/save.ts";
import type { Drawing } from "../charts/plot.ts";
import { words } from "../i18n/lang.ts";
import { saveFile } from "./save.ts";

export interface FigureData {
  columns: string[];
  rows: string[][];
}

export function Figure({ name, title, draw, data }: {
  /** The name of the saved file. */
  name: string;
  title: string;
  draw: Drawing;
  data?: FigureData;
}) {
  const { figure: text } = words.value;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  useLayoutEffect(() => {
    const picture = box.current;
    if (!picture || width === 0) return;
    picture.ariaBusy = "true";
    return inTurn(() => {
      picture.replaceChildren(draw(width));
      picture.ariaBusy = null;
    });
  });
  const svg = () => box.current?.querySelector("svg");
  const save = {
    svg: () => svg() && saveFile(`${name}.svg`, svgOf(svg()!, title)),
    png: async () => svg() && saveFile(`${name}.png`, await pngOf(svg()!, title)),
  };
  return (
    <figure class="figure">
      <figcaption>
        <h2>{title}</h2>
        <span class="figure-save">
          <button class="plain small" aria-label={text.save("SVG")} onClick={save.svg}>{text.svg}</button>
          <button class="plain small" aria-label={text.save("PNG")} onClick={save.png}>{text.png}</button>
        </span>
      </figcaption>
      <div class="figure-picture" ref={box} />
      {data && <FigureTable data={data} />}
    </figure>
  );
}

/** The figures behind a picture, folded away and not made before they are asked for. */
export function FigureTable({ data }: { data: FigureData }) {
  const [unfolded, setUnfolded] = useState(false);
  return (
    <details class="small" onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary>{words.value.figure.data}</summary>
      {unfolded && (
        <div class="scroll">
          <table class="figures">
            <thead>
              <tr>{data.columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr>
            </thead>
            <tbody>
              {data.rows.map((row, place) => (
                <tr key={place}>{row.map((cell, column) => <td key={column}>{cell}</td>)}</tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

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
