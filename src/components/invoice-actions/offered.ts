/** Which actions are offered on an invoice, the likely one first. */
import { allowedActions } from '../../invoice/actions.js';
import type { Action, Invoice } from '../../invoice/types.js';
import type { Session } from '../../invoice/wire.js';
import type { MenuItem } from '../internal/menu.js';

/** Turning Stripe's own collecting on or off is an edit of its own. */
export type ActionName = Exclude<Action, 'edit'> | 'collect' | 'stop_collecting';

/** Set apart from the rest: what can't be undone. */
const GRAVE: readonly ActionName[] = ['mark_uncollectible', 'void', 'delete'];

/** What the page, and what the backend, can do at all. */
export interface Means {
  /** Left out by the page. */
  without: ReadonlySet<string>;
  /** An adapter is there to ask. */
  connected: boolean;
  session: Session | null;
  /** The adapter has the optional call behind an action. */
  has(action: ActionName): boolean;
}

/** Whether Stripe collects an open invoice by itself may be changed by whoever may schedule. */
function collecting(invoice: Invoice, allowed: readonly Action[], session: Session | null): ActionName[] {
  const may = session?.actions.includes('schedule') && allowed.includes('edit');
  if (!may || invoice.status !== 'open' || invoice.auto_advance === null) return [];
  return [invoice.auto_advance ? 'stop_collecting' : 'collect'];
}

/**
 * The actions that make sense now, are allowed to this person and can be done through this backend. An invoice that is
 * charged begins with the charge, one that is sent with sending.
 */
export function offeredActions(invoice: Invoice, { without, connected, session, has }: Means): ActionName[] {
  if (!connected) return [];
  const allowed = allowedActions(invoice);
  const named: ActionName[] = allowed.filter((action) => action !== 'edit');
  const grave = named.findIndex((action) => GRAVE.includes(action));
  const at = grave < 0 ? named.length : grave;
  const all = [...named.slice(0, at), ...collecting(invoice, allowed, session), ...named.slice(at)];
  const offered = all.filter((action) => !without.has(action) && has(action));
  const plain = offered.filter((action) => !GRAVE.includes(action));
  return [...plain, ...offered.filter((action) => GRAVE.includes(action))];
}

export const menuItems = (
  actions: readonly ActionName[],
  label: (action: ActionName) => string,
): MenuItem[] => actions.map((id) => ({ id, label: label(id), grave: GRAVE.includes(id) }));

/** Whether it is what comes next in the life of the invoice, so that it has the accent. */
export const isNext = (action: ActionName): boolean => ['finalize', 'send', 'pay'].includes(action);

/** What can't be undone is never the one button in front, however few others there are. */
export const isLikely = (action: ActionName | undefined): action is ActionName =>
  action !== undefined && !GRAVE.includes(action);
