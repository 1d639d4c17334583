/** A group of Elements around one intent. */
import { intentOf, type PageApi } from './api.js';
import { IntegrationError, type IntentResult, type StripeJsError } from './errors.js';
import type { Appearance } from './looks.js';
import { StandInPaymentElement, type GroupView, type PaymentElementOptions } from './payment-element.js';

export interface ElementsOptions {
  clientSecret?: string;
  appearance?: Appearance;
  locale?: string;
}

export class StandInElements implements GroupView {
  appearance: Appearance;
  locale: string;
  readonly clientSecret: string;
  #element: StandInPaymentElement | null = null;
  readonly #heard = new Set<() => void>();

  constructor(
    private readonly api: PageApi,
    options: ElementsOptions,
    locale: string,
  ) {
    const { clientSecret = '' } = options;
    intentOf(clientSecret, 'elements()');
    this.clientSecret = clientSecret;
    this.appearance = options.appearance ?? {};
    this.locale = options.locale ?? locale;
  }

  create(type: string, options?: PaymentElementOptions): StandInPaymentElement {
    if (type !== 'payment') throw new IntegrationError(`The stand-in has no Element of the type ${type}.`);
    if (this.#element) throw new IntegrationError('Can only create one Element of type payment.');
    return (this.#element = new StandInPaymentElement(this, options));
  }

  getElement(type: string): StandInPaymentElement | null {
    return type === 'payment' ? this.#element : null;
  }

  async update({ appearance, locale }: Omit<ElementsOptions, 'clientSecret'>): Promise<void> {
    if (appearance) this.appearance = appearance;
    if (locale !== undefined) this.locale = locale;
    this.#element?.redraw();
    for (const handler of this.#heard) handler();
  }

  on(type: 'update-end', handler: () => void): void {
    if (type === 'update-end') this.#heard.add(handler);
  }

  /** Reads the intent anew; its amount is on no screen of the stand-in. */
  async fetchUpdates(): Promise<{ error?: { message: string } }> {
    const { error } = await this.api.retrieve(this.clientSecret);
    return error ? { error: { message: error.message ?? '' } } : {};
  }

  async submit(): Promise<
    | { error: StripeJsError; selectedPaymentMethod?: undefined }
    | { error?: undefined; selectedPaymentMethod: string }
  > {
    const element = this.payment();
    const error = element.check();
    return error ? { error } : { selectedPaymentMethod: element.read().type };
  }

  load(): Promise<IntentResult> {
    return this.api.retrieve(this.clientSecret);
  }

  /** The Payment Element, which a confirmation reads. */
  payment(): StandInPaymentElement {
    if (!this.#element) throw new IntegrationError('Create and mount a Payment Element first.');
    return this.#element;
  }
}
