/** What happens inside the app, and where it leads to. */
import type { ReactiveControllerHost } from 'lit';
import type { InvoiceHistory } from '../../invoice/history.js';
import type {
  InvoiceDeletedEvent,
  InvoiceDuplicatedEvent,
  InvoiceRevisedEvent,
} from '../internal/action-events.js';
import type { InvoiceCreatedEvent } from '../invoice-draft-editor/invoice-draft-editor.events.js';
import type { InvoiceFilterEvent } from '../invoice-list/invoice-list.events.js';
import type { InvoiceHistoryEvent, InvoiceOpenEvent } from '../invoice-timeline/invoice-timeline.events.js';
import type { Navigation } from './navigation.js';
import type { OpenInvoice } from './open-invoice.js';
import type { Sheets } from './sheets.js';

/** What is said above a page, by the key of its words. */
export type Note = 'deleted' | 'copied';

interface Parts {
  navigation: Navigation;
  open: OpenInvoice;
  sheets: Sheets;
  /** To the invoice beside the one that is open. */
  step: (to: 'previous' | 'next') => void;
}

const STEPS: Record<string, 'previous' | 'next'> = { j: 'next', k: 'previous' };

export class Happenings {
  note: Note | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #parts: Parts;
  #history: { id: string; history: InvoiceHistory } | null = null;

  constructor(host: ReactiveControllerHost, parts: Parts) {
    this.#host = host;
    this.#parts = parts;
  }

  /** What has happened to the invoice, once that is read. */
  historyOf(id: string): InvoiceHistory | null {
    return this.#history?.id === id ? this.#history.history : null;
  }

  readonly onListOpen = (event: InvoiceOpenEvent): void => {
    if (event.defaultPrevented) return;
    this.#parts.open.hint(event.detail.invoice);
    this.#go(event);
  };

  /** An invoice names another one. */
  readonly onOpen = (event: InvoiceOpenEvent): void => {
    if (!event.defaultPrevented) this.#go(event);
  };

  readonly onFilter = ({ detail: { filter } }: InvoiceFilterEvent): void =>
    this.#parts.navigation.rename({ name: 'list', filter });

  readonly onCreated = ({ detail: { invoice } }: InvoiceCreatedEvent): void => {
    const { navigation, open, sheets } = this.#parts;
    if (navigation.route.name !== 'new') return;
    sheets.made(invoice.id);
    open.hint(invoice);
    navigation.rename({ name: 'invoice', id: invoice.id });
  };

  readonly onDeleted = async ({ detail: { invoice } }: InvoiceDeletedEvent): Promise<void> => {
    const { navigation } = this.#parts;
    if (navigation.path !== invoice.id) return;
    this.#parts.sheets.putAway();
    if (await navigation.go('', 'person', true)) this.#say('deleted');
  };

  readonly onDuplicated = async ({ detail: { draft } }: InvoiceDuplicatedEvent): Promise<void> => {
    this.#parts.open.hint(draft);
    if (await this.#parts.navigation.go(draft.id)) this.#say('copied');
  };

  readonly onRevised = ({ detail: { draft } }: InvoiceRevisedEvent): void => {
    this.#parts.open.hint(draft);
    void this.#parts.navigation.go(draft.id);
  };

  readonly onHistory = ({ detail: { invoice, history } }: InvoiceHistoryEvent): void => {
    this.#history = { id: invoice.id, history };
    this.#host.requestUpdate();
  };

  /** From the editor to what the draft has become. */
  readonly onShow = (): void => {
    this.#parts.sheets.putAway();
    this.#parts.navigation.arriveAgain();
  };

  readonly onKeydown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key.toLowerCase()];
    const { altKey, ctrlKey, metaKey, shiftKey, defaultPrevented } = event;
    if (!step || defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) return;
    const { navigation, sheets } = this.#parts;
    if (navigation.route.name !== 'invoice' || sheets.sheet || isTaken(event)) return;
    event.preventDefault();
    this.#parts.step(step);
  };

  #go(event: InvoiceOpenEvent): void {
    // The app shows it; a link or address of the page's own is not followed.
    event.preventDefault();
    void this.#parts.navigation.go(event.detail.id);
  }

  #say(note: Note): void {
    this.note = note;
    this.#host.requestUpdate();
  }
}

/** Letters belong to what is written in, to menus and to dialogs. */
const isTaken = (event: Event): boolean =>
  event
    .composedPath()
    .some(
      (at) =>
        at instanceof HTMLElement &&
        (at.isContentEditable || at.matches('input, select, textarea, dialog, iframe, [role="menu"]')),
    );
