import { formatMoney } from '../../invoice/money.js';
import { finalizeDialog } from '../../translations/en/finalize-dialog.js';
import type { IconName } from './icons.js';
import type { Shown } from './shown.js';
import type { Speech } from './speech.js';
import { dueAtOnce } from './whole-invoice.js';

/**
 * What Stripe will do by itself once the invoice is finalized, as a sentence.
 *
 * With automatic collection on, Stripe emails the invoice or charges the saved payment method; with it off, nothing
 * happens by itself. In test mode no email leaves Stripe (docs.stripe.com/invoicing/integration/automatic-advancement-collection).
 */
export function consequence(
  { invoice, session }: Pick<Shown, 'invoice' | 'session'>,
  autoAdvance: boolean | null,
  { source, lang }: Speech,
): { sentence: string; sign: IconName } {
  const words = source.wordsOf('finalizeDialog', finalizeDialog);
  const { customer_email: email } = invoice;
  const live = invoice.livemode ?? session?.livemode ?? true;
  if (dueAtOnce(invoice) === 0) {
    const credits = invoice.total < 0 && words.credits(formatMoney(-invoice.total, invoice.currency, lang));
    return { sentence: credits || words.nothing_due, sign: 'card' };
  }
  const byItself = autoAdvance ?? invoice.auto_advance ?? false;
  if (invoice.collection_method === 'charge_automatically') {
    if (!byItself) return { sentence: words.charges_nothing, sign: 'hand' };
    return { sentence: live ? words.charges : words.charges_test, sign: 'card' };
  }
  if (!byItself) {
    return { sentence: live ? words.sends_nothing(email ?? '') : words.sends_nothing_test, sign: 'hand' };
  }
  if (!email) return { sentence: words.emails_nobody, sign: 'mail' };
  return { sentence: live ? words.emails(email) : words.emails_test(email), sign: 'mail' };
}
