/** The way out to a bank's page and back: what the address tells then, and the address without it. */

/** Of our own, so that of several elements on a page the right one takes the return. */
const OURS = 'invoice_payment';
const STRIPES = ['payment_intent', 'payment_intent_client_secret', 'redirect_status'];
/** After the invoice's id: it was a part, by an intent that is yet to be attached. */
const PART = '.part';

export interface Return {
  intent: string;
  secret: string;
  /** The invoice that the payment was for; null where the address does not say. */
  invoice: string | null;
  part: boolean;
}

/** What an address tells of a payment; null where it is no return. */
export function readReturn(address: string): Return | null {
  const { searchParams } = new URL(address);
  const intent = searchParams.get('payment_intent');
  const secret = searchParams.get('payment_intent_client_secret');
  if (!intent || !secret?.startsWith(`${intent}_secret_`) || !searchParams.has('redirect_status'))
    return null;
  const ours = searchParams.get(OURS);
  const part = ours?.endsWith(PART) ?? false;
  return { intent, secret, invoice: ours && part ? ours.slice(0, -PART.length) : ours, part };
}

/** The address without what tells of a payment. */
export function withoutReturn(address: string): string {
  const url = new URL(address);
  for (const name of [...STRIPES, OURS]) url.searchParams.delete(name);
  return url.href;
}

/** Where a bank is to send the person: the page's own choice or its address as it is, marked with what was paid. */
export function returnAddress(
  chosen: string,
  page: string,
  { id, part }: { id: string; part: boolean },
): string {
  const wanted = chosen && URL.canParse(chosen, page) ? new URL(chosen, page).href : page;
  const url = new URL(withoutReturn(wanted));
  url.searchParams.set(OURS, part ? id + PART : id);
  return url.href;
}
