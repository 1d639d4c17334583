/**
 * How fast many requests go out: evenly, under the rate that Stripe allows, slower after each refusal for speed and
 * slowly faster again (additive increase, multiplicative decrease, as TCP finds the rate of a line).
 */
import { sleep as wait } from './timing.js';

export interface Pace {
  /**
   * Requests per second to begin with, and at most. 20 unless given: Stripe allows 25 of a kind in test mode, and others
   * may ask too.
   */
  rate?: number;
}

interface Clock {
  /** Milliseconds on a monotonic clock. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

const RATE = 20;
const CLOCK: Clock = { now: () => performance.now(), sleep: wait };
/** Requests per second that remain however often it is refused. */
const SLOWEST = 1;
/** After a refusal the rate is this part of what it was. */
const DECREASE = 0.6;
/** Refusals within so many milliseconds are one: those requests were on their way together. */
const TOGETHER = 1_000;
/** Requests per second that are added each second without a refusal. */
const INCREASE = 1;

export class Pacer {
  readonly #most: number;
  readonly #clock: Clock;
  #rate: number;
  /** When the next request may go out. */
  #next = 0;
  #slowedAt = -Infinity;
  #raisedAt = 0;
  #paused: { promise: Promise<void>; resume: () => void } | null = null;

  constructor({ rate = RATE }: Pace = {}, clock: Clock = CLOCK) {
    this.#most = Math.max(SLOWEST, rate);
    this.#rate = this.#most;
    this.#clock = clock;
    this.#raisedAt = clock.now();
  }

  /** Requests per second where nothing is refused. */
  get most(): number {
    return this.#most;
  }

  /** Requests per second now. */
  get rate(): number {
    return this.#rate;
  }

  get paused(): boolean {
    return this.#paused !== null;
  }

  pause(): void {
    if (this.#paused) return;
    let resume = (): void => undefined;
    const promise = new Promise<void>((done) => (resume = done));
    this.#paused = { promise, resume };
  }

  resume(): void {
    const paused = this.#paused;
    this.#paused = null;
    paused?.resume();
  }

  /** Resolves when the next request may go out. Rejects with the signal's reason once that is aborted. */
  async turn(signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      if (this.#paused) await untilResumed(this.#paused.promise, signal);
      const now = this.#clock.now();
      this.#raise(now);
      const at = Math.max(now, this.#next);
      this.#next = at + 1000 / this.#rate;
      if (at > now) await this.#clock.sleep(at - now, signal);
      // Paused while it waited: its place is lost, and asked for again.
      if (!this.#paused) return;
    }
  }

  /** A request was refused for speed. */
  slower(retryAfter = 0): void {
    const now = this.#clock.now();
    this.#next = Math.max(this.#next, now + retryAfter);
    if (now - this.#slowedAt < TOGETHER) return;
    this.#slowedAt = now;
    this.#raisedAt = now;
    this.#rate = Math.max(SLOWEST, this.#rate * DECREASE);
  }

  #raise(now: number): void {
    const seconds = Math.floor((now - this.#raisedAt) / 1000);
    if (seconds <= 0) return;
    this.#raisedAt += seconds * 1000;
    this.#rate = Math.min(this.#most, this.#rate + seconds * INCREASE);
  }
}

function untilResumed(resumed: Promise<void>, signal?: AbortSignal): Promise<void> {
  if (!signal) return resumed;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    void resumed.then(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
  });
}
