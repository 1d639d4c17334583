/**
 * An invoice as it travels, and a credit note: the stored fields, its links (from finalization on) and the first ten lines.
 * In the newest shape; `dialects/` tells it as older API versions did.
 */
import type { Customer, WireCreditNote, WireInvoice } from '../objects.js';
import type { Context, InvoiceRecord, World, CreditNoteRecord } from '../core/world.js';
import { taxIdsOf } from './tax-ids.js';

const EMBEDDED_LINES = 10;

export function renderInvoice(context: Context, record: InvoiceRecord): WireInvoice {
  const { invoice, lines, overrides, token } = record;
  const page = token === null ? null : `${context.origin}/i/${context.world.account.id}/${token}`;
  return {
    ...invoice,
    ...(invoice.status === 'draft' && customerDetails(context.world, invoice.customer)),
    hosted_invoice_url: page && `${page}?s=ap`,
    invoice_pdf: page && `${page}/pdf?s=ap`,
    lines: {
      object: 'list',
      data: lines.slice(0, EMBEDDED_LINES),
      has_more: lines.length > EMBEDDED_LINES,
      total_count: lines.length,
      url: `/v1/invoices/${invoice.id}/lines`,
    },
    ...overrides,
  };
}

/** A credit note as it travels, with its link and the first ten lines. */
export function renderCreditNote(
  { origin, world }: Context,
  { note, lines, token }: Pick<CreditNoteRecord, 'note' | 'lines' | 'token'>,
): WireCreditNote {
  return {
    ...note,
    lines: {
      object: 'list',
      data: lines.slice(0, EMBEDDED_LINES),
      has_more: lines.length > EMBEDDED_LINES,
      url: `/v1/credit_notes/${note.id}/lines`,
    },
    pdf: `${origin}/credit_notes/${world.account.id}/${token}/pdf?s=ap`,
  };
}

/** What an invoice copies from its customer: read anew while it is a draft, frozen by finalization. */
export function customerDetails(world: World, customerId: string): Partial<WireInvoice> {
  const customer = world.customers.get(customerId);
  return customer && !customer.deleted ? detailsOf(world, customer) : {};
}

export function detailsOf(world: World, customer: Customer) {
  return {
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    customer_shipping: customer.shipping,
    customer_tax_exempt: customer.tax_exempt,
    customer_tax_ids: taxIdsOf(world, customer.id),
  } satisfies Partial<WireInvoice>;
}
