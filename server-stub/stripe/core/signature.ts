/** Signed deliveries, as Stripe signs them in test mode: `t=…,v1=…,v0=…`, of which `v0` is a fake for whoever checks any. */
import type { Endpoint } from './webhooks.js';

/** The delivery of a body; `secret` is the endpoint's, or another one for a forgery. */
export async function signedRequest(
  { wire: { url } }: Endpoint,
  body: string,
  secret: string,
  timestamp: number,
): Promise<Request> {
  const signed = `${timestamp}.${body}`;
  const [v1, v0] = await Promise.all([hmac(secret, signed), hmac('fake', signed)]);
  return new Request(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Stripe-Signature': `t=${timestamp},v1=${v1},v0=${v0}`,
      'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    },
    body,
    // A redirect is no success, and is not followed.
    redirect: 'manual',
  });
}

/** HMAC-SHA256 in hexadecimal. */
async function hmac(secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
