/**
 * Acacia and the versions before it: keys that came later are left out, as the descriptions of the time have them, and
 * a few had another name.
 */
import type { PaymentIntent, WireInvoice } from '../../objects.js';
import type { World } from '../../core/world.js';
import { all, within, without, type Older, type VersionChange } from '../change.js';
import { chargesOf } from '../lookups.js';

/** Until 2022 an intent listed its charges. */
function listCharges(older: Older, intent: PaymentIntent, world: World): void {
  const charges = chargesOf(world, intent.id);
  Reflect.deleteProperty(older, 'latest_charge');
  older['charges'] = {
    object: 'list',
    data: charges,
    has_more: false,
    total_count: charges.length,
    url: `/v1/charges?payment_intent=${intent.id}`,
  };
}

/** How tax was displayed had a place of its own before there was `rendering`. */
function renderingOptions(older: Older, { rendering }: WireInvoice): void {
  const { amount_tax_display } = rendering;
  older['rendering_options'] = amount_tax_display === null ? null : { amount_tax_display };
}

/** Before 2022 a tax amount did not say why, nor of how much. */
function plainTaxes(older: Older): void {
  const taxes = older['tax_amounts'] ?? older['total_tax_amounts'];
  if (!Array.isArray(taxes)) return;
  const plain = taxes.map(({ amount, inclusive, tax_rate }: Older) => ({ amount, inclusive, tax_rate }));
  older['tax_amounts' in older ? 'tax_amounts' : 'total_tax_amounts'] = plain;
}

/** Newest first. */
export const acaciaTo2022: VersionChange[] = [
  {
    version: '2024-12-18.acacia',
    undo: { invoice: within('automatic_tax', without('disabled_reason')) },
  },
  { version: '2024-10-28.acacia', undo: { tax_rate: without('flat_amount', 'rate_type') } },
  {
    version: '2024-09-30.acacia',
    undo: {
      credit_note: without('pretax_credit_amounts'),
      credit_note_line_item: without('pretax_credit_amounts'),
      invoice: without('total_pretax_credit_amounts'),
      line_item: without('pretax_credit_amounts'),
    },
  },
  {
    version: '2024-06-20',
    undo: {
      invoice: all<WireInvoice>(
        without('automatically_finalizes_at'),
        within('rendering', without('template', 'template_version')),
      ),
    },
  },
  {
    version: '2024-04-10',
    undo: {
      invoice: renderingOptions,
      product(older) {
        older['features'] = older['marketing_features'];
        Reflect.deleteProperty(older, 'marketing_features');
      },
    },
  },
  {
    version: '2023-10-16',
    undo: {
      discount: without('subscription_item'),
      invoice: all<WireInvoice>(
        without('issuer', 'rendering'),
        within('automatic_tax', without('liability')),
      ),
      line_item: without('invoice'),
      price: within('recurring', without('meter')),
      refund: without('destination_details'),
      tax_id: without('owner'),
      tax_rate: without('jurisdiction_level'),
    },
  },
  { version: '2023-08-16', undo: { product: without('features') } },
  {
    version: '2022-11-15',
    undo: {
      credit_note: all<Older>(without('amount_shipping', 'effective_at', 'shipping_cost'), plainTaxes),
      credit_note_line_item: plainTaxes,
      invoice: all<WireInvoice>(
        without(
          'amount_shipping',
          'effective_at',
          'shipping_cost',
          'shipping_details',
          'subscription_details',
        ),
        plainTaxes,
      ),
      line_item: plainTaxes,
      payment_intent: listCharges,
      tax_rate: without('effective_percentage'),
    },
  },
  {
    version: '2022-08-01',
    undo: {
      invoice: all<WireInvoice>(
        without('from_invoice', 'latest_revision'),
        within('payment_settings', without('default_mandate')),
      ),
    },
  },
];
