/** What of the customer's is to be charged: read once the person asks to charge, chosen, and put into parameters. */
import { toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { PayParams, PaymentMethod } from '../../invoice/wire.js';

/** Stripe chooses: what the invoice or the customer has as default. */
export const STRIPES_CHOICE = '';
/** Another one than those that are saved, by its id. */
export const OTHER = 'other';

export type Methods =
  | { status: 'loading' }
  | { status: 'loaded'; methods: readonly PaymentMethod[] }
  /** The backend does not tell; Stripe chooses. */
  | { status: 'untold' }
  | { status: 'error'; problem: InvoiceProblem };

/** Ids of sources, which Stripe takes under a name of their own. */
const isSource = (id: string): boolean => /^(src|ba)_/.test(id);

export class PayChoice {
  methods: Methods = { status: 'loading' };
  /** Id of the method, {@link STRIPES_CHOICE} or {@link OTHER}. */
  chosen = STRIPES_CHOICE;
  other = '';
  mandate = '';
  /** The customer is there and can confirm at the bank. */
  present = false;
  forgive = false;

  constructor(private readonly changed: () => void) {}

  /** Reads what the customer has; what was chosen before is forgotten. */
  async load(store: InvoiceStore, { customer }: Invoice): Promise<void> {
    Object.assign(this, { chosen: STRIPES_CHOICE, other: '', mandate: '', present: false, forgive: false });
    const { adapter } = store;
    if (!adapter.paymentMethods || !customer || adapter.supports?.('payment_methods') === false) {
      return this.#set({ status: 'untold' });
    }
    this.#set({ status: 'loading' });
    try {
      const all = await adapter.paymentMethods(customer);
      const methods = [...all].sort((a, b) => Number(b.is_default) - Number(a.is_default));
      this.chosen = methods[0]?.id ?? OTHER;
      this.#set({ status: 'loaded', methods });
    } catch (error) {
      const problem = toProblem(error);
      this.#set(problem.code === 'not_supported' ? { status: 'untold' } : { status: 'error', problem });
    }
  }

  /** The method that is charged, where it is one of those that are known. */
  get method(): PaymentMethod | null {
    if (this.methods.status !== 'loaded') return null;
    return this.methods.methods.find(({ id }) => id === this.chosen) ?? null;
  }

  get id(): string {
    return this.chosen === OTHER ? this.other.trim() : this.chosen;
  }

  /** Whether what is charged is an older source, the only thing that a rest can be forgiven for. */
  get chargesSource(): boolean {
    return isSource(this.id);
  }

  /** Why it cannot be charged yet; null where it can. */
  get fault(): 'loading' | 'id_missing' | 'id_wrong' | 'mandate_wrong' | null {
    if (this.methods.status === 'loading') return 'loading';
    if (this.chosen === OTHER && !this.id) return 'id_missing';
    if (this.chosen === OTHER && !/^(pm|src|ba|card)_\w+$/.test(this.id)) return 'id_wrong';
    return this.mandate.trim() && !/^mandate_\w+$/.test(this.mandate.trim()) ? 'mandate_wrong' : null;
  }

  get params(): Omit<PayParams, 'paid_out_of_band'> {
    const { id } = this;
    const mandate = this.mandate.trim();
    return {
      ...(id && (this.chargesSource ? { source: id } : { payment_method: id })),
      ...(mandate && { mandate }),
      ...(this.present && { off_session: false }),
      ...(this.forgive && this.chargesSource && { forgive: true }),
    };
  }

  choose(change: Partial<Pick<PayChoice, 'chosen' | 'other' | 'mandate' | 'present' | 'forgive'>>): void {
    Object.assign(this, change);
    this.changed();
  }

  #set(methods: Methods): void {
    this.methods = methods;
    this.changed();
  }
}
