/** The Payment Element: mounted into a node of the page, it shows the form for the intent of its group. */
import { Emitter } from './emitter.js';
import { usableTypes, type BillingDefaults, type Entry } from './entries.js';
import { IntegrationError, type IntentResult, type PageIntent, type StripeJsError } from './errors.js';
import { PaymentForm } from './form.js';
import { makeFrame, type Frame } from './frame.js';
import { dress, type Appearance } from './looks.js';
import { make } from './dom.js';
import { wordsFor } from './words.js';

export interface PaymentElementOptions {
  defaultValues?: { billingDetails?: BillingDefaults };
  readOnly?: boolean;
}

/** What the element needs of its group. */
export interface GroupView {
  readonly appearance: Appearance;
  readonly locale: string;
  /** Reads the intent anew. */
  load(): Promise<IntentResult>;
}

const ELEMENT = { elementType: 'payment' } as const;
/** An intent in one of these has nothing more to be paid. */
const ENDED = ['succeeded', 'canceled', 'processing'];

export class StandInPaymentElement extends Emitter {
  #frame: Frame | null = null;
  #form: PaymentForm | null = null;
  #destroyed = false;
  #options: PaymentElementOptions;

  constructor(
    private readonly group: GroupView,
    options: PaymentElementOptions = {},
  ) {
    super();
    this.#options = options;
  }

  /** Who pays, as the page has filled it in. */
  get billing(): BillingDefaults {
    return this.#options.defaultValues?.billingDetails ?? {};
  }

  mount(where: string | HTMLElement): void {
    if (this.#destroyed) {
      throw new IntegrationError(
        'This Element has already been destroyed. Please create a new one by calling elements.create().',
      );
    }
    const node = typeof where === 'string' ? document.querySelector<HTMLElement>(where) : where;
    if (!node) throw new IntegrationError('The selector you specified applies to no DOM elements.');
    // A node that is nowhere in the page is refused in the same words.
    if (node.getRootNode() !== document) {
      throw new IntegrationError(
        'Elements cannot be mounted in a ShadowRoot. Please mount in the Light DOM.',
      );
    }
    if (this.#frame && !this.#frame.lost && this.#frame.parentNode === node) return;
    this.#frame?.remove();
    this.#frame = makeFrame();
    this.#dress();
    this.#frame.root.append(make('div', { className: 'skeleton' }));
    node.replaceChildren(this.#frame);
    this.emit('loaderstart', ELEMENT);
    void this.#fill(this.#frame);
  }

  unmount(): void {
    this.#frame?.remove();
    this.#frame = null;
    this.#form = null;
  }

  destroy(): void {
    this.unmount();
    this.#destroyed = true;
  }

  update(options: PaymentElementOptions): this {
    this.#options = { ...this.#options, ...options };
    return this;
  }

  focus(): void {
    this.#form?.focus();
  }

  blur(): void {
    const focused = this.#frame?.root.activeElement;
    if (focused instanceof HTMLElement) focused.blur();
  }

  clear(): void {
    this.#form?.clear();
  }

  collapse(): this {
    return this;
  }

  /** What was entered; throws where nothing is mounted, as an Element whose frame is gone does. */
  read(): Entry {
    return this.#mounted().entry;
  }

  /** Shows what is wrong with the entry; answers it, or null. */
  check(): StripeJsError | null {
    const fault = this.#mounted().check();
    return fault && { type: 'validation_error', ...fault };
  }

  /** The appearance, or the language, is another one. */
  redraw(): void {
    this.#dress();
    this.#form?.say(wordsFor(this.group.locale));
  }

  #mounted(): PaymentForm {
    if (!this.#form || !this.#frame || this.#frame.lost) {
      throw new IntegrationError(
        'We could not retrieve data from the specified Element. Please make sure the Element you are attempting to use is still mounted.',
      );
    }
    return this.#form;
  }

  async #fill(frame: Frame): Promise<void> {
    const { paymentIntent: intent, error } = await this.group.load();
    if (frame !== this.#frame || frame.lost) return;
    const problem = error ?? endedProblem(intent);
    if (problem) {
      frame.root.replaceChildren();
      this.emit('loaderror', { ...ELEMENT, error: problem });
      return;
    }
    const types = usableTypes(intent?.payment_method_types ?? []);
    this.#form = new PaymentForm(types, wordsFor(this.group.locale), {
      input: () => this.#tellChange(),
      focus: () => this.emit('focus', ELEMENT),
      blur: () => this.emit('blur', ELEMENT),
      escape: () => this.emit('escape', ELEMENT),
    });
    frame.root.replaceChildren(this.#form.element);
    this.emit('ready', ELEMENT);
  }

  #tellChange(): void {
    const entry = this.#form?.entry;
    if (!entry) return;
    this.emit('change', {
      ...ELEMENT,
      collapsed: false,
      complete: entry.number !== '',
      empty: entry.number === '',
      value: { type: entry.type },
    });
  }

  #dress(): void {
    if (this.#frame) dress(this.#frame, this.group.appearance);
  }
}

function endedProblem({ status }: PageIntent): StripeJsError | null {
  if (!ENDED.includes(status)) return null;
  return {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `The PaymentIntent is ${status} and cannot be used to initialize Elements.`,
  };
}
