import type { Invoice } from '../../invoice/types.js';

/** The same as the row of `allowedActions`, without the reader of raw invoices that it brings along. */
export const isPayable = ({ deleted, status, amount_remaining, allowed_actions }: Invoice): boolean =>
  !deleted &&
  (status === 'open' || status === 'uncollectible') &&
  amount_remaining > 0 &&
  (allowed_actions?.includes('pay') ?? true);
