/** Tax rates by name. */
import type { Line } from '../../invoice/types.js';
import { rateName } from '../internal/tax-lines.js';
import type { Drawing } from './drawing.js';

/** Of a rate that is not known only that it is a tax. */
export const taxName = (id: string, { facts, words, speech }: Drawing): string =>
  rateName(facts.rates.get(id), speech.lang) ?? words.tax;

export const taxesName = (ids: readonly string[], drawing: Drawing): string =>
  ids.map((id) => taxName(id, drawing)).join(' + ');

/** The ways in which the items of the invoice are taxed, each once. */
export function setsOfTaxes(lines: readonly Line[]): (readonly string[])[] {
  const sets = new Map(lines.map(({ tax_rates }) => [tax_rates.join(), tax_rates] as const));
  sets.delete('');
  return [...sets.values()];
}
