import type { StripeElementLocale } from '@stripe/stripe-js';

/** The languages that Stripe's form speaks (docs.stripe.com/js/appendix/supported_locales). */
const SPOKEN: readonly StripeElementLocale[] = [
  'ar', 'bg', 'cs', 'da', 'de', 'el', 'en', 'en-AU', 'en-CA', 'en-GB', 'en-NZ', 'es', 'es-419', 'es-ES', 'et', 'fi', 'fil', 'fr',
  'fr-CA', 'fr-FR', 'he', 'hr', 'hu', 'id', 'it', 'it-IT', 'ja', 'ko', 'lt', 'lv', 'ms', 'mt', 'nb', 'nl', 'no', 'pl', 'pt', 'pt-BR',
  'ro', 'ru', 'sk', 'sl', 'sv', 'th', 'tr', 'vi', 'zh', 'zh-HK', 'zh-TW',
]; // prettier-ignore

/** Tags that mean one of those by another name. */
const ALIASES: Readonly<Record<string, StripeElementLocale>> = {
  'iw': 'he',
  'nn': 'nb',
  'tl': 'fil',
  'zh-hant': 'zh-TW',
  'zh-mo': 'zh-HK',
};

/** What Stripe's form is to speak for a BCP 47 tag; `auto`, the reader's own language, where it does not speak it. */
export function stripeLocale(lang: string): StripeElementLocale {
  const parts = lang.toLowerCase().split(/[-_]/);
  for (let length = parts.length; length > 0; length--) {
    const tag = parts.slice(0, length).join('-');
    const found = SPOKEN.find((spoken) => spoken.toLowerCase() === tag) ?? ALIASES[tag];
    if (found) return found;
  }
  return 'auto';
}
