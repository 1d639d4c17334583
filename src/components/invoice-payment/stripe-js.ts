/** Stripe.js on this page: brought once, through Trusted Types where the page has them on, and again after a failure. */
import type { Stripe, StripeConstructor } from '@stripe/stripe-js';
// By its file, because Node finds no folder in a package without an exports map.
import { loadStripe, type ReleaseTrain } from '@stripe/stripe-js/pure/index.mjs';
import { isProblem, ownProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import { within } from '../../adapter/timing.js';

/** The release that the loader asks for; another one does not compile. */
const TRAIN: ReleaseTrain = 'endive';
const ORIGIN = 'https://js.stripe.com';
/** Where Stripe.js comes from, and nothing else may. */
export const STRIPE_JS_URL = `${ORIGIN}/${TRAIN}/stripe.js`;

/** Milliseconds that the script may take. */
const PATIENCE = 30_000;
/** Milliseconds that a script tag of the page's own may take, which may have failed before anybody looked. */
const PATIENCE_WITH_THEIRS = 10_000;

export interface StripeJsOptions {
  key: string;
  /** The connected account that the page works for; null for the key's own. */
  account: string | null;
  locale: NonNullable<Parameters<StripeConstructor>[1]>['locale'];
}

/** One instance for equal options, as Stripe advises. */
const instances = new WeakMap<StripeConstructor, Map<string, Promise<Stripe>>>();

/** Rejects with an `InvoiceProblem`: `stripe_js_failed`, or `stripe_js_policy` where the page itself forbids it. */
export async function stripeJs(options: StripeJsOptions): Promise<Stripe> {
  const constructor = window.Stripe ?? (await bringScript());
  const known = instances.get(constructor) ?? new Map<string, Promise<Stripe>>();
  instances.set(constructor, known);
  const name = JSON.stringify(options);
  let made = known.get(name);
  if (!made) {
    known.set(name, (made = create(options)));
    made.catch(() => known.delete(name));
  }
  return made;
}

async function create({ key, account, locale }: StripeJsOptions): Promise<Stripe> {
  const stripe = await loadStripe(key, { ...(account !== null && { stripeAccount: account }), locale }).catch(
    (cause: unknown) => {
      throw failure(cause);
    },
  );
  if (!stripe) throw failure(null);
  return stripe;
}

const failure = (cause: unknown): InvoiceProblem =>
  ownProblem('stripe_js_failed', `Stripe.js could not be loaded from ${ORIGIN}.`, { cause });

const forbidden = (cause: unknown): InvoiceProblem =>
  ownProblem(
    'stripe_js_policy',
    `This page's Content Security Policy does not allow ${ORIGIN}, or not the Trusted Types policy invoice-elements.`,
    { retryable: false, cause },
  );

let bringing: Promise<StripeConstructor> | undefined;

/**
 * Puts the script tag into the page, as the loader would, and waits for it. The loader itself cannot be left to do so: it
 * assigns plain text to `src`, which Trusted Types refuse, and after a failure throws away whatever tag it finds.
 */
function bringScript(): Promise<StripeConstructor> {
  return (bringing ??= bring().finally(() => (bringing = undefined)));
}

async function bring(): Promise<StripeConstructor> {
  const theirs = document.querySelector<HTMLScriptElement>(`script[src^="${ORIGIN}/"]`);
  if (theirs) await loaded(theirs, PATIENCE_WITH_THEIRS).catch(() => undefined);
  if (window.Stripe) return window.Stripe;
  const script = document.createElement('script');
  script.async = true;
  const refused = watchRefusals();
  try {
    script.src = trusted(STRIPE_JS_URL);
    document.head.append(script);
    await loaded(script, PATIENCE);
    if (window.Stripe) return window.Stripe;
    throw failure(null);
  } catch (error) {
    // A tag that has failed would be taken for one that is on its way.
    script.remove();
    if (error instanceof TypeError || (await refused.seen())) throw forbidden(error);
    throw isProblem(error) && error.code === 'stripe_js_failed' ? error : failure(error);
  } finally {
    refused.stop();
  }
}

function loaded(script: HTMLScriptElement, patience: number): Promise<void> {
  return within(patience, undefined, (signal) => {
    return new Promise<void>((resolve, reject) => {
      script.addEventListener('load', () => resolve(), { signal });
      script.addEventListener('error', () => reject(failure(null)), { signal });
    });
  });
}

/** Notices when the page's policy is what stops the script: its own event looks like any failure. */
function watchRefusals(): { seen(): Promise<boolean>; stop(): void } {
  let refused = false;
  const note = ({ blockedURI }: SecurityPolicyViolationEvent): void => {
    refused ||= blockedURI.startsWith(ORIGIN);
  };
  document.addEventListener('securitypolicyviolation', note);
  return {
    async seen() {
      // It may be told after the script's own failure.
      await new Promise((next) => setTimeout(next, 0));
      return refused;
    },
    stop: () => document.removeEventListener('securitypolicyviolation', note),
  };
}

/** The part of Trusted Types that is needed; not in the library of types yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | null | undefined;

/** The address as the page's Trusted Types want it: through a policy that lets nothing but Stripe.js pass. */
function trusted(url: string): string {
  policy ??= createPolicy();
  return policy?.createScriptURL(url) ?? url;
}

function createPolicy(): typeof policy {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  try {
    return trustedTypes?.createPolicy('invoice-elements', {
      createScriptURL(asked) {
        if (asked !== STRIPE_JS_URL) throw new TypeError(`invoice-elements: ${asked} is not Stripe.js.`);
        return asked;
      },
    });
  } catch {
    // Not among the page's policies. Where Trusted Types are enforced the assignment says so.
    return null;
  }
}
