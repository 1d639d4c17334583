/**
 * One write at a time on each invoice. Stripe locks an object while it is written and refuses who comes meanwhile
 * (429 `lock_timeout`), so two people's writes wait for each other here instead.
 *
 * A turn is a courtesy and no lock to build on: it ends by itself, and where turns cannot be had the write goes ahead.
 */

/** Gives out turns. In one process by default; a store that several processes share may implement it as well. */
export interface InvoiceTurns {
  /**
   * Resolves with the turn on this invoice (`acct_…/in_…`, or `/in_…` on the key's own account); null where it did not
   * come up within `timeout` milliseconds or before `signal`. A turn that nobody ends is over after `timeout` as well.
   */
  take(invoice: string, wait: { timeout: number; signal: AbortSignal }): Promise<Turn | null>;
}

export interface Turn {
  /** Somebody else wrote meanwhile, so what was read before is read again. */
  waited: boolean;
  done(): void | Promise<void>;
}

/** Turns for one process, in the order of asking. */
export function createLocalTurns(): InvoiceTurns {
  /** What the next one has to wait for, by invoice. */
  const last = new Map<string, Promise<void>>();
  return {
    async take(invoice, { timeout, signal }) {
      const before = last.get(invoice);
      let end = (): void => {};
      const ended = new Promise<void>((resolve) => (end = resolve));
      const all = before ? before.then(() => ended) : ended;
      last.set(invoice, all);
      void all.then(() => last.get(invoice) === all && last.delete(invoice));
      if (before && !(await endsWithin(before, timeout, signal))) {
        end();
        return null;
      }
      const expiry = setTimeout(end, timeout);
      const done = (): void => {
        clearTimeout(expiry);
        end();
      };
      return { waited: before !== undefined, done };
    },
  };
}

function endsWithin(promise: Promise<void>, milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (ended: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve(ended);
    };
    const giveUp = (): void => settle(false);
    const timer = setTimeout(giveUp, milliseconds);
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
    void promise.then(() => settle(true));
  });
}
