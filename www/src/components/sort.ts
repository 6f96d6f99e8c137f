/**
 * Orders of many rows. All are stable, and all yield often enough to be done in slices.
 *
 * Whatever can be made into numbers is ordered by them, byte by byte, in time
 * that grows with the rows only. Texts are made into numbers when few of them
 * differ, and when they are a name and a number, as ids mostly are; other
 * texts are compared one with the other.
 */
import { STRIDE, type Work } from "../app/sliced.ts";

/** So many texts are put in order at one go. */
const FEW = 500;

/** Chinese names stand by their sound, wherever the browser comes from. */
const names = new Intl.Collator(["zh", "en"], { numeric: true });
const letters = new Intl.Collator(["zh", "en"], { numeric: true, sensitivity: "base" });

/** Rows by a number each; `NaN` stands last either way. */
export function* byNumber(rows: Uint32Array, value: (row: number) => number, falling: boolean): Work<Uint32Array> {
  const keys = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    // Nothing is nothing, whatever its sign.
    keys[place] = value(rows[place]!) + 0;
    if (place % STRIDE === 0) yield;
  }
  return yield* rowsAt(rows, yield* radix(yield* fromFirst(rows.length), keys, falling));
}

/** Rows by a text each, as people order names: by number where there are numbers, in whatever case. */
export function* byText(rows: Uint32Array, value: (row: number) => string, falling: boolean): Work<Uint32Array> {
  const textAt = (place: number) => value(rows[place]!);
  const start = yield* fromFirst(rows.length);
  const keys = (yield* fewTexts(rows.length, textAt)) ?? (yield* namesWithNumbers(rows.length, textAt));
  if (!keys) return yield* rowsAt(rows, yield* merged(start, yield* textsOf(rows.length, textAt), falling));
  let order = start;
  for (const key of keys) order = yield* radix(order, key, falling);
  return yield* rowsAt(rows, order);
}

/** The text at a place. It is asked again rather than kept: a million texts are much to keep. */
type TextAt = (place: number) => string;

/** Keys of texts of which few differ. */
function* fewTexts(length: number, textAt: TextAt): Work<Float64Array[] | undefined> {
  const groups = yield* grouped(length, textAt);
  return groups && [yield* spread(groups, ranks(groups.names, names))];
}

/** Figures besides the nought that stands for a number: they are a number to the collator too. */
const OTHER_FIGURES = /\p{Nd}.|[^0\P{Nd}]$/su;

/** The most figures with which every number is exact as a float. */
const EXACT = 15;

/**
 * Keys of texts such as "C-1042", of which few differ in their names; the last key counts most.
 *
 * Letters count before case and accents, and numbers are as good as letters,
 * so a number counts more than the case of the name before it.
 */
function* namesWithNumbers(length: number, textAt: TextAt): Work<Float64Array[] | undefined> {
  const numbers = new Float64Array(length);
  const groups = yield* grouped(length, (place) => {
    const text = textAt(place);
    const cut = text.length - figuresAtTheEnd(text);
    if (text.length - cut > EXACT) return undefined;
    numbers[place] = Number(text.slice(cut));
    // With any number after it, a name stands where the collator wants it to stand before numbers.
    return cut < text.length ? `${text.slice(0, cut)}0` : text;
  });
  if (!groups || groups.names.some((name) => OTHER_FIGURES.test(name))) return undefined;
  return [yield* spread(groups, ranks(groups.names, names)), numbers, yield* spread(groups, ranks(groups.names, letters))];
}

function figuresAtTheEnd(text: string): number {
  let many = 0;
  for (let place = text.length - 1; place >= 0; place -= 1) {
    const code = text.charCodeAt(place);
    if (code < 0x30 || code > 0x39) break;
    many += 1;
  }
  return many;
}

function* textsOf(length: number, textAt: TextAt): Work<string[]> {
  const texts: string[] = [];
  for (let place = 0; place < length; place += 1) {
    texts.push(textAt(place));
    if (place % STRIDE === 0) yield;
  }
  return texts;
}

interface Groups {
  names: string[];
  /** The group of each text, as a place among the names. */
  codes: Uint32Array;
}

/** Places by a name that they share; nothing when these are too many, or a place has none. */
function* grouped(length: number, nameAt: (place: number) => string | undefined): Work<Groups | undefined> {
  const codes = new Uint32Array(length);
  const known = new Map<string, number>();
  for (let place = 0; place < length; place += 1) {
    const name = nameAt(place);
    if (name === undefined) return undefined;
    let code = known.get(name);
    if (code === undefined) {
      if (known.size === FEW) return undefined;
      code = known.size;
      known.set(name, code);
    }
    codes[place] = code;
    if (place % STRIDE === 0) yield;
  }
  return { names: [...known.keys()], codes };
}

/** The rank of each name; those that a collator takes for the same share one. */
function ranks(texts: string[], collator: Intl.Collator): number[] {
  const order = texts.map((_, place) => place).sort((a, b) => collator.compare(texts[a]!, texts[b]!));
  const ranks: number[] = [];
  let rank = 0;
  order.forEach((place, step) => {
    if (step > 0 && collator.compare(texts[order[step - 1]!]!, texts[place]!) !== 0) rank += 1;
    ranks[place] = rank;
  });
  return ranks;
}

function* spread({ codes }: Groups, ranks: number[]): Work<Float64Array> {
  const keys = new Float64Array(codes.length);
  for (let place = 0; place < codes.length; place += 1) {
    keys[place] = ranks[codes[place]!]!;
    if (place % STRIDE === 0) yield;
  }
  return keys;
}

/** Places put in the order of their keys, from the least byte to the greatest. */
function* radix(places: Uint32Array, keys: Float64Array, falling: boolean): Work<Uint32Array> {
  const bytes = yield* comparable(keys, falling);
  const counts = Array.from({ length: 8 }, () => new Uint32Array(256));
  for (let place = 0; place < keys.length; place += 1) {
    for (let digit = 0; digit < 8; digit += 1) counts[digit]![bytes[8 * place + digit]!]! += 1;
    if (place % STRIDE === 0) yield;
  }
  let from = places;
  let to: Uint32Array = new Uint32Array(places.length);
  for (const [digit, count] of counts.entries()) {
    if (count.includes(keys.length)) continue;
    let next = 0;
    for (let value = 0; value < 256; value += 1) {
      const many = count[value]!;
      count[value] = next;
      next += many;
    }
    for (let step = 0; step < from.length; step += 1) {
      const place = from[step]!;
      const value = bytes[8 * place + digit]!;
      to[count[value]!] = place;
      count[value]! += 1;
      if (step % STRIDE === 0) yield;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Floats as eight bytes each, the least first, that are in order when the floats are. */
function* comparable(keys: Float64Array, falling: boolean): Work<Uint8Array> {
  const halves = new Uint32Array(keys.slice().buffer);
  const order = falling ? 0xffff_ffff : 0;
  for (let place = 0; place < keys.length; place += 1) {
    const low = 2 * place;
    const high = low + 1;
    // Of numbers below zero the greater has the smaller bits; of the others the sign bit has to be the greater one.
    const turned = halves[high]! >>> 31 === 1 ? 0xffff_ffff : 0;
    halves[low]! ^= turned ^ order;
    halves[high]! ^= (turned | 0x8000_0000) ^ order;
    if (Number.isNaN(keys[place])) halves[low] = halves[high] = 0xffff_ffff;
    if (place % STRIDE === 0) yield;
  }
  return new Uint8Array(halves.buffer);
}

/** Places put in the order of their texts, by merging ever longer runs. */
function* merged(places: Uint32Array, texts: string[], falling: boolean): Work<Uint32Array> {
  const sign = falling ? -1 : 1;
  const isAfter = (a: number, b: number) => sign * names.compare(texts[a]!, texts[b]!) > 0;
  let from = places;
  let to: Uint32Array = new Uint32Array(places.length);
  let compared = 0;
  for (let run = 1; run < from.length; run *= 2) {
    for (let begin = 0; begin < from.length; begin += 2 * run) {
      const middle = Math.min(begin + run, from.length);
      const end = Math.min(begin + 2 * run, from.length);
      let [left, right] = [begin, middle];
      // Two runs that are in order already are only copied.
      if (middle === end || !isAfter(from[middle - 1]!, from[middle]!)) {
        to.set(from.subarray(begin, end), begin);
        left = middle;
        right = end;
      }
      for (let step = left + right - middle; step < end; step += 1) {
        const takesRight = right < end && (left === middle || isAfter(from[left]!, from[right]!));
        to[step] = takesRight ? from[right]! : from[left]!;
        if (takesRight) right += 1;
        else left += 1;
        compared += 1;
        if (compared % 512 === 0) yield;
      }
      compared += 1;
      if (compared % 512 === 0) yield;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Places as they are, the first first. */
function* fromFirst(length: number): Work<Uint32Array> {
  const places = new Uint32Array(length);
  for (let place = 0; place < length; place += 1) {
    places[place] = place;
    if (place % STRIDE === 0) yield;
  }
  return places;
}

/** The rows that are at some places. */
function* rowsAt(rows: Uint32Array, places: Uint32Array): Work<Uint32Array> {
  const found = new Uint32Array(places.length);
  for (let place = 0; place < places.length; place += 1) {
    found[place] = rows[places[place]!]!;
    if (place % STRIDE === 0) yield;
  }
  return found;
}
