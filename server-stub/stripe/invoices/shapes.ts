/** The parameters of an invoice: those that creating and updating share, and those of creating alone. */
import {
  boolean,
  currency,
  integer,
  list,
  metadata,
  object,
  oneOf,
  required,
  text,
  textOrNull,
  textUpTo,
  unmodelled,
  unsettable,
  type Kind,
  type Read,
  type Shape,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import type { Issuer } from '../objects.js';
import { transferShape } from '../payments/connect.js';
import { customFields, shippingShape } from '../rooms/customers.js';
import { discountList } from './discounts.js';
import { shippingCost } from './shipping.js';

/** Who issues an invoice or owes its taxes: the account itself, or a connected one. */
const issuer: Kind<Issuer> = {
  read(raw, at) {
    const { account, type } = object({ account: text, type: required(oneOf('account', 'self')) }).read(
      raw,
      at,
    );
    if (type === 'account' && account === undefined) {
      throw refuse('missing_parameter', { name: `${at}[account]` }, `${at}[account]`);
    }
    return { ...(account !== undefined && { account }), type };
  },
};

export const invoiceShape = {
  account_tax_ids: unsettable(list(text)),
  application_fee_amount: integer,
  auto_advance: boolean,
  automatic_tax: object({ enabled: required(boolean), liability: issuer }),
  automatically_finalizes_at: integer,
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  custom_fields: customFields,
  days_until_due: integer,
  default_payment_method: textOrNull,
  default_source: unmodelled,
  default_tax_rates: unsettable(list(text)),
  description: unsettable(textUpTo(1500)),
  discounts: discountList,
  due_date: integer,
  effective_at: unsettable(integer),
  footer: unsettable(textUpTo(5000)),
  issuer,
  metadata,
  number: textOrNull,
  on_behalf_of: textOrNull,
  payment_settings: object({
    default_mandate: unmodelled,
    payment_method_options: unmodelled,
    payment_method_types: unsettable(list(text)),
  }),
  rendering: object({
    amount_tax_display: unsettable(oneOf('exclude_tax', 'include_inclusive_tax')),
    pdf: object({ page_size: oneOf('a4', 'auto', 'letter') }),
    template: textOrNull,
    template_version: unsettable(integer),
  }),
  shipping_cost: unsettable(shippingCost),
  shipping_details: unsettable(shippingShape),
  statement_descriptor: unsettable(textUpTo(22)),
  transfer_data: unsettable(transferShape),
} satisfies Shape;

export const createShape = {
  ...invoiceShape,
  currency,
  customer: text,
  customer_account: unmodelled,
  from_invoice: object({ action: required(oneOf('revision')), invoice: required(text) }),
  pending_invoice_items_behavior: oneOf('include', 'exclude'),
  subscription: unmodelled,
} satisfies Shape;

export type EditInput = Read<typeof invoiceShape>;
export type CreateInput = Read<typeof createShape>;
