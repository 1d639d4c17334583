/** The bank's question over the page, as Stripe.js shows it for 3-D Secure: whoever closes it has not answered. */
import { formatMoney } from '../../src/invoice/money.js';
import { make } from './dom.js';
import type { PageIntent } from './errors.js';
import { dress, dressedRoot, type Appearance } from './looks.js';
import { wordsFor } from './words.js';

export function askBank(
  { amount, currency }: PageIntent,
  { appearance, locale }: { appearance: Appearance; locale: string },
): Promise<'succeed' | 'fail'> {
  const words = wordsFor(locale);
  const host = make('div');
  dress(host, appearance);
  const lang = locale === 'auto' ? (navigator.language ?? 'en') : locale;
  const complete = make('button', { type: 'button', className: 'first', textContent: words.complete });
  const fail = make('button', { type: 'button', textContent: words.fail });
  const title = make('h2', { id: 'title', textContent: words.authenticate });
  const text = make('p', { textContent: words.authenticateText(formatMoney(amount, currency, lang)) });
  const dialog = make('dialog', {}, title, text, make('div', { className: 'buttons' }, complete, fail));
  dialog.setAttribute('aria-labelledby', 'title');
  dressedRoot(host).append(dialog);
  document.body.append(host);
  dialog.showModal();
  return new Promise((resolve) => {
    const end = (outcome: 'succeed' | 'fail'): void => {
      host.remove();
      resolve(outcome);
    };
    complete.addEventListener('click', () => end('succeed'));
    fail.addEventListener('click', () => end('fail'));
    dialog.addEventListener('cancel', () => end('fail'));
  });
}
