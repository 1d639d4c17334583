/** The comboboxes of the editor, which share its shadow root: the customer, the due terms, and what an item is. */
import type { LitElement, TemplateResult } from 'lit';
import type { Price } from '../../invoice/wire.js';
import { Combobox } from '../internal/combobox.js';
import type { Localizer } from '../internal/localize.js';
import type { draftEditor } from '../../translations/en/draft-editor.js';
import { changeHeader, pickPrice, type Row } from './draft.js';
import type { EditorActions } from './editor-actions.js';
import { daysText, shownTerms } from './header.js';
import type { Terms } from './header-fields.js';
import {
  customerField,
  descriptionField,
  pricesNamed,
  termsField,
  type CustomerChoice,
  type TermsChoice,
} from './inputs.js';
import type { Dialogs } from './dialogs.js';
import type { DraftModel } from './model.js';
import { dateTimeFormat } from '../../invoice/intl.js';
import { cellId, type View } from './view.js';
import type * as parts from './parts.js';

const PRESETS = [0, 7, 14, 30, 60, 90];
const DAY = 86_400;

export class Fields {
  /** What was typed for the due terms and is none. */
  termsWrong = '';
  #customerText: string | null = null;
  #termsText: string | null = null;

  readonly #customers: Combobox<CustomerChoice>;
  readonly #terms: Combobox<TermsChoice>;
  readonly #catalog: Combobox<Price>;

  constructor(
    host: LitElement,
    private readonly model: DraftModel,
    private readonly actions: EditorActions,
    private readonly localize: Localizer<typeof draftEditor>,
    private readonly dialogs: Dialogs,
    private readonly loaded: () => typeof parts | null,
  ) {
    this.#customers = new Combobox<CustomerChoice>(host, {
      find: (text, signal) => this.#findCustomers(text, signal),
      pause: 250,
    });
    this.#terms = new Combobox<TermsChoice>(host, {
      find: (text) => Promise.resolve(this.#choices(text)),
      pause: 0,
    });
    this.#catalog = new Combobox<Price>(host, {
      find: async (text) => pricesNamed(await model.catalog.prices(model.draft?.currency ?? ''), text),
      pause: 0,
    });
  }

  customer(): TemplateResult {
    const { model } = this;
    const chosen = model.people.found;
    const value = this.#customerText ?? chosen?.name ?? chosen?.email ?? '';
    return this.#customers.render(
      customerField(this.localize, value, {
        onInput: (text) => {
          this.#customerText = text;
          model.pickCustomer(null);
        },
        onPick: (choice) => {
          this.#customerText = null;
          if ('create' in choice) this.dialogs.openCustomer(choice.create);
          else model.pickCustomer(choice);
        },
      }),
    );
  }

  terms(view: View): TemplateResult {
    const value = this.#termsText ?? shownTerms(view);
    return this.#terms.render(
      termsField(this.localize, value, this.termsWrong !== '', {
        onInput: (text) => {
          this.#termsText = text;
          const terms = this.#read(text);
          if (terms) this.#take(terms);
          this.model.requestUpdate();
        },
        onPick: ({ terms }) => {
          this.#termsText = null;
          this.#take(terms);
        },
        onLeave: () => this.#leaveTerms(),
      }),
    );
  }

  description(row: Row, index: number, invalid: boolean): TemplateResult {
    const { actions, model } = this;
    return this.#catalog.render(
      descriptionField(this.localize, row, index, invalid, {
        onInput: (text) => actions.type(row.key, 'description', text),
        onPick: (price) => {
          model.edit((draft) => pickPrice(draft, row.key, price));
          actions.goTo(cellId(row, 'quantity'));
        },
        onLeave: () => actions.leave(row.key, 'description'),
      }),
    );
  }

  /** Changes with what the list under a description shows. */
  descriptionState = (row: Row): unknown => this.#catalog.stateOf(cellId(row, 'description'));

  async #findCustomers(text: string, signal: AbortSignal): Promise<CustomerChoice[]> {
    const { store, session } = this.model;
    const found: CustomerChoice[] = (await store?.adapter.searchCustomers(text, { signal })) ?? [];
    const mayCreate = this.model.people.mayMake && session?.actions.includes('create') && this.loaded();
    return mayCreate ? [...found, { create: text.trim() }] : found;
  }

  /** What was typed, as it is understood, before what is often given. */
  #choices(text: string): TermsChoice[] {
    const read = this.#termsText === null ? null : this.#read(text);
    const presets = PRESETS.map((days): Terms => `days:${days}`);
    return [...new Set([...(read ? [read] : []), ...presets])].map((terms) => this.#choice(terms));
  }

  #choice(terms: Terms): TermsChoice {
    const { lang, words } = this.localize;
    const [unit, count] = terms.split(':');
    const seconds = unit === 'days' ? this.#from + Number(count) * DAY : Number(count);
    const date = dateTimeFormat(lang, { dateStyle: 'medium' }).format(seconds * 1000);
    return unit === 'days'
      ? { terms, name: daysText({ words, lang }, Number(count)), date }
      : { terms, name: date, date: '' };
  }

  get #from(): number {
    return this.model.invoice?.created ?? this.model.now;
  }

  #read(text: string): Terms | null {
    const read = this.loaded()?.readTerms(text, { now: this.model.now, locale: this.localize.lang });
    if (!read) return null;
    return 'days' in read ? `days:${read.days}` : `date:${read.date}`;
  }

  #take(terms: Terms): void {
    this.termsWrong = '';
    this.model.edit((draft) => changeHeader(draft, { terms }), 'terms');
  }

  #leaveTerms(): void {
    const text = this.#termsText;
    this.#termsText = null;
    this.termsWrong = text?.trim() && !this.#read(text) ? text.trim() : '';
    if (this.termsWrong) this.#termsText = text;
    this.model.requestUpdate();
  }
}
