/** Anything a file can come from. */
export type Source =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | string
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>;

/** What is read of a `Blob` at a time. */
const READ = 8 << 20;

/** What the engine is given at a time: some milliseconds of work. */
const PIECE = 1 << 20;

/** The bytes of a source in pieces of a size that the engine takes in some milliseconds. */
export async function* pieces(source: Source): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks(source)) {
    for (let start = 0; start < chunk.length; start += PIECE) {
      yield chunk.subarray(start, start + PIECE);
    }
  }
}

/** The number of bytes of a source, where it is known before reading. */
export function sizeOf(source: Source): number | undefined {
  if (source instanceof Blob) {
    return source.size;
  }
  return source instanceof ArrayBuffer || ArrayBuffer.isView(source) ? source.byteLength : undefined;
}

/** The name of a source, where it has one. */
export function nameOf(source: Source): string {
  return typeof File !== "undefined" && source instanceof File ? source.name : "orders";
}

async function* chunks(source: Source): AsyncGenerator<Uint8Array, void> {
  if (typeof source === "string") {
    yield new TextEncoder().encode(source);
  } else if (source instanceof ArrayBuffer) {
    yield new Uint8Array(source);
  } else if (ArrayBuffer.isView(source)) {
    yield new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  } else if (source instanceof Blob) {
    for (let start = 0; start < source.size; start += READ) {
      yield new Uint8Array(await source.slice(start, start + READ).arrayBuffer());
    }
  } else if (source instanceof ReadableStream) {
    yield* read(source);
  } else if (typeof source === "object" && source !== null && (Symbol.asyncIterator in source || Symbol.iterator in source)) {
    yield* source;
  } else {
    throw new TypeError("A file can be opened from a Blob, bytes, a string, a stream or an iterable of bytes.");
  }
}

/** Not every browser can iterate over a stream. */
async function* read(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      yield next.value;
    }
  } finally {
    await reader.cancel();
  }
}
