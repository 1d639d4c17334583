/** Where a payment stands, and what the way there needs of its element. */
import type { InvoiceProblem, RetryPolicy } from '../../adapter/adapter.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { Bill } from './bill.js';
import type { Fonts, MountedForm } from './mounted-form.js';
import type { AmountFault } from './part-amount.js';
import type { SettlingStep } from './settling.js';

/** Said when there is no form any more, as a key of the words. */
export type Said = 'already_paid' | 'voided' | 'unpayable' | 'not_finished' | 'not_arrived';

export type Step =
  | { name: 'closed'; said: Said | InvoiceProblem | null }
  /** How much is to be paid; only where the page takes parts. */
  | { name: 'choosing'; invoice: Invoice; fault: AmountFault | null }
  | { name: 'opening'; slow: boolean }
  | {
      name: 'open';
      bill: Bill;
      form: MountedForm;
      /** Why the last try came to nothing. */
      trouble: 'incomplete' | 'not_finished' | InvoiceProblem | null;
      /** The invoice asks for another amount than was shown: the person has to agree anew. */
      changed: Invoice | null;
    }
  | { name: 'confirming'; bill: Bill; form: MountedForm }
  /** Back from a bank's page. */
  | { name: 'returning' }
  | { name: 'stopped'; reason: 'no_key' | 'no_secret' | InvoiceProblem; again: (() => void) | null }
  | SettlingStep;

/** What the flow needs of its element. */
export interface PaymentHost extends HTMLElement {
  readonly returnUrl: string;
  readonly keepAddress: boolean;
  readonly partial: ((amount: number) => Promise<{ client_secret: string }>) | null;
  readonly fonts: Fonts;
  readonly retry: Partial<RetryPolicy> | null;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
  requestUpdate(): void;
}

/** What the element knows at the moment. */
export interface FlowView {
  store: InvoiceStore | null;
  id: string;
  lang: string;
}

export type OpenStep = Extract<Step, { name: 'open' }>;
