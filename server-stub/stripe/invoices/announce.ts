/**
 * Telling of a new draft, and who has heard of it. A draft that Stripe finalizes in its own time waits until every
 * endpoint that listens to `invoice.created` has answered 2xx, and an hour from then, but at most 72 hours in all.
 */
import { emit } from '../core/events.js';
import { listeners } from '../core/webhooks.js';
import type { Context, InvoiceRecord, World } from '../core/world.js';
import type { Invoice, StripeEvent } from '../objects.js';
import { renderInvoice } from './render.js';

/** Recorded: without endpoints a draft that advances by itself finalizes an hour and a second after its creation. */
export const GRACE = 3600;
const LONGEST_WAIT = 72 * 3600;
const CREATED = 'invoice.created';

/** Emits `invoice.created`; where nobody listens the webhooks count as delivered at once. */
export function announceDraft(context: Context, record: InvoiceRecord): void {
  if (listeners(context.world, CREATED).length > 0) record.invoice.webhooks_delivered_at = null;
  emit(context, CREATED, renderInvoice(context, record));
}

/** All endpoints have answered an event: of a new invoice this is kept, and told by no event. */
export function noteDelivered(world: World, event: StripeEvent, at: number): void {
  const record = announced(world, event);
  if (!record) return;
  world.unheard.delete(record.id);
  record.invoice.webhooks_delivered_at ??= at;
}

/** An endpoint has not taken an event, or not yet. Until then a delivery under way counts as one that will be taken. */
export function noteHeldUp(world: World, event: StripeEvent): void {
  const record = announced(world, event);
  if (record) world.unheard.add(record.id);
}

function announced(world: World, { type, data }: StripeEvent): InvoiceRecord | undefined {
  return type === CREATED ? world.invoices.get(String(data.object['id'])) : undefined;
}

/** The moment that Stripe itself chooses for a draft which advances (Unix seconds). */
export function ownTime({ created }: Invoice): number {
  return created + GRACE + 1;
}

/**
 * When a draft finalizes by itself, or null. A time set by hand is not delayed (one that is Stripe's own to the second
 * cannot be told from it).
 */
export function finalizesAt(world: World, invoice: Invoice): number | null {
  const { automatically_finalizes_at: at, created, webhooks_delivered_at: delivered } = invoice;
  if (at === null || at !== ownTime(invoice)) return at;
  if (delivered === null) return world.unheard.has(invoice.id) ? created + LONGEST_WAIT : at;
  return Math.min(Math.max(at, delivered + GRACE + 1), created + LONGEST_WAIT);
}
