/** What the rules work with: the people, and drafts that are made for one rule and tidied away afterwards. */
import { fingerprint } from '../../src/invoice/fingerprint.js';
import type { Caller, Json } from './caller.js';
import { demand, demandStatus } from './rule.js';

export interface People {
  /** May do everything in the first tenant. */
  admin: Caller;
  /** May do everything in another tenant. */
  other: Caller;
  /** May look in the first tenant, and not act. */
  viewer: Caller;
}

export interface Subjects {
  /** Id of a customer of the first tenant, with an email address. */
  customer: string;
  /** Id of a customer of the other tenant. */
  otherCustomer: string;
  tenantMetadata: readonly string[];
}

/** A line of 10.00 in whatever currency the draft has. */
export const LINE = { description: 'Conformance', amount: 1000 };
const TERMS = { collection_method: 'send_invoice', days_until_due: 30 };

export class Bench {
  private readonly made: { caller: Caller; id: string }[] = [];

  constructor(
    readonly people: People,
    readonly subjects: Subjects,
    /** Texts of every answer so far. */
    readonly heard: () => readonly { asked: string; text: string }[],
  ) {}

  get admin(): Caller {
    return this.people.admin;
  }

  /** What is needed to make a draft. */
  draftParams(customer = this.subjects.customer): Json {
    return { customer, ...TERMS };
  }

  /** A draft of the first tenant with one line, as the backend told it last. */
  async draft(): Promise<Json> {
    return this.draftOf(this.admin, this.subjects.customer);
  }

  async otherDraft(): Promise<Json> {
    return this.draftOf(this.people.other, this.subjects.otherCustomer);
  }

  /** A finalized invoice of the first tenant. */
  async open(): Promise<Json> {
    const draft = await this.draft();
    const path = `/invoices/${idOf(draft)}/finalize`;
    const { body } = demandStatus(
      await this.admin.post(path, { auto_advance: false, expected: fingerprint(draft) }),
      200,
    );
    return body;
  }

  /** Remembers an invoice that a rule made by itself. */
  keep(invoice: Json, caller = this.admin): Json {
    this.made.push({ caller, id: idOf(invoice) });
    return invoice;
  }

  /** The invoice as it is now. */
  async now(invoice: Json, caller = this.admin): Promise<Json> {
    return demandStatus(await caller.get(`/invoices/${idOf(invoice)}`), 200).body;
  }

  /** That nothing a person would see of the invoice has changed meanwhile. */
  async demandUntouched(before: Json, after: string, caller = this.admin): Promise<void> {
    const now = await this.now(before, caller);
    const same = (['status', 'total', 'description', 'auto_advance', 'metadata'] as const).every(
      (field) => JSON.stringify(now[field] ?? null) === JSON.stringify(before[field] ?? null),
    );
    demand(same, `the invoice is as it was after ${after}`, 'it has changed');
  }

  /** Deletes the drafts and voids the rest; whatever fails stays in the test account. */
  async tidy(): Promise<void> {
    for (const { caller, id } of this.made.splice(0)) {
      try {
        const { status } = await caller.delete(`/invoices/${id}`);
        if (status !== 200) await caller.post(`/invoices/${id}/void`);
      } catch {
        // The rules have told already what does not work.
      }
    }
  }

  private async draftOf(caller: Caller, customer: string): Promise<Json> {
    const made = demandStatus(await caller.post('/invoices', this.draftParams(customer)), 200).body;
    this.keep(made, caller);
    return demandStatus(await caller.post(`/invoices/${idOf(made)}/add_lines`, { lines: [LINE] }), 200).body;
  }
}

export const idOf = (object: Json): string => String(object['id']);

/** The rows of a list. */
export const rowsOf = (list: Json): Json[] => (Array.isArray(list['data']) ? (list['data'] as Json[]) : []);
