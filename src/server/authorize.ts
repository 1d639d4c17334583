/**
 * The one place where access is decided: what is out of scope does not exist (404), what is in scope may still not be
 * allowed (403), and what is delivered is cut to the allow-list and says what may be done with it.
 */
import { allowedActions } from '../invoice/actions.js';
import { readInvoice } from '../invoice/shape.js';
import type { Invoice, Permission } from '../invoice/types.js';
import type { Config, HandlerSession } from './options.js';
import { confirmationSecret, defaultPaymentMethod, LINKS, project, type OutputKind } from './output.js';
import { forbidden, isId, isStripeFailure, missing } from './problems.js';
import { customerInScope, invoiceInScope, isListed, needsCustomers, reachesAll } from './scope.js';
import { rowsOf, type Json, type StripeCalls } from './stripe.js';

/** What one session may reach and do. */
export class Access {
  constructor(
    private readonly config: Pick<Config, 'authorize' | 'reservedMetadata'>,
    readonly session: HandlerSession,
    readonly stripe: StripeCalls,
  ) {}

  /** Metadata keys that the page may neither write nor see. */
  get reserved(): string[] {
    return [...this.config.reservedMetadata, ...Object.keys(this.session.scope.metadata ?? {})];
  }

  /** How to ask Stripe for invoices so that their scope can be told. */
  get expandCustomer(): { expand?: string[] } {
    return needsCustomers(this.session.scope) ? { expand: ['customer'] } : {};
  }

  /** The invoice as Stripe has it; 404 where it is missing, deleted or somebody else's. */
  async invoice(id: string, param = 'id'): Promise<Json> {
    const invoice = await this.find('invoice', id, param, () =>
      this.stripe.json((stripe, options) => stripe.invoices.retrieve(id, this.expandCustomer, options)),
    );
    if (invoice['deleted'] || !invoiceInScope(invoice, this.session.scope))
      throw missing('invoice', id, param);
    return invoice;
  }

  /** The customer as Stripe has it; 404 as for invoices. */
  async customer(id: string, param = 'id'): Promise<Json> {
    const customer = await this.find('customer', id, param, () =>
      this.stripe.json((stripe, options) => stripe.customers.retrieve(id, {}, options)),
    );
    if (customer['deleted'] || !customerInScope(customer, this.session.scope))
      throw missing('customer', id, param);
    return customer;
  }

  /** The credit note as Stripe has it, with its invoice in it, whose scope is its own; 404 as for invoices. */
  async creditNote(id: string, param = 'id'): Promise<Json & { invoice: Json }> {
    const expand = [needsCustomers(this.session.scope) ? 'invoice.customer' : 'invoice'];
    const note = await this.find('credit note', id, param, () =>
      this.stripe.json((stripe, options) => stripe.creditNotes.retrieve(id, { expand }, options)),
    );
    const invoice = note['invoice'] as Json;
    if (!invoiceInScope(invoice, this.session.scope)) throw missing('credit note', id, param);
    return { ...note, invoice };
  }

  /** 404 unless the customer is in scope; asks Stripe only where the scope cannot tell by itself. */
  async reachCustomer(id: string, param: string): Promise<void> {
    const { scope } = this.session;
    if (reachesAll(scope) || isListed(id, scope)) return;
    if (!needsCustomers(scope)) throw missing('customer', id, param);
    await this.customer(id, param);
  }

  /** 403 unless every one of these is allowed. */
  async require(actions: readonly Permission[], invoice?: Json): Promise<void> {
    const read = invoice && readInvoice(invoice);
    for (const action of actions) {
      if (!(await this.may(action, read))) throw forbidden(action);
    }
  }

  async may(action: Permission, invoice?: Invoice): Promise<boolean> {
    return (await this.config.authorize(this.session, action, invoice)) === true;
  }

  async allowedAmong<P extends Permission>(actions: readonly P[], invoice?: Invoice): Promise<P[]> {
    const allowed = await Promise.all(actions.map((action) => this.may(action, invoice)));
    return actions.filter((_, index) => allowed[index]);
  }

  /** The object as the page gets it. */
  deliver(object: Json, kind: Exclude<OutputKind, 'invoice' | 'customer'>): Json {
    return project(object, kind, this.reserved);
  }

  /** The customer as the page gets it, with a word on whether there is something to charge. */
  deliverCustomer(object: Json): Json {
    return {
      ...project(object, 'customer', this.reserved),
      has_default_payment_method: defaultPaymentMethod(object) !== null,
    };
  }

  /**
   * The invoice as the page gets it: with its links only for those who may hold them, and what may be done now. The
   * secret that its payment is confirmed with is in it only where the page `expand`ed it and the person may pay.
   */
  async deliverInvoice(object: Json, expand: readonly string[] = []): Promise<Json> {
    const invoice = readInvoice(object);
    const [mayLink, allowed_actions] = await Promise.all([
      this.may('link', invoice),
      this.allowedAmong(allowedActions(invoice), invoice),
    ]);
    const links = Object.fromEntries(LINKS.map((name) => [name, mayLink ? (object[name] ?? null) : null]));
    const delivered = { ...project(object, 'invoice', this.reserved), ...links, allowed_actions };
    if (!expand.includes('confirmation_secret')) return delivered;
    const mayPay = allowed_actions.includes('pay');
    return { ...delivered, confirmation_secret: mayPay ? confirmationSecret(object) : null };
  }

  /** The credit note as the page gets it; its PDF is a link as the invoice's are. */
  async deliverCreditNote(object: Json, invoice: Json): Promise<Json> {
    const pdf = (await this.may('link', readInvoice(invoice))) ? (object['pdf'] ?? null) : null;
    return { ...this.deliver(object, 'credit_note'), pdf };
  }

  /** The invoice with all of its lines, where Stripe embedded only the first ones. */
  async withAllLines(invoice: Json): Promise<Json> {
    const lines = invoice['lines'] as Json | undefined;
    if (lines?.['has_more'] !== true) return invoice;
    const data: Json[] = [];
    for (let more = true; more;) {
      const starting_after = data.at(-1)?.['id'] as string | undefined;
      const page = await this.stripe.json((stripe, options) =>
        stripe.invoices.listLineItems(
          String(invoice['id']),
          { limit: 100, ...(starting_after && { starting_after }) },
          options,
        ),
      );
      data.push(...rowsOf(page));
      more = page['has_more'] === true && rowsOf(page).length > 0;
    }
    return { ...invoice, lines: { ...lines, data, has_more: false, total_count: data.length } };
  }

  /** Answers for a missing object exactly as for a foreign one: the same words, and no request id. */
  async find(kind: string, id: string, param: string, retrieve: () => Promise<Json>): Promise<Json> {
    if (!isId(id)) throw missing(kind, id.slice(0, 255), param);
    try {
      return await retrieve();
    } catch (error) {
      if (isStripeFailure(error) && error.statusCode === 404) throw missing(kind, id, param);
      throw error;
    }
  }
}
