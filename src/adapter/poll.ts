/** Asking again and again, where no live line is to be had: one poll for all listeners of an adapter. */
import { pauseAfter, sleep, untilOnline } from './timing.js';

/** Milliseconds. */
export interface PollPolicy {
  /** The shortest pause, after the person has done something; it doubles each time. */
  baseDelay: number;
  /** The longest pause while the page is looked at. */
  maxDelay: number;
  /** The longest pause while the page is hidden. */
  hiddenDelay: number;
  /** After so much waiting the live line is tried again. */
  streamAgain: number;
}

export const DEFAULT_POLL: PollPolicy = {
  baseDelay: 5_000,
  maxDelay: 60_000,
  hiddenDelay: 300_000,
  streamAgain: 300_000,
};

const isHidden = (): boolean => globalThis.document?.visibilityState === 'hidden';

export class Poll {
  readonly #policy: PollPolicy;
  readonly #tick: () => void;
  /** Pauses since something was done; each is longer than the one before. */
  #idle = 1;
  #nap?: AbortController;

  constructor(policy: PollPolicy, tick: () => void) {
    this.#policy = policy;
    this.#tick = tick;
  }

  /** Something was done, so that more may happen soon: a long pause becomes a short one. */
  hurry(): void {
    if (this.#idle === 1) return;
    this.#idle = 1;
    this.#nap?.abort();
  }

  /** Ticks until the signal is aborted, or it is time to try the live line again. */
  async run(signal: AbortSignal): Promise<void> {
    let seen = false;
    const look = (): void => {
      if (isHidden()) return;
      seen = true;
      this.#idle = 1;
      this.#nap?.abort();
    };
    globalThis.document?.addEventListener('visibilitychange', look);
    try {
      for (let waited = 0; waited < this.#policy.streamAgain;) {
        const pause = this.#pause();
        const over = await this.#sleep(pause, signal);
        waited += pause;
        await untilOnline(signal);
        if (!over && !seen) continue;
        if (!seen) this.#idle++;
        seen = false;
        this.#tick();
      }
    } catch {
      // Nobody listens any more.
    } finally {
      globalThis.document?.removeEventListener('visibilitychange', look);
    }
  }

  #pause(): number {
    const { baseDelay, maxDelay, hiddenDelay } = this.#policy;
    return pauseAfter(this.#idle, { attempts: 0, baseDelay, maxDelay: isHidden() ? hiddenDelay : maxDelay });
  }

  /** Whether it slept to the end; rejects where the signal was aborted. */
  async #sleep(ms: number, signal: AbortSignal): Promise<boolean> {
    const nap = (this.#nap = new AbortController());
    const wake = (): void => nap.abort();
    signal.addEventListener('abort', wake);
    try {
      signal.throwIfAborted();
      return await sleep(ms, nap.signal).then(
        () => true,
        () => false,
      );
    } finally {
      signal.removeEventListener('abort', wake);
      signal.throwIfAborted();
    }
  }
}
