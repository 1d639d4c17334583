/** What each filter is set to, in words. */
import { dateTimeFormat } from '../../../invoice/intl.js';
import { DAY_PRESETS, presetDays } from '../../../invoice/list-days.js';
import type { Days, FilterName, InvoiceFilter } from '../../../invoice/list-filter.js';
import { formatMoney } from '../../../invoice/money.js';
import type { listFilters } from '../../../translations/en/list-filters.js';

export interface ValueWords {
  words: typeof listFilters;
  /** Words of the states, by name. */
  badge: Record<string, string>;
  lang: string;
  /** By the account's calendar, as `2026-11-01`. */
  today: string;
  customerName(id: string): string;
}

/** Empty where the filter is not set. */
export function valueText(filter: InvoiceFilter, name: FilterName, context: ValueWords): string {
  const { words, badge } = context;
  switch (name) {
    case 'status':
      return filter.status.map((status) => badge[status] ?? status).join(', ');
    case 'customer':
      return filter.customer === null ? '' : context.customerName(filter.customer);
    case 'created':
    case 'due':
      return daysText(filter[name], context);
    case 'scheduled':
      return filter.scheduled === 'any' || filter.scheduled === 'none'
        ? words[`scheduled_${filter.scheduled}`]
        : daysText(filter.scheduled, context);
    case 'amount':
      return amountText(filter, context);
    case 'currency':
      return filter.currency?.toUpperCase() ?? '';
    case 'collection':
      return filter.collection === null ? '' : words[filter.collection];
  }
}

function daysText(days: Days | null, { words, lang, today }: ValueWords): string {
  if (!days) return '';
  const preset = DAY_PRESETS.find((each) => {
    const { from, to } = presetDays(each, today);
    return from === days.from && to === days.to;
  });
  if (preset) return words[`preset_${preset}`];
  const format = dateTimeFormat(lang, { dateStyle: 'medium', timeZone: 'UTC' });
  const from = days.from === null ? null : new Date(`${days.from}T00:00Z`);
  const to = days.to === null ? null : new Date(`${days.to}T00:00Z`);
  if (from && to) return format.formatRange(from, to);
  return from ? words.from(format.format(from)) : to ? words.until(format.format(to)) : '';
}

function amountText({ amount, currency }: InvoiceFilter, { words, lang }: ValueWords): string {
  if (!amount) return '';
  if (currency === null) return words.no_currency;
  const money = (minor: number): string => formatMoney(minor, currency, lang);
  const { from, to } = amount;
  if (from !== null && to !== null) return from === to ? money(from) : `${money(from)} – ${money(to)}`;
  return from !== null ? words.at_least(money(from)) : to !== null ? words.at_most(money(to)) : '';
}
