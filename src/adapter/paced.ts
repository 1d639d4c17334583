/** The calls that are made for one invoice of many, each in its turn. */
import { ownProblem, toProblem } from './adapter.js';
import type { InvoiceAdapter, InvoiceProblem } from './adapter.js';
import type { Pacer } from './pacer.js';

/** The code of what was not tried again, since the run had been stopped. */
export const STOPPED = 'run_stopped';

/** Calls of an adapter that ask Stripe to change something. */
const WRITES: ReadonlySet<string> = new Set<keyof InvoiceAdapter>([
  'finalize',
  'send',
  'void',
  'markUncollectible',
  'delete',
  'pay',
  'update',
]);

const stopped = (): InvoiceProblem =>
  ownProblem(STOPPED, 'The run was stopped before this was tried again.', { retryable: false });

/**
 * The same adapter for one invoice, each of whose calls waits for its turn. Once the run is stopped, nothing is begun any
 * more, which rejects with the signal's reason. What was begun is not tried again either, but may be looked at at once, so
 * that it can be told what has become of it.
 */
export function pacedAdapter(adapter: InvoiceAdapter, pacer: Pacer, signal?: AbortSignal): InvoiceAdapter {
  /** Something was sent that can't be called back. */
  let begun = false;
  const turn = async (writes: boolean): Promise<void> => {
    try {
      await pacer.turn(signal);
    } catch (reason) {
      if (!begun) throw reason;
      if (writes) throw stopped();
    }
  };
  const inTurn = async (call: () => Promise<unknown>, writes: boolean): Promise<unknown> => {
    for (;;) {
      await turn(writes);
      begun ||= writes;
      try {
        return await call();
      } catch (error) {
        const { status, retryAfter } = toProblem(error);
        if (status === 429) pacer.slower(retryAfter);
        // Nobody is signed in, and the run is held until somebody is. Nothing was done, so that it goes once more.
        if (status === 401 && pacer.paused && !signal?.aborted) continue;
        throw error;
      }
    }
  };
  return new Proxy(adapter, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function' || typeof name !== 'string') return value;
      const call = value.bind(target) as (...args: unknown[]) => Promise<unknown>;
      const writes = WRITES.has(name);
      if (!writes && name !== 'retrieve') return call;
      return (...args: unknown[]) => inTurn(() => call(...args), writes);
    },
  });
}
