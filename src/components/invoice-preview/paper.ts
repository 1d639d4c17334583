/** What stands on the paper: everything in words, nothing left to be worked out. */
import { numberFormat } from '../../invoice/intl.js';
import type { Address, Invoice } from '../../invoice/types.js';
import { headlineOf, type Headline } from './headline.js';
import type { Pen } from './pen.js';
import { rowsOf, type PaperRow } from './rows.js';
import { sumsOf, type Sum } from './sums.js';

export interface Paper {
  pen: Pen;
  /** What the customer gets: a bill, or the draft of one. */
  title: string;
  /** What a saved PDF is called. */
  fileName: string;
  /** Written across the sheet. */
  mark: string | null;
  seller: string | null;
  parties: { label: string; name: string; lines: string[] }[];
  facts: { name: string; value: string }[];
  headline: Headline;
  memo: string | null;
  rows: PaperRow[];
  /** That some lines are missing. */
  missing: string | null;
  sums: Sum[];
  footer: string | null;
  pageSize: string | null;
}

/**
 * @param seller - who sends the bill, where that is known
 * @param now - Unix seconds by the backend's clock
 */
export function paperOf(invoice: Invoice, seller: string | null, now: number, pen: Pen): Paper {
  const { words } = pen;
  const isDraft = invoice.status === 'draft';
  const buyer = invoice.customer_name ?? invoice.customer_email ?? '';
  return {
    pen,
    title: isDraft ? words.draft : words.invoice,
    fileName: invoice.number ?? `${words.draft} ${buyer}`.trim(),
    mark: isDraft ? words.mark_draft : invoice.status === 'void' ? words.mark_void : null,
    seller,
    parties: partiesOf(invoice, buyer, pen),
    facts: factsOf(invoice, pen),
    headline: headlineOf(invoice, now, pen),
    memo: invoice.description,
    rows: rowsOf(invoice, pen),
    missing: missingOf(invoice, pen),
    sums: sumsOf(invoice, pen),
    footer: invoice.footer,
    pageSize: invoice.rendering?.pdf?.page_size ?? null,
  };
}

function factsOf(invoice: Invoice, { words, date }: Pen): Paper['facts'] {
  const { finalized_at, paid_at } = invoice.status_transitions;
  const issued = invoice.effective_at ?? finalized_at;
  const day = (name: string, at: number | null): Paper['facts'] =>
    at === null ? [] : [{ name, value: date(at) }];
  return [
    { name: words.number, value: invoice.number ?? words.number_later },
    ...day(words.issued, issued),
    ...day(words.due, invoice.due_date),
    ...day(words.paid_on, invoice.status === 'paid' ? paid_at : null),
    ...invoice.custom_fields,
  ];
}

function partiesOf(invoice: Invoice, buyer: string, pen: Pen): Paper['parties'] {
  const { words } = pen;
  const { customer_name, customer_email, customer_address, shipping_details: shipping } = invoice;
  const email = customer_name !== null && customer_email !== null ? [customer_email] : [];
  const bill = {
    label: words.bill_to,
    name: buyer,
    lines: [...addressLines(customer_address, pen), ...email],
  };
  if (!shipping) return [bill];
  const name = shipping.name ?? '';
  return [bill, { label: words.ship_to, name, lines: addressLines(shipping.address, pen) }];
}

/** Where the place is written before its postal code. */
const PLACE_FIRST = ['AU', 'CA', 'GB', 'IE', 'IN', 'NZ', 'SG', 'US'];

function addressLines(address: Address | null, pen: Pen): string[] {
  if (!address) return [];
  const { line1, line2, city, state, postal_code, country } = address;
  const some = (...parts: (string | null)[]): string[] =>
    parts.filter((part) => part !== null && part !== '') as string[];
  const place = PLACE_FIRST.includes(country ?? '')
    ? [some(city, state).join(', '), postal_code]
    : [postal_code, city, state];
  return some(line1, line2, some(...place).join(' '), country && pen.country(country));
}

function missingOf({ lines, lines_has_more, lines_total }: Invoice, { words, lang }: Pen): string | null {
  if (!lines_has_more) return null;
  const left = Math.max(0, (lines_total ?? 0) - lines.length);
  return words.more_items(left ? numberFormat(lang).format(left) : '…');
}
