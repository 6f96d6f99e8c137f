/** The rows of a table in a box that scrolls; only those in sight and near it are in the page. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../i18n/lang.ts";
import type { Order, TableColumn } from "./rows.ts";
import { type Heights, type Place, elementHeight, revealing, scrolled, settled } from "./scroll.ts";

/** Which rows are picked, and how that is changed. */
export interface Picked {
  has: (row: number) => boolean;
  /** Picks some rows, or lets them go where the first of them is picked. */
  toggle: (rows: readonly number[]) => void;
}

/** Tables longer than this are drawn in part. */
const WHOLE = 60;
const ROW_HEIGHT = 33;
/** A little more than the box is high. */
const IN_SIGHT = 14;
/** So many rows are scrolled by before others are drawn. */
const STEP = 8;
/** The scrolling is over when nothing has moved for so many milliseconds. */
const STILL = 150;

const TOP: Place = { element: 0, list: 0 };

export function Rows({ label, columns, rows, sought, onOpen, openLabel = words.value.table.explain, order, onOrder, picked }: {
  label: string;
  columns: TableColumn[];
  rows: Uint32Array;
  /** How the rows came to be shown besides their order: when either is another, the list begins at its top. */
  sought: string;
  onOpen: ((row: number) => void) | undefined;
  openLabel?: ((row: string) => string) | undefined;
  order: Order | undefined;
  onOrder: (order: Order) => void;
  picked: Picked | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { from, lag, onScroll, reveal, toTop, stay, heights } = useScrolling(box, rows.length);
  const [cursor, setCursor] = useState(0);
  const [entered, setEntered] = useState(false);
  const wanted = useRef(false);
  const before = useRef({ rows, order, sought });
  const pickedLast = useRef<{ row: number; columns: TableColumn[] } | null>(null);
  const held = body.current?.contains(document.activeElement) ?? false;

  const { start, end } = inPage(from, lag, rows.length);
  const isIn = (place: number) => place >= start && place < end;
  // Who comes in by the keyboard comes to a row in sight, who is in stays with theirs.
  const current = Math.min(entered || isIn(cursor) ? cursor : from + STEP, rows.length - 1);
  const places = Array.from({ length: end - start }, (_, step) => start + step);
  if (current >= 0 && current < start) places.unshift(current);
  if (current >= end) places.push(current);
  const above = Math.max(0, start * ROW_HEIGHT - lag - (current >= 0 && current < start ? ROW_HEIGHT : 0));
  const below = Math.max(0, elementHeight(rows.length * ROW_HEIGHT) - above - places.length * ROW_HEIGHT);

  useLayoutEffect(() => {
    const last = before.current;
    if (last.rows === rows) return;
    before.current = { rows, order, sought };
    if (last.order === order && last.sought === sought) {
      // Some rows have come or gone, such as one that was let go among the picked.
      setCursor(Math.max(0, Math.min(cursor, rows.length - 1)));
      stay();
    } else {
      setCursor(0);
      toTop();
    }
  }, [rows]);
  useLayoutEffect(() => {
    const lost = held && !body.current?.contains(document.activeElement);
    if (wanted.current || lost) body.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus({ preventScroll: true });
    wanted.current = false;
  });

  /** Picks the row at a place, or all from the one picked last up to it. */
  const pickAt = (place: number, extend: boolean) => {
    // With other columns the rows are those of another table.
    const last = extend && pickedLast.current?.columns === columns ? rows.indexOf(pickedLast.current.row) : -1;
    const from = last < 0 ? place : last;
    pickedLast.current = { row: rows[place]!, columns };
    picked!.toggle([rows[place]!, ...rows.subarray(Math.min(from, place), Math.max(from, place) + 1)]);
  };
  const goTo = (place: number) => {
    const next = Math.max(0, Math.min(place, rows.length - 1));
    wanted.current = true;
    setEntered(true);
    setCursor(next);
    reveal(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(heights().view / ROW_HEIGHT) - 1);
    const keys: Record<string, () => void> = {
      ArrowDown: () => goTo(current + 1),
      ArrowUp: () => goTo(current - 1),
      PageDown: () => goTo(current + page),
      PageUp: () => goTo(current - page),
      Home: () => goTo(0),
      End: () => goTo(rows.length - 1),
      ...(picked && { " ": () => pickAt(current, event.shiftKey) }),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  // A button is pressed when the blank is let go.
  const onKeyUp = (event: KeyboardEvent) => picked && event.key === " " && event.preventDefault();
  const onFocusIn = ({ target }: FocusEvent) => {
    const row = (target as Element).closest("tr");
    if (row) setCursor(Number(row.ariaRowIndex) - 2);
    setEntered(true);
  };
  const onFocusOut = ({ relatedTarget }: FocusEvent) => setEntered(relatedTarget instanceof Node && body.current!.contains(relatedTarget));
  const reached = onOpen ?? picked;
  return (
    <div class="scroll table-scroll" ref={box} onScroll={onScroll} role="region" aria-label={label} {...(!reached && { tabIndex: 0 })}>
      <table class="figures" aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {picked && <th scope="col" class="pick"><span class="hidden">{words.value.table.picked}</span></th>}
            {columns.map((column) => <Head key={column.key} column={column} order={order} onOrder={onOrder} numeric={isNumeric(column, rows)} />)}
          </tr>
        </thead>
        <tbody ref={body} {...(reached && { onKeyDown, onKeyUp, onFocusIn, onFocusOut })}>
          <Spacer height={above} />
          {places.map((place) => (
            <Row key={rows[place]} row={rows[place]!} place={place} columns={columns} onOpen={onOpen} openLabel={openLabel} current={place === current} {...(picked && { isPicked: picked.has(rows[place]!), onPick: pickAt })} />
          ))}
          <Spacer height={below} />
        </tbody>
      </table>
    </div>
  );
}

/** Where the box is scrolled to: the first row in sight, and how far the list is ahead of its element. */
function useScrolling(box: { current: HTMLDivElement | null }, rows: number) {
  const place = useRef<Place>(TOP);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [from, setFrom] = useState(0);
  const [lag, setLag] = useState(0);
  const heights = (): Heights => {
    const head = box.current?.querySelector("thead")?.offsetHeight ?? 0;
    return { list: rows * ROW_HEIGHT, view: (box.current?.clientHeight ?? 0) - head };
  };
  const tell = (next: Place) => {
    place.current = next;
    setFrom(Math.floor(next.list / ROW_HEIGHT / STEP) * STEP);
    setLag(next.list - next.element);
  };
  const move = (next: Place) => {
    if (!box.current) return;
    box.current.scrollTop = next.element;
    // The browser rounds.
    tell({ ...next, element: box.current.scrollTop });
  };
  const settle = () => {
    const now = heights();
    if (elementHeight(now.list) < now.list) move(settled(place.current.list, now));
  };
  const onScroll = () => {
    if (!box.current) return;
    tell(scrolled(place.current, box.current.scrollTop, heights()));
    clearTimeout(timer.current);
    timer.current = setTimeout(settle, STILL);
  };
  useLayoutEffect(() => () => clearTimeout(timer.current), []);
  return {
    from,
    lag,
    heights,
    onScroll,
    toTop: () => {
      // Asking the browser where it is would make it lay out the page for that.
      if (place.current.element !== 0 || place.current.list !== 0) move(TOP);
    },
    /** Keeps the place as far as rows that have come or gone allow. */
    stay: () => {
      if (place.current.element !== 0 || place.current.list !== 0) move(settled(place.current.list, heights()));
    },
    /** Scrolls no further than it takes to have a row in sight. */
    reveal: (row: number) => {
      const next = revealing(place.current, row * ROW_HEIGHT, (row + 1) * ROW_HEIGHT, heights());
      if (next !== place.current) move(next);
    },
  };
}

/** The places that are in the page: those in sight, and enough around them that scrolling shows no gap. */
function inPage(from: number, lag: number, rows: number): { start: number; end: number } {
  if (rows <= WHOLE) return { start: 0, end: rows };
  const end = Math.min(rows, from + STEP + 2 * IN_SIGHT);
  // Rows before this one would stand above the element.
  const highest = Math.ceil(lag / ROW_HEIGHT);
  return { start: Math.max(0, highest, Math.min(from - IN_SIGHT, rows - IN_SIGHT)), end };
}

const Spacer = ({ height }: { height: number }) => (height > 0 ? <tr aria-hidden="true" style={{ height: `${height}px` }} /> : null);

function Head({ column, order, onOrder, numeric }: { column: TableColumn; order: Order | undefined; onOrder: (order: Order) => void; numeric: boolean }) {
  const sortedBy = order?.key === column.key;
  // Figures are wanted largest first, names from the first letter.
  const falling = sortedBy ? !order.falling : numeric;
  return (
    <th scope="col" class={numeric ? "numeric" : ""} aria-sort={sortedBy ? (order.falling ? "descending" : "ascending") : "none"}>
      <button class="plain" title={words.value.table.sort(column.label)} onClick={() => onOrder({ key: column.key, falling })}>
        {column.label}
        <span aria-hidden="true">{sortedBy ? (order.falling ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
}

function Row({ row, place, columns, onOpen, openLabel, isPicked = false, onPick, current }: {
  row: number;
  place: number;
  columns: TableColumn[];
  onOpen: ((row: number) => void) | undefined;
  openLabel: (row: string) => string;
  isPicked?: boolean;
  onPick?: (place: number, extend: boolean) => void;
  /** Whether the keyboard comes to this row. */
  current: boolean;
}) {
  const cells = columns.map((column) => ({ key: column.key, value: column.value(row), shown: shown(column, row) }));
  const [lead, ...others] = cells;
  const tabIndex = current ? 0 : -1;
  const onClick = (event: MouseEvent) => {
    const selects = getSelection()?.isCollapsed === false && !event.shiftKey;
    if (!selects && !(event.target as Element).closest("button, input")) onPick!(place, event.shiftKey);
  };
  // With the shift key held, a click would mark the text between two rows.
  const onMouseDown = (event: MouseEvent) => event.shiftKey && event.preventDefault();
  return (
    <tr aria-rowindex={place + 2} class={isPicked ? "picked" : ""} {...(onPick && { onClick, onMouseDown })}>
      {onPick && (
        <td class="pick">
          <input
            type="checkbox"
            aria-label={lead?.shown}
            checked={isPicked}
            tabIndex={onOpen ? -1 : tabIndex}
            onClick={(event) => onPick(place, event.shiftKey)}
          />
        </td>
      )}
      {lead && (
        <th scope="row" class={typeof lead.value === "number" ? "numeric" : ""}>
          {onOpen ? (
            <button class="plain" title={openLabel(lead.shown)} tabIndex={tabIndex} onClick={() => onOpen(row)}>{lead.shown}</button>
          ) : (
            lead.shown
          )}
        </th>
      )}
      {others.map(({ key, value, shown }) => <td key={key} class={typeof value === "number" ? "numeric" : ""}>{shown}</td>)}
    </tr>
  );
}

/** A cell as it is shown. */
export function shown(column: TableColumn, row: number): string {
  const value = column.value(row);
  return column.show ? column.show(value as never) : String(value);
}

/** Whether a column holds figures. */
export function isNumeric(column: TableColumn, rows: Uint32Array): boolean {
  return rows.length > 0 && typeof column.value(rows[0]!) === "number";
}
