/**
 * One draft on the desk, with its saver. Another draft gets another sheet, so that a save that still runs when the page
 * turns to another invoice can neither write there nor be lost.
 */
import type { InvoiceProblem } from '../../adapter/adapter.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { Draft } from './draft.js';
import { History } from './history.js';
import { Saver, type SaverHost } from './saver.js';
import type { Making } from './steps.js';

/** Who hears of a sheet's saves, as long as it is the one on the desk. */
export interface Desk {
  readonly sheet: Sheet;
  onCreated(invoice: Invoice): void;
  onSaved(invoice: Invoice): void;
  onFailed(problem: InvoiceProblem): void;
  requestUpdate(): void;
}

export class Sheet implements SaverHost {
  draft: Draft | null = null;
  /** The invoice that {@link draft} was last merged with; null until it is made. */
  invoice: Invoice | null = null;
  /** Id of the customer; empty while none is chosen. */
  customer = '';
  readonly saver = new Saver(this);
  readonly history = new History();
  /** What the draft is made with beside what was typed. */
  making: Making = {};

  constructor(
    private readonly desk: Desk,
    /** Kept when the element leaves the page, so that the last save can end. */
    public store: InvoiceStore | null,
  ) {}

  get savedId(): string {
    return this.invoice?.id ?? '';
  }

  created(invoice: Invoice): void {
    this.invoice = invoice;
    this.store?.apply(invoice);
    if (this.#isOnDesk) this.desk.onCreated(invoice);
  }

  saved(invoice: Invoice): void {
    if (this.#isOnDesk) this.desk.onSaved(invoice);
  }

  failed(problem: InvoiceProblem): void {
    if (this.#isOnDesk) this.desk.onFailed(problem);
  }

  changed(): void {
    if (this.#isOnDesk) this.desk.requestUpdate();
  }

  get #isOnDesk(): boolean {
    return this.desk.sheet === this;
  }
}
