/** Waiting for the backend to show what Stripe has done: the webhook takes a moment, and may not come at all. */
import type { RetryPolicy } from '../../adapter/adapter.js';
import type { InvoiceStore } from '../../adapter/store.js';
import { pauseAfter, sleep } from '../../adapter/timing.js';
import type { Invoice } from '../../invoice/types.js';

/** Reads all together; with the usual pauses that is about two minutes. */
const READS = 20;

/**
 * Reads the invoice, again and again with longer pauses, until it is as expected, and goes by the live copy meanwhile. Null
 * where it has not become so; whoever watches the live copy may still hear of it.
 */
export async function untilInvoice(
  store: InvoiceStore,
  id: string,
  holds: (invoice: Invoice) => boolean,
  policy: RetryPolicy,
): Promise<Invoice | null> {
  const over = new AbortController();
  const stop = store.watch(id, (live) => {
    if (live.status === 'loaded' && holds(live.invoice)) over.abort();
  });
  try {
    for (let read = 1; read <= READS; read++) {
      const now = await store.refresh(id).catch(() => null);
      if (now && holds(now)) return now;
      await sleep(pauseAfter(read, policy), over.signal).catch(() => undefined);
      const live = store.peek(id);
      if (live.status === 'loaded' && holds(live.invoice)) return live.invoice;
    }
    return null;
  } finally {
    stop();
  }
}
