/** The ids of all customers, kept as bytes: a million of them cost no string before one is looked at. */
import type { PackedIds } from "regulars/core";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** So many ids are made into text at one go. */
const NEAR = 32;

/** Each byte with Latin capitals as small letters; bytes of other letters stay as they are. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte));

/** A list of ids, each made into text when it is asked for. */
export class Ids {
  readonly length: number;
  readonly #bytes: Uint8Array;
  readonly #offsets: Uint32Array;
  /** The first of the places that were made into one text, where it begins, and the text. */
  #near = -1;
  #begin = 0;
  #text: string | undefined;

  constructor({ bytes, offsets }: PackedIds) {
    this.length = offsets.length - 1;
    this.#bytes = bytes;
    this.#offsets = offsets;
  }

  /** The id at a place of the list. */
  at(place: number): string {
    const [from, to] = [this.#offsets[place]!, this.#offsets[place + 1]!];
    const near = place - (place % NEAR);
    if (this.#near !== near) this.#lookNear(near);
    return this.#text === undefined ? decoder.decode(this.#bytes.subarray(from, to)) : this.#text.slice(from - this.#begin, to - this.#begin);
  }

  /** Makes text of a place's neighbours at one go, for lists are mostly walked through. */
  #lookNear(near: number): void {
    this.#near = near;
    this.#begin = this.#offsets[near]!;
    const bytes = this.#bytes.subarray(this.#begin, this.#offsets[Math.min(near + NEAR, this.length)]);
    const text = decoder.decode(bytes);
    // Only where every letter is one byte do the offsets hold for the text too.
    this.#text = text.length === bytes.length ? text : undefined;
  }

  /** The place of an id; -1 where it is not in the list. */
  indexOf(id: string): number {
    const wanted = encoder.encode(id);
    for (let place = 0; place < this.length; place += 1) {
      const from = this.#offsets[place]!;
      if (this.#offsets[place + 1]! - from === wanted.length && this.#isAt(from, wanted)) return place;
    }
    return -1;
  }

  /** Tells of a place whether its id contains a text, in whatever case. */
  containing(text: string): (place: number) => boolean {
    const small = text.toLowerCase();
    // Only letters beyond the Latin ones of ASCII that have a case are worth making every id into text.
    const bare = small.replace(/[\0-\x7f]/g, "");
    if (bare !== bare.toUpperCase()) return (place) => this.at(place).toLowerCase().includes(small);
    const wanted = encoder.encode(small);
    return (place) => this.#holds(place, wanted);
  }

  #isAt(from: number, wanted: Uint8Array): boolean {
    for (let step = 0; step < wanted.length; step += 1) {
      if (this.#bytes[from + step] !== wanted[step]) return false;
    }
    return true;
  }

  /** Whether the bytes of an id, folded, hold these folded bytes. */
  #holds(place: number, wanted: Uint8Array): boolean {
    const bytes = this.#bytes;
    const last = this.#offsets[place + 1]! - wanted.length;
    for (let from = this.#offsets[place]!; from <= last; from += 1) {
      let step = 0;
      while (step < wanted.length && FOLDED[bytes[from + step]!] === wanted[step]) step += 1;
      if (step === wanted.length) return true;
    }
    return false;
  }
}
