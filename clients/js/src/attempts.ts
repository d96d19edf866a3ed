import { backOff } from "./back-off.js";
import { RollcallError } from "./errors.js";
import type { Platform } from "./platform.js";

const ATTEMPTS = 4;

/** Nobody is kept waiting longer than this for one attempt, in milliseconds. */
const LONGEST_WAIT = 30_000;

/**
 * Repeats a call while Rollcall is unavailable, a few times. After that, it fails at once for as long as it would wait.
 */
export class Attempts {
  readonly #platform: Platform;
  #unavailable: { until: number; error: RollcallError } | undefined;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** @param instead is told the wait before the next attempt, and may return something that makes it unnecessary */
  async run<T>(call: () => Promise<T>, instead: (wait: number) => T | undefined): Promise<T> {
    for (let failures = 0; ; failures++) {
      const unavailable = this.#unavailable;
      if (unavailable && this.#platform.now() < unavailable.until) {
        throw unavailable.error;
      }
      try {
        return await call();
      } catch (failure) {
        if (!(failure instanceof RollcallError && failure.temporary)) {
          throw failure;
        }
        const wait = backOff(failures, failure.details.retryAfter, this.#platform.random());
        const substitute = instead(wait);
        if (substitute !== undefined) {
          return substitute;
        }
        if (failures + 1 === ATTEMPTS || wait > LONGEST_WAIT) {
          this.#unavailable = { until: this.#platform.now() + wait, error: failure };
          throw failure;
        }
        await this.#platform.wait(wait);
      }
    }
  }

  /** Rollcall has answered. */
  succeeded(): void {
    this.#unavailable = undefined;
  }
}
