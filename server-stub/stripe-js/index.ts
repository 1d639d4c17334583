/**
 * A stand-in for Stripe.js, as far as a Payment Element needs one: the same calls, the same results, test cards and test
 * bank accounts, and 3-D Secure. It talks to the stand-in's REST API, so an invoice that is paid here is paid there:
 *
 *     window.Stripe = createStripeJs({ fetch: (request) => stub.fetch(request) });
 *
 * `loadStripe()` of `@stripe/stripe-js` finds it and loads nothing.
 */
import { NEWEST_VERSION } from '../stripe/dialects/versions.js';
import { PageApi } from './api.js';
import { askBank } from './bank.js';
import { StandInElements, type ElementsOptions } from './elements.js';
import { methodData } from './entries.js';
import { IntegrationError, type IntentResult, type PageIntent } from './errors.js';

export interface StripeJsOptions {
  /** URL of the API. Default Stripe's own, which `mswHandlers()` carries to the stand-in. */
  api?: string;
  /** Carries the calls. Default the global fetch. */
  fetch?: (request: Request) => Promise<Response>;
  /** Goes to the page's `return_url` where a confirmation asks for that. Default by the address of the page. */
  navigate?: (url: string) => void;
}

/** As `Stripe(key, options)`. */
export interface StripeOptions {
  stripeAccount?: string;
  locale?: string;
}

export interface ConfirmOptions {
  elements?: StandInElements;
  clientSecret?: string;
  confirmParams?: { return_url?: string };
  redirect?: 'always' | 'if_required';
}

export interface StandInStripe {
  elements(options?: ElementsOptions): StandInElements;
  confirmPayment(options: ConfirmOptions): Promise<IntentResult>;
  retrievePaymentIntent(clientSecret: string): Promise<IntentResult>;
  handleNextAction(options: { clientSecret: string }): Promise<IntentResult>;
  _registerWrapper(wrapper: object): void;
}

export interface StandInConstructor {
  (key: string, options?: StripeOptions): StandInStripe;
  /** The release that the loader expects, so that it has nothing to warn of. */
  version: string;
}

/** What a page puts in the place of `window.Stripe`. */
export function createStripeJs(options: StripeJsOptions = {}): StandInConstructor {
  const {
    api = 'https://api.stripe.com/v1',
    fetch = (request: Request) => globalThis.fetch(request),
    navigate = (url: string) => location.assign(url),
  } = options;
  const make = (key: string, { stripeAccount, locale = 'auto' }: StripeOptions = {}): StandInStripe => {
    requirePublishable(key);
    const calls = new PageApi({ api, fetch, key, account: stripeAccount });
    return stripeFor(calls, locale, navigate);
  };
  return Object.assign(make, { version: NEWEST_VERSION.split('.')[1] ?? '' });
}

function requirePublishable(key: unknown): void {
  if (typeof key === 'string' && key.startsWith('pk_')) return;
  throw new IntegrationError('Please call Stripe() with your publishable key, which starts with pk_.');
}

function stripeFor(api: PageApi, locale: string, navigate: (url: string) => void): StandInStripe {
  const act = async (
    secret: string,
    looks: Pick<StandInElements, 'appearance' | 'locale'>,
  ): Promise<IntentResult> => {
    const { paymentIntent, error } = await api.retrieve(secret);
    if (error) return { error };
    return api.authenticate(secret, await askBank(paymentIntent, looks));
  };
  return {
    elements: (options = {}) => new StandInElements(api, options, locale),
    async confirmPayment({ elements, clientSecret, confirmParams = {}, redirect = 'always' }) {
      const secret = clientSecret ?? elements?.clientSecret;
      if (!elements || secret === undefined)
        throw new IntegrationError('stripe.confirmPayment(): expected elements.');
      const element = elements.payment();
      const invalid = element.check();
      if (invalid) return { error: invalid };
      const { return_url } = confirmParams;
      const confirmed = await api.confirm(secret, {
        ...methodData(element.read(), element.billing),
        ...(return_url !== undefined && { return_url }),
        use_stripe_sdk: 'true',
      });
      const waits = confirmed.paymentIntent?.next_action?.type === 'use_stripe_sdk';
      const result = waits ? await act(secret, elements) : confirmed;
      if (redirect === 'always' && result.paymentIntent && return_url !== undefined)
        navigate(returnUrl(return_url, result.paymentIntent));
      return result;
    },
    retrievePaymentIntent: (secret) => api.retrieve(secret),
    async handleNextAction({ clientSecret }) {
      const { paymentIntent, error } = await api.retrieve(clientSecret);
      if (error) return { error };
      if (paymentIntent.status !== 'requires_action')
        throw new IntegrationError(
          'handleNextAction: The PaymentIntent supplied is not in the requires_action state.',
        );
      return act(clientSecret, { appearance: {}, locale });
    },
    _registerWrapper: () => undefined,
  };
}

/** The page's address with what Stripe tells it there. */
function returnUrl(url: string, { id, client_secret, status }: PageIntent): string {
  const back = new URL(url);
  back.searchParams.set('payment_intent', id);
  back.searchParams.set('payment_intent_client_secret', client_secret);
  back.searchParams.set('redirect_status', status === 'processing' ? 'pending' : status);
  return back.href;
}
