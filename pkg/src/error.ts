/** Where in a file something is wrong; what is not known is `null`. */
export interface Place {
  readonly file: string | null;
  /** The line of the file, counted from 1, header included. */
  readonly row: number | null;
  readonly column: string | null;
  readonly byte: number | null;
}

const NOWHERE: Place = { file: null, row: null, column: null, byte: null };

/** Whatever cannot be done: a stable kind, a place, and a sentence that says the way out. */
export class RegularsError extends Error {
  /** A stable name, as `empty_file`, `bad_parameter`, `cancelled`. */
  readonly kind: string;
  readonly place: Place;
  /** The message in Chinese; `message` is in English. */
  readonly zh: string;

  constructor(kind: string, en: string, zh: string, place: Place = NOWHERE, options?: ErrorOptions) {
    super(en, options);
    // Code that knows the platform's own way to cancel knows this one too.
    this.name = kind === "cancelled" ? "AbortError" : "RegularsError";
    this.kind = kind;
    this.place = place;
    this.zh = zh;
  }

  /** The error of work that its signal cancelled. */
  static cancelled(signal: AbortSignal): RegularsError {
    return new RegularsError("cancelled", "The work was cancelled.", "操作已取消。", NOWHERE, { cause: signal.reason });
  }

  /** Whatever was thrown by the engine, as an error of this class; anything else stays what it is. */
  static from(thrown: unknown): unknown {
    if (thrown instanceof WebAssembly.RuntimeError) {
      return new RegularsError(
        "crashed",
        "The engine stopped, through a fault of its own or for lack of memory. Nothing was changed in your file. Start it anew and try a smaller file or other settings.",
        "计算引擎因自身故障或内存不足而停止，您的文件没有任何改动。请重新启动，并尝试较小的文件或其他设置。",
        NOWHERE,
        { cause: thrown },
      );
    }
    if (isThrown(thrown)) {
      return new RegularsError(thrown.kind, thrown.en, thrown.zh, thrown.place);
    }
    return thrown;
  }
}

interface Thrown {
  kind: string;
  place: Place;
  en: string;
  zh: string;
}

function isThrown(value: unknown): value is Thrown {
  return typeof value === "object" && value !== null && !(value instanceof Error) && "kind" in value && "en" in value && "zh" in value;
}
