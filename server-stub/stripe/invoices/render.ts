/**
 * An invoice as it travels: the stored fields, its links (from finalization on) and the first ten lines.
 * In the newest shape; `dialects/` tells it as older API versions did.
 */
import type { WireInvoice } from '../objects.js';
import type { Context, InvoiceRecord, World } from '../core/world.js';

const EMBEDDED_LINES = 10;

export function renderInvoice(context: Context, record: InvoiceRecord): WireInvoice {
  const { invoice, lines, token } = record;
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
  };
}

/** What an invoice copies from its customer: read anew while it is a draft, frozen by finalization. */
export function customerDetails(world: World, customerId: string): Partial<WireInvoice> {
  const customer = world.customers.get(customerId);
  if (!customer || customer.deleted) return {};
  return {
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    customer_shipping: customer.shipping,
    customer_tax_exempt: customer.tax_exempt,
  };
}
