import type { ManyWork, Receipt } from '../../adapter/many.js';
import type { InvoiceFilter } from '../../invoice/list-filter.js';
import { InvoiceEvent } from '../internal/events.js';

/** The person has chosen other filters, or searches for something else. */
export class InvoiceFilterEvent extends InvoiceEvent<{ filter: InvoiceFilter }> {
  static readonly type = 'invoice-filter';
  constructor(filter: InvoiceFilter) {
    super('invoice-filter', { filter });
  }
}

/** The person has chosen other rows. */
export class InvoiceSelectEvent extends InvoiceEvent<{
  /** Ids of the chosen rows, as far as they are loaded. */
  ids: string[];
  /** All that match the filter are chosen, also those that are not loaded yet. */
  all: boolean;
}> {
  static readonly type = 'invoice-select';
  constructor(ids: string[], all: boolean) {
    super('invoice-select', { ids, all });
  }
}

/** More rows are loaded, or others. */
export class InvoiceRowsEvent extends InvoiceEvent<{
  /** How many there are by now. */
  count: number;
  /** There are no more than these. */
  done: boolean;
}> {
  static readonly type = 'invoice-rows';
  constructor(count: number, done: boolean) {
    super('invoice-rows', { count, done });
  }
}

/** Asks whether to do the same to many invoices; cancelable, as all asks are. */
export class InvoiceBulkEvent extends InvoiceEvent<{ work: ManyWork; ids: string[] }> {
  static readonly type = 'invoice-bulk';
  constructor(work: ManyWork, ids: string[]) {
    super('invoice-bulk', { work, ids }, { cancelable: true });
  }
}

/** Work on many invoices has ended, or was stopped. */
export class InvoiceBulkDoneEvent extends InvoiceEvent<{
  work: ManyWork;
  /** One for each invoice that was settled, in the order in which that happened. */
  receipts: Receipt[];
  /** It was stopped before its end: those without a receipt were not touched. */
  stopped: boolean;
}> {
  static readonly type = 'invoice-bulk-done';
  constructor(work: ManyWork, receipts: Receipt[], stopped: boolean) {
    super('invoice-bulk-done', { work, receipts, stopped });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'invoice-filter': InvoiceFilterEvent;
    'invoice-rows': InvoiceRowsEvent;
    'invoice-select': InvoiceSelectEvent;
    'invoice-bulk': InvoiceBulkEvent;
    'invoice-bulk-done': InvoiceBulkDoneEvent;
  }
}
