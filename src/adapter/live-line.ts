/** The one live line of an adapter: opened for the first listener, closed behind the last. */
import type { Change } from '../invoice/wire.js';
import { RESYNC } from './adapter.js';
import type { RetryPolicy } from './adapter.js';
import { callAll } from './listeners.js';
import type { Poll, PollPolicy } from './poll.js';
import type { FollowOptions } from './stream.js';
import type { Tabs } from './tabs.js';

export interface LiveLineOptions {
  open: FollowOptions['open'];
  /** What is heard of beside the line. */
  tabs: Tabs;
  retry: RetryPolicy;
  /** How to ask again where nothing comes over the line; false not to. */
  polling: Partial<PollPolicy> | false;
  /** Milliseconds without a first byte, after which the line counts as deaf. */
  deafAfter: number;
  /** Asking again would be in vain for now. */
  isPaused(): boolean;
}

export class LiveLine {
  readonly #options: LiveLineOptions;
  readonly #listeners = new Set<(change: Change) => void>();
  /** Ends the line. */
  #line?: AbortController;
  #poll?: Poll;
  #leaveTabs?: () => void;

  constructor(options: LiveLineOptions) {
    this.#options = options;
  }

  subscribe(listener: (change: Change) => void): () => void {
    const call = (change: Change): void => listener(change);
    this.#listeners.add(call);
    this.hurry();
    this.#open();
    this.#leaveTabs ??= this.#options.tabs.listen((change) => callAll(this.#listeners, change));
    return () => {
      this.#listeners.delete(call);
      if (this.#listeners.size) return;
      this.#line = void this.#line?.abort();
      this.#leaveTabs = void this.#leaveTabs?.();
    };
  }

  /** Something was done: where the line is only a poll, it looks again soon, and other tabs are told. */
  hurry(invoice?: string): void {
    this.#poll?.hurry();
    if (invoice) this.#options.tabs.tell(invoice);
  }

  /** Anything may have changed, and a line that was refused, or is just about to hear so, may be had now. */
  restart(): void {
    if (!this.#listeners.size) return;
    this.#line = void this.#line?.abort();
    this.#resync();
    this.#open();
  }

  #open(): void {
    if (!this.#line) void this.#follow((this.#line = new AbortController()));
  }

  async #follow(line: AbortController): Promise<void> {
    const { open, retry, polling, deafAfter, isPaused } = this.#options;
    try {
      const { followChanges, DEFAULT_POLL, Poll } = await import('./stream.js');
      const poll =
        polling === false
          ? undefined
          : new Poll({ ...DEFAULT_POLL, ...polling }, () => {
              if (!isPaused()) this.#resync();
            });
      this.#poll = poll;
      await followChanges({
        open,
        deliver: (change) => callAll(this.#listeners, change),
        retry,
        signal: line.signal,
        fallback: poll && { after: deafAfter, poll: (signal) => poll.run(signal) },
      });
    } catch {
      // The code could not be fetched: whoever reads learns that the line is down.
    } finally {
      // Refused for good: whoever subscribes next may try again.
      if (this.#line === line) this.#line = undefined;
    }
  }

  #resync(): void {
    callAll(this.#listeners, { type: RESYNC, invoice: '*', created: Math.floor(Date.now() / 1000) });
  }
}
