/**
 * Who hears of a message: those who are still signed in, on that account, whose scope holds the invoice as Stripe has it
 * now, and who may read it. Thousands may listen, so they stand in groups that are asked once, and an invoice is read
 * once for all of them.
 */
import { readInvoice } from '../invoice/shape.js';
import { Access } from './authorize.js';
import type { Message } from './events.js';
import { isObject } from './input.js';
import type { Config, HandlerSession, Scope } from './options.js';
import type { Heard } from './past.js';
import { isId, isStripeFailure } from './problems.js';
import { Recent } from './recent.js';
import { invoiceInScope, needsCustomers } from './scope.js';
import { StripeCalls, type Json } from './stripe.js';

/** Sessions of one tenant (without a tenant: of one person) that reach the same. */
interface Group {
  key: string;
  members: Set<Listener>;
}

/** Somebody at the end of a stream. */
export interface Listener {
  readonly request: Request;
  /** Undefined once gone. */
  group?: Group;
}

/** An invoice as it was read; null where there is none. */
interface Reading {
  /** Milliseconds of `performance.now()` at which Stripe was asked. */
  at: number;
  invoice: Promise<Json | null>;
}

/** Milliseconds for which a reading tells whose an invoice is; an action makes several events at once. */
const MOMENT = 2_000;
const READINGS = 200;

export class Audience {
  private readonly groups = new Map<string, Group>();
  private readonly readings = new Recent<Reading>(READINGS);

  constructor(private readonly config: Config) {}

  join(request: Request, session: HandlerSession): Listener {
    const listener: Listener = { request };
    this.place(listener, session);
    return listener;
  }

  leave(listener: Listener): void {
    const { group } = listener;
    delete listener.group;
    group?.members.delete(listener);
    if (group?.members.size === 0) this.groups.delete(group.key);
  }

  /** Begins to find out who hears of a message; the answer tells it of each listener that is here now. */
  judge(heard: Heard): (listener: Listener) => Promise<boolean> {
    const concerned = new Map<Group, Promise<boolean>>();
    for (const group of this.groups.values()) concerned.set(group, this.mayConcern(group, heard));
    return async (listener) => {
      const group = listener.group && concerned.get(listener.group);
      return (await group) === true && (await this.hears(listener, heard));
    };
  }

  /** Whether a session that was asked for just now may hear of it. */
  async passes(session: HandlerSession, heard: Heard): Promise<boolean> {
    const invoice = await this.reached(session.scope, heard);
    if (!invoice) return false;
    const access = new Access(this.config, session, new StripeCalls(this.config, session.scope.account));
    return access.may('read', readInvoice(invoice));
  }

  /**
   * Asks the session of one member for the whole group, of another one each time. Where its scope is another one by now
   * (it gained a customer), each of the others is asked for itself.
   */
  private async mayConcern(group: Group, heard: Heard): Promise<boolean> {
    for (const member of [...group.members]) {
      const session = await this.ask(member);
      if (!session) continue;
      if (member.group !== group) return true;
      group.members.delete(member);
      group.members.add(member);
      return (await this.reached(session.scope, heard)) !== null;
    }
    return false;
  }

  private async hears(listener: Listener, heard: Heard): Promise<boolean> {
    const session = await this.ask(listener);
    return session !== null && this.passes(session, heard);
  }

  /** The session as it is now, since a stream outlives a sign-out, and scopes grow. */
  private async ask(listener: Listener): Promise<HandlerSession | null> {
    const session = await this.config.session(listener.request);
    if (!session || !listener.group) return null;
    if (!isObject(session.scope)) throw new TypeError('createInvoiceHandler: `session` gave no `scope`.');
    this.place(listener, session);
    return session;
  }

  private place(listener: Listener, { tenant, user, scope }: HandlerSession): void {
    const key = JSON.stringify([tenant ?? null, tenant === undefined ? user.id : null, scope]);
    if (listener.group?.key === key) return;
    this.leave(listener);
    const group = this.groups.get(key) ?? { key, members: new Set() };
    this.groups.set(key, group);
    group.members.add(listener);
    listener.group = group;
  }

  /** The invoice, where it is in scope. A reading from before the message may say so, but not the contrary. */
  private async reached(scope: Scope, { message, heard }: Heard): Promise<Json | null> {
    if ((scope.account ?? null) !== message.account || isForeign(message, scope)) return null;
    const customers = needsCustomers(scope);
    const key = JSON.stringify([message.account, message.invoice, customers, message.type === DELETED]);
    const known = this.readings.get(key);
    if (known && performance.now() - known.at < MOMENT) {
      const invoice = await known.invoice;
      if (invoice && invoiceInScope(invoice, scope)) return invoice;
      if (known.at >= heard) return null;
    }
    const invoice = await this.read(key, message, customers, heard);
    return invoice && invoiceInScope(invoice, scope) ? invoice : null;
  }

  /** Reads it, or waits for whoever else is reading it for the same message. */
  private read(key: string, message: Message, customers: boolean, heard: number): Promise<Json | null> {
    const now = performance.now();
    const running = this.readings.get(key);
    if (running && running.at >= heard && now - running.at < MOMENT) return running.invoice;
    const invoice = readFor(message, customers, new StripeCalls(this.config, message.account ?? undefined));
    this.readings.set(key, { at: now, invoice });
    invoice.catch(() => {
      if (this.readings.get(key)?.invoice === invoice) this.readings.delete(key);
    });
    return invoice;
  }
}

const DELETED = 'invoice.deleted';

/** Told without asking Stripe, which spares it a call for the listeners of each other tenant. */
function isForeign({ customer }: Message, { customers, metadata, everything }: Scope): boolean {
  return (
    customer !== null && customers !== undefined && !metadata && !everything && !customers.includes(customer)
  );
}

/** The invoice as Stripe has it; of one that was deleted only its id and customer are left to go by. */
async function readFor(message: Message, customers: boolean, stripe: StripeCalls): Promise<Json | null> {
  const { invoice: id, customer, type } = message;
  const expand = customers ? { expand: ['customer'] } : {};
  const invoice = await found(id, () =>
    stripe.json((sdk, options) => sdk.invoices.retrieve(id, expand, options)),
  );
  if (invoice || type !== DELETED || !customer) return invoice;
  const whose =
    customers &&
    (await found(customer, () =>
      stripe.json((sdk, options) => sdk.customers.retrieve(customer, {}, options)),
    ));
  return { id, object: 'invoice', deleted: true, customer: whose || customer };
}

/** Null for what Stripe does not have, or not any more. */
async function found(id: string, retrieve: () => Promise<Json>): Promise<Json | null> {
  if (!isId(id)) return null;
  try {
    const object = await retrieve();
    return object['deleted'] ? null : object;
  } catch (error) {
    if (isStripeFailure(error) && error.statusCode === 404) return null;
    throw error;
  }
}
