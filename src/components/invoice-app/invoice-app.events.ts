import { InvoiceEvent } from '../internal/events.js';

/** Asks whether to go to another place inside the app; cancel it to stay, or to go there in another way. */
export class InvoiceNavigateEvent extends InvoiceEvent<{
  /** Counted from the app's base: `?view=open`, `new`, `in_…`; empty is the list. */
  path: string;
}> {
  static readonly type = 'invoice-navigate';
  constructor(path: string) {
    super('invoice-navigate', { path }, { cancelable: true });
  }
}

/** Another place inside the app is shown, or what is shown has another title. */
export class InvoiceNavigatedEvent extends InvoiceEvent<{
  path: string;
  /** In the language of the app, for `document.title`. */
  title: string;
}> {
  static readonly type = 'invoice-navigated';
  constructor(path: string, title: string) {
    super('invoice-navigated', { path, title });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'invoice-navigate': InvoiceNavigateEvent;
    'invoice-navigated': InvoiceNavigatedEvent;
  }
}
