import { RegularsError } from "./error.js";

/** The longest that work goes on without letting others in, in milliseconds. */
const STRETCH = 30;

/** Keeps long work from holding up the page, and lets a signal cancel it. */
export class Pace {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    this.check();
  }

  /** Whether it is time to rest. */
  get due(): boolean {
    return performance.now() - this.#since >= STRETCH;
  }

  /** Throws when the work was cancelled. */
  check(): void {
    if (this.#signal?.aborted) {
      throw RegularsError.cancelled(this.#signal);
    }
  }

  /** Lets everything else that waits have its turn. */
  async rest(): Promise<void> {
    await turn();
    this.check();
    this.#since = performance.now();
  }

  /** Waits for something unless the work is cancelled before. */
  async wait<T>(promise: Promise<T>): Promise<T> {
    const signal = this.#signal;
    if (!signal) {
      return promise;
    }
    const settled = new AbortController();
    const cancelled = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(RegularsError.cancelled(signal)), { once: true, signal: settled.signal });
    });
    try {
      return await Promise.race([promise, cancelled]);
    } finally {
      settled.abort();
      this.#since = performance.now();
    }
  }
}

/** One turn of the event loop, without the delay that timers have. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
