/**
 * What Stripe sends: believed only with a valid signature over the raw body, passed on once, and only as a hint. Events
 * come twice, late, out of order and in the API version of their endpoint, so no more than ids is taken from them.
 */
import { readText } from './body.js';
import type { Message } from './events.js';
import { isObject } from './input.js';
import type { Memory } from './memory.js';
import type { Config } from './options.js';
import { isId, Refusal } from './problems.js';
import { idOf, type Json } from './stripe.js';

/** Seconds that a signed delivery may be old (Stripe's own default). */
const TOLERANCE = 300;

/** Answers `POST /webhook`: 400 where the signature does not hold, else 200, whatever the event is about. */
export async function receiveWebhook(request: Request, config: Config, memory: Memory): Promise<Response> {
  const event = await verified(request, config);
  const message = messageOf(event);
  if (message && isOurMode(event, config, memory)) await passOnOnce(message, config, memory);
  return Response.json({ received: true });
}

/**
 * The event, if one of the secrets signed these very bytes lately. The SDK checks the signature and no more, since it
 * refuses kinds of events that are none of ours, and Stripe would then send them for days.
 */
async function verified(request: Request, config: Config): Promise<Json> {
  if (config.webhookSecrets.length === 0)
    throw new Refusal(404, 'webhook_not_configured', 'There is no webhook here.');
  const body = await readText(request);
  const header = request.headers.get('stripe-signature') ?? '';
  const checks = config.webhookSecrets.map((secret) => isSigned(body, header, secret, config));
  if (!(await Promise.all(checks)).includes(true))
    throw new Refusal(400, 'signature_invalid', SIGNATURE_INVALID);
  const event = parsed(body);
  if (!isObject(event)) throw new Refusal(400, 'json_invalid', 'The body is not a JSON object.');
  return event;
}

const SIGNATURE_INVALID =
  'The signature does not fit this body, or is too old. Give `webhookSecret` the secret of this endpoint, and the ' +
  'handler the body as it came, before any parser.';

async function isSigned(body: string, header: string, secret: string, config: Config): Promise<boolean> {
  const { stripe, now } = config;
  try {
    await stripe.webhooks.signature?.verifyHeaderAsync(
      body, header, secret, TOLERANCE, undefined, now() * 1000,
    ); // prettier-ignore
    return stripe.webhooks.signature !== null;
  } catch {
    return false;
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Noted before it is passed on, as its twin may come meanwhile; Stripe sends it again where that fails. */
async function passOnOnce(message: Message, { bus }: Config, { events }: Memory): Promise<void> {
  const passing = events.get(message.id) ?? Promise.resolve(message).then((it) => bus.publish(it));
  events.set(message.id, passing);
  try {
    await passing;
  } catch (error) {
    events.delete(message.id);
    throw error;
  }
}

/** A test event must not stir the pages of a live backend; where the mode is not known, each passes. */
function isOurMode(event: Json, config: Config, memory: Memory): boolean {
  const livemode = config.livemode ?? memory.livemode.get('');
  return livemode === undefined || event['livemode'] === livemode;
}

/**
 * Which invoice an event is about; null for all others. In every version an invoice is told as itself, and what belongs
 * to one (a payment, a credit note, before 2025 a charge or payment intent) names it in `invoice`.
 */
function messageOf(event: Json): Message | null {
  const object = (event['data'] as { object?: unknown } | null | undefined)?.object;
  if (!isObject(object)) return null;
  const invoice = object['object'] === 'invoice' ? idOf(object) : idOf(object['invoice']);
  const { id, type, created, account } = event;
  if (!invoice || !isId(invoice) || typeof id !== 'string' || !isId(id) || typeof type !== 'string')
    return null;
  return {
    id,
    type,
    invoice,
    created: typeof created === 'number' ? created : 0,
    customer: idOf(object['customer']),
    account: typeof account === 'string' ? account : null,
  };
}
