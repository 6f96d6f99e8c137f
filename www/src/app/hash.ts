/** Addresses and settings as text and back. */

export interface Address {
  view: string;
  query: Record<string, string>;
}

export function parse(hash: string): Address {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  return { view: path || "overview", query: Object.fromEntries(new URLSearchParams(query)) };
}

export function print({ view, query }: Address): string {
  // Commas, colons and bars are harmless after "#" and far easier to read.
  const text = new URLSearchParams(query).toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%7C", "|");
  return `#/${view}${text && `?${text}`}`;
}

/** A value as text: lists by commas, strings bare unless they would read as something else. */
export function encode(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item === "number" || plain(item))) return value.join(",");
  return plain(value) ? value : JSON.stringify(value);
}

/** The value of a text, of the same kind as the default where there is one. */
export function decode(text: string, like: unknown): unknown {
  const value = read(text);
  if (!Array.isArray(like) || Array.isArray(value)) return value;
  return text === "" ? [] : text.split(",").map(read);
}

function plain(value: unknown): value is string {
  return typeof value === "string" && !value.includes(",") && read(value) === value;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
