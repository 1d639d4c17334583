/** Taxes of a line that somebody else worked out: taken as they are, in place of rates and automatic tax. */
import {
  boolean,
  integer,
  list,
  number,
  object,
  oneOf,
  required,
  text,
  unsettable,
  type Kind,
  type Read,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import type { Context } from '../core/world.js';
import type { Rate } from '../money/totals.js';
import type { Invoice } from '../objects.js';
import { createTaxRate } from '../rooms/tax-rates.js';
import type { Naming } from './items.js';

const MAX_AMOUNTS = 20;

const shape = {
  amount: required(integer),
  tax_rate_data: required(
    object({
      country: text,
      description: text,
      display_name: required(text),
      inclusive: required(boolean),
      jurisdiction: text,
      jurisdiction_level: oneOf('city', 'country', 'county', 'district', 'multiple', 'state'),
      percentage: required(number),
      state: text,
      tax_type: text,
    }),
  ),
  taxability_reason: text,
  taxable_amount: required(integer),
};
export type TaxAmountInput = Read<typeof shape>;
export const taxAmountList: Kind<TaxAmountInput[] | null> = unsettable(list(object(shape)));

/** The rates behind such amounts; null when there are none. They cannot stand beside rates or automatic tax. */
export function taxAmountsOf(
  context: Context,
  invoice: Invoice,
  input: { tax_amounts?: TaxAmountInput[] | null; tax_rates?: string[] | null },
  at: Naming,
): Rate[] | null {
  if (!input.tax_amounts) return null;
  const param = at('tax_amounts');
  if (input.tax_amounts.length > MAX_AMOUNTS) throw refuse('too_many', { limit: MAX_AMOUNTS }, param);
  const otherwise =
    invoice.automatic_tax.enabled ||
    invoice.default_tax_rates.length > 0 ||
    (input.tax_rates?.length ?? 0) > 0;
  if (otherwise) throw refuse('tax_amounts_and_rates', {}, param);
  return input.tax_amounts.map(({ amount, tax_rate_data, taxability_reason, taxable_amount }) => ({
    id: createTaxRate(context, { ...tax_rate_data, active: false }).id,
    percentage: tax_rate_data.percentage,
    inclusive: tax_rate_data.inclusive,
    reason: taxability_reason ?? (amount === 0 ? 'zero_rated' : 'standard_rated'),
    fixed: { amount, taxable: taxable_amount },
  }));
}
