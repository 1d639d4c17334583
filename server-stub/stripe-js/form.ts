/** The form itself: which method, its number, and the test numbers to choose from. */
import type { MethodType } from '../stripe/money/test-methods.js';
import { make } from './dom.js';
import { choicesOf, faultOf, type Entry } from './entries.js';
import type { Words } from './words.js';

export interface FormEvents {
  input(): void;
  focus(): void;
  blur(): void;
  escape(): void;
}

export class PaymentForm {
  readonly element = make('div', { className: 'form' });
  #type: MethodType;
  #number = make('input', { type: 'text' });

  constructor(
    private readonly types: readonly MethodType[],
    private words: Words,
    private readonly events: FormEvents,
  ) {
    this.#type = types[0] ?? 'card';
    this.element.addEventListener('focusin', () => events.focus());
    this.element.addEventListener('focusout', () => events.blur());
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') events.escape();
    });
    this.#draw();
  }

  get entry(): Entry {
    return { type: this.#type, number: this.#number.value };
  }

  /** In other words; what was typed stays. */
  say(words: Words): void {
    if (words === this.words) return;
    const { value } = this.#number;
    this.words = words;
    this.#draw();
    this.#number.value = value;
  }

  /** Shows what is wrong with the entry; answers it, or null. */
  check(): { code: string; message: string } | null {
    const fault = faultOf(this.entry);
    const message = fault === 'invalid' ? this.words.invalid : fault && this.words.incomplete[this.#type];
    this.#showFault(message ?? '');
    return fault && message ? { code: `${fault}_number`, message } : null;
  }

  focus(): void {
    const first = this.element.querySelector<HTMLElement>('input[type=radio]:checked');
    (first ?? this.#number).focus();
  }

  clear(): void {
    this.#number.value = '';
    this.#showFault('');
    this.events.input();
  }

  #draw(): void {
    const { words } = this;
    this.element.replaceChildren(
      ...(this.types.length > 1 ? [this.#methods()] : []),
      this.#fields(),
      make('p', { className: 'note', textContent: words.standIn }),
    );
  }

  #methods(): HTMLElement {
    const radios = this.types.map((type) => {
      const radio = make('input', {
        type: 'radio',
        name: 'method',
        value: type,
        checked: type === this.#type,
      });
      radio.addEventListener('change', () => this.#choose(type));
      return make(
        'label',
        { className: 'method' },
        radio,
        make('span', { textContent: this.words.type[type] }),
      );
    });
    return make('fieldset', {}, make('legend', { textContent: this.words.methods }), ...radios);
  }

  #fields(): HTMLElement {
    const { words } = this;
    const number = make('input', { type: 'text', autocomplete: 'off', spellcheck: false, dir: 'ltr' });
    this.#number = number;
    number.inputMode = this.#type === 'sepa_debit' ? 'text' : 'numeric';
    number.addEventListener('input', () => {
      this.#showFault('');
      this.events.input();
    });
    const fault = make('p', { className: 'fault', id: 'fault' });
    const test = make('select', {}, make('option', { value: '', textContent: words.choose }));
    for (const { number: each, outcome } of choicesOf(this.#type)) {
      const text = `${grouped(each)} · ${words.outcome[outcome]}`;
      test.append(make('option', { value: each, textContent: text }));
    }
    test.addEventListener('change', () => {
      number.value = grouped(test.value);
      this.#showFault('');
      this.events.input();
    });
    return make(
      'div',
      { className: 'fields' },
      labelled(words.number[this.#type], number, fault),
      labelled(words.test[this.#type], test),
    );
  }

  #choose(type: MethodType): void {
    this.#type = type;
    this.element.querySelector('.fields')?.replaceWith(this.#fields());
    this.events.input();
  }

  #showFault(message: string): void {
    const fault = this.element.querySelector('.fault');
    if (fault) fault.textContent = message;
    this.#number.ariaInvalid = message === '' ? null : 'true';
    if (message === '') this.#number.removeAttribute('aria-describedby');
    else this.#number.setAttribute('aria-describedby', 'fault');
  }
}

function labelled(label: string, ...content: HTMLElement[]): HTMLElement {
  return make(
    'label',
    { className: 'field' },
    make('span', { className: 'label', textContent: label }),
    ...content,
  );
}

const grouped = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ');
