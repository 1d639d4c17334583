/** Which link there is to offer, or why there is none. Links are looked at before they are shown, and read anew before they are used. */
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import { hostOf, isTrusted } from './links.js';

export type LinkKind = 'hosted_invoice_url' | 'invoice_pdf';

/** There is a link, or the reason why there is none. */
export type Link =
  | { url: string }
  | { why: 'gone' | 'draft' | 'forbidden' | 'missing' }
  /** It leads to a host that nobody vouches for. */
  | { why: 'untrusted'; host: string };

/** Null while it is not known yet which hosts are the backend's own, and whose links this person may have. */
export function linkOf(invoice: Invoice, kind: LinkKind, store: InvoiceStore | null): Link | null {
  if (invoice.deleted) return { why: 'gone' };
  if (invoice.status === 'draft') return { why: 'draft' };
  const session = store?.peekSession();
  if (session && !session.actions.includes('link')) return { why: 'forbidden' };
  const url = invoice[kind];
  if (url && isTrusted(url, session?.link_hosts ?? [], location.origin)) return { url };
  if (store && !session) return null;
  return url ? { why: 'untrusted', host: hostOf(url) } : { why: 'missing' };
}

/** Reads the invoice anew and gives its link; without a backend, what the page has given. */
export async function readLink(
  { store, invoice }: { store: InvoiceStore | null; invoice: Invoice | null },
  id: string,
  kind: LinkKind,
): Promise<Link> {
  if (!store || !id) return (invoice && linkOf(invoice, kind, null)) ?? { why: 'missing' };
  const [fresh] = await Promise.all([store.adapter.retrieve(id), store.session()]);
  store.apply(fresh);
  return linkOf(fresh, kind, store) ?? { why: 'missing' };
}
