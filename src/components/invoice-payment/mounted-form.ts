/** Stripe's form in the page: mounted, dressed as the element is, read, confirmed, and gone without a trace. */
import type {
  CssFontSource,
  CustomFontSource,
  Stripe,
  StripeElements,
  StripePaymentElement,
} from '@stripe/stripe-js';
import type { InvoiceProblem } from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';
import { appearanceOf, watchAppearance } from './appearance.js';
import { LightMount } from './light-mount.js';
import { thrownError, toStripeProblem, type ErrorFacts } from './stripe-errors.js';
import { stripeLocale } from './stripe-locale.js';

/** What is told of an intent; never the intent itself, which has its secret in it. */
export interface IntentFacts {
  id: string;
  status: string;
  /** Minor units. */
  amount: number;
  currency: string;
  /** The person was told how to bring the money: by a transfer, at a till, by confirming a bank account. */
  instructed: boolean;
  /** Why the last try failed. */
  failure: ErrorFacts | null;
}

/** What came of a confirmation, or what an intent is now. */
export type Outcome = { intent: IntentFacts; error?: undefined } | { intent?: undefined; error: ErrorFacts };

export type Fonts = (CssFontSource | CustomFontSource)[];

export interface FormPlace {
  /** The element that shows the form. */
  host: HTMLElement;
  /** Of the slot in its shadow root. */
  slot: string;
  /** Whose computed style the form is dressed in. */
  probe: Element;
  lang: string;
  fonts: Fonts;
}

export interface FormEvents {
  /** Escape was pressed in the form. */
  escaped: () => void;
  /** It could not be mounted anew. */
  lost: (problem: InvoiceProblem) => void;
}

export class MountedForm {
  readonly #mount: LightMount;
  readonly #elements: StripeElements;
  readonly #element: StripePaymentElement;
  readonly #unwatch: () => void;
  #secret: string;

  private constructor(
    private readonly stripe: Stripe,
    secret: string,
    { host, slot, probe, lang, fonts }: FormPlace,
    invoice: Invoice,
  ) {
    this.#secret = secret;
    this.#mount = new LightMount(host, slot);
    this.#elements = stripe.elements({
      clientSecret: secret,
      appearance: appearanceOf(probe),
      locale: stripeLocale(lang),
      ...(fonts.length && { fonts }),
    });
    this.#element = this.#elements.create('payment', { defaultValues: { billingDetails: payer(invoice) } });
    this.#unwatch = watchAppearance(probe, () => this.#update({ appearance: appearanceOf(probe) }));
  }

  /** Resolves when the form can be typed into; rejects with an `InvoiceProblem`, or the signal's reason. */
  static async mount(
    stripe: Stripe,
    secret: string,
    invoice: Invoice,
    { signal, ...place }: FormPlace & FormEvents & { signal: AbortSignal },
  ): Promise<MountedForm> {
    const form = new MountedForm(stripe, secret, place, invoice);
    try {
      await form.#open(place, signal);
      return form;
    } catch (error) {
      form.destroy();
      throw error;
    }
  }

  /** Checks what was typed; false where something is missing or wrong, which the form itself shows. */
  async submit(): Promise<ErrorFacts | null> {
    try {
      const { error } = await this.#elements.submit();
      return error ?? null;
    } catch (error) {
      return thrownError(error);
    }
  }

  /** Pays. A bank that wants the person to itself is gone to, and comes back to the address. */
  async confirm(return_url: string): Promise<Outcome> {
    try {
      const result = await this.stripe.confirmPayment({
        elements: this.#elements,
        confirmParams: { return_url },
        redirect: 'if_required',
      });
      return outcomeOf(result);
    } catch (error) {
      return { error: thrownError(error) };
    }
  }

  /** What the intent is now. */
  look(): Promise<Outcome> {
    return lookUp(this.stripe, this.#secret);
  }

  /** The intent asks for another amount by now. What cannot be read anew is read by the confirmation. */
  async refresh(): Promise<void> {
    await this.#elements.fetchUpdates().catch(() => undefined);
  }

  speak(lang: string): void {
    this.#update({ locale: stripeLocale(lang) });
  }

  focus(): void {
    this.#element.focus();
  }

  /** Whether the focus is in it. */
  hasFocus(): boolean {
    return this.#mount.node.contains(document.activeElement);
  }

  /**
   * Puts it where the element is now, after a move of the element, or because a host on the way was drawn anew. A frame that
   * has moved is empty, and is mounted anew; nothing tells whether the outermost host has moved too, so after a move it is
   * taken to have.
   */
  place({ moved }: { moved: boolean }): void {
    if (!this.#mount.place() && !moved) return;
    this.#element.unmount();
    this.#element.mount(this.#mount.node);
  }

  isShownIn(slot: HTMLSlotElement): boolean {
    return this.#mount.isShownIn(slot);
  }

  destroy(): void {
    this.#unwatch();
    this.#element.destroy();
    this.#mount.remove();
    this.#secret = '';
  }

  /** Looks and words only: a form that is gone by then need not follow. */
  #update(options: Parameters<StripeElements['update']>[0]): void {
    void this.#elements.update(options).catch(() => undefined);
  }

  async #open({ escaped, lost }: FormEvents, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#mount.place();
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      this.#element.on('ready', () => resolve());
      this.#element.on('loaderror', ({ error }) => reject(toStripeProblem(error)));
      this.#element.on('escape', escaped);
      this.#element.mount(this.#mount.node);
    });
    // From here on it can only fail when it is mounted anew.
    this.#element.on('loaderror', ({ error }) => lost(toStripeProblem(error)));
  }
}

/** What the intent behind a secret is now. */
export async function lookUp(stripe: Stripe, secret: string): Promise<Outcome> {
  try {
    return outcomeOf(await stripe.retrievePaymentIntent(secret));
  } catch (error) {
    return { error: thrownError(error) };
  }
}

function outcomeOf({ error, paymentIntent }: Awaited<ReturnType<Stripe['retrievePaymentIntent']>>): Outcome {
  if (error) return { error };
  const { id, status, amount, currency, next_action, last_payment_error: failure } = paymentIntent;
  const instructed = status === 'requires_action' && INSTRUCTIONS.test(next_action?.type ?? '');
  return { intent: { id, status, amount, currency, instructed, failure } };
}

/** Next actions that are left to the person, and to the days to come: vouchers, transfers, micro-deposits. */
const INSTRUCTIONS = /display_(details|bank_transfer_instructions)$|^verify_with_microdeposits$/;

/** Filled in beforehand, as far as the invoice knows it. */
function payer({ customer_name, customer_email, customer_address }: Invoice): {
  name?: string;
  email?: string;
  address?: { country?: string; postal_code?: string };
} {
  const { country, postal_code } = customer_address ?? {};
  return {
    ...(customer_name && { name: customer_name }),
    ...(customer_email && { email: customer_email }),
    ...(country && { address: { country, ...(postal_code && { postal_code }) } }),
  };
}
