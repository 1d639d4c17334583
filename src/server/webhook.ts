/**
 * What Stripe sends: believed only with a valid signature over the raw body, passed on once, and only as a hint. Events
 * come twice, late, out of order and in the API version of their endpoint, so no more than ids is taken from them.
 */
import { readText } from './body.js';
import type { Message } from './events.js';
import type { Memory } from './memory.js';
import type { Config } from './options.js';
import { Refusal } from './problems.js';
import { idOf, type Json } from './stripe.js';

/** Seconds that a signed delivery may be old (Stripe's own default). */
const TOLERANCE = 300;

/** Answers `POST /webhook`: 400 where the signature does not hold, else 200, whatever the event is about. */
export async function receiveWebhook(request: Request, config: Config, memory: Memory): Promise<Response> {
  const event = await verified(request, config);
  const message = messageOf(event);
  if (message && isOurMode(event, config)) await passOnOnce(message, config, memory);
  return Response.json({ received: true });
}

async function verified(request: Request, config: Config): Promise<Json> {
  const { stripe, webhookSecrets, now } = config;
  if (webhookSecrets.length === 0)
    throw new Refusal(404, 'webhook_not_configured', 'There is no webhook here.');
  const body = await readText(request);
  const signature = request.headers.get('stripe-signature') ?? '';
  for (const secret of webhookSecrets) {
    try {
      const event = await stripe.webhooks.constructEventAsync(
        body, signature, secret, TOLERANCE, undefined, now() * 1000,
      ); // prettier-ignore
      return event as unknown as Json;
    } catch {
      // Perhaps it was signed with another one of the secrets.
    }
  }
  throw new Refusal(400, 'signature_invalid', 'The signature does not fit this body, or is too old.');
}

/** Noted before it is passed on, as its twin may come meanwhile; Stripe sends it again where that fails. */
async function passOnOnce(message: Message, { bus }: Config, { events }: Memory): Promise<void> {
  if (events.get(message.id)) return;
  events.set(message.id, true);
  try {
    await bus.publish(message);
  } catch (error) {
    events.delete(message.id);
    throw error;
  }
}

/** A test event must not stir the pages of a live backend; where the mode is not known, each passes. */
const isOurMode = (event: Json, { livemode }: Config): boolean =>
  livemode === undefined || event['livemode'] === livemode;

/** Which invoice an event is about; null for all others. */
function messageOf(event: Json): Message | null {
  const object = (event['data'] as { object?: Json } | undefined)?.object;
  const invoice = object?.['object'] === 'invoice' ? idOf(object) : idOf(object?.['invoice']);
  if (!object || !invoice || typeof event['id'] !== 'string' || typeof event['type'] !== 'string')
    return null;
  return {
    id: event['id'],
    type: event['type'],
    invoice,
    created: typeof event['created'] === 'number' ? event['created'] : 0,
    customer: idOf(object['customer']),
    account: typeof event['account'] === 'string' ? event['account'] : null,
  };
}
