/**
 * The customers' ids in one piece: UTF-8, one id after the other. A million
 * of them are two buffers, which can be handed to another thread at no cost.
 */
export interface PackedIds {
  readonly bytes: Uint8Array;
  /** Where each id begins in `bytes`; one more at last, where the last one ends. */
  readonly offsets: Uint32Array;
}

/** Puts ids into one piece. */
export function pack(ids: readonly string[]): PackedIds {
  const offsets = new Uint32Array(ids.length + 1);
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(16 * ids.length + 64);
  let end = 0;
  for (const [place, id] of ids.entries()) {
    // A UTF-16 unit takes at most three bytes.
    if (end + 3 * id.length > bytes.length) {
      bytes = grown(bytes, 2 * bytes.length + 3 * id.length);
    }
    end += encoder.encodeInto(id, bytes.subarray(end)).written;
    offsets[place + 1] = end;
  }
  return { bytes: bytes.slice(0, end), offsets };
}

/**
 * Whether the ids are still there: buffers that were handed to another thread
 * are empty here, and refuse methods such as `at`.
 */
export const isWhole = ({ bytes, offsets }: PackedIds): boolean => offsets[offsets.length - 1] === bytes.length;

/** The ids one by one. */
export function unpack({ bytes, offsets }: PackedIds): string[] {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return Array.from({ length: offsets.length - 1 }, (_, place) => decoder.decode(bytes.subarray(offsets[place], offsets[place + 1])));
}

function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}
