/** Reads what tells of an invoice's past beside the invoice itself; nothing in it is believed before it is read. */

/** An event about the invoice, or about a payment or credit note of it. */
export interface ToldEvent {
  id: string;
  type: string;
  /** Unix seconds. */
  at: number;
  /** Id of what it is about. */
  about: string;
  /** Names of the fields that changed. */
  changed: string[];
}

/** A credit note, as far as the history of its invoice depends on it. */
export interface ToldNote {
  id: string;
  number: string | null;
  /** Minor units. */
  total: number | null;
  /** What of it was given back by Stripe; minor units. */
  refunded: number;
  /** Unix seconds. */
  created: number | null;
  voided: boolean;
  voided_at: number | null;
}

const record = (value: unknown): Record<string, unknown> =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const integer = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null);
const time = (value: unknown): number | null => ((integer(value) ?? 0) > 0 ? integer(value) : null);

/** The rows of a list, or of the array inside it; null where it is neither. */
function rows(value: unknown): Record<string, unknown>[] | null {
  const list = Array.isArray(value) ? value : record(value)['data'];
  return Array.isArray(list) ? list.map(record) : null;
}

/** Names, or of one of Stripe's own events the object that they are the keys of. */
const names = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((name): name is string => typeof name === 'string')
    : Object.keys(record(value));

/** Each once, the oldest first; those that say not what they are, or when, are left out. Null for what is no list. */
export function readEvents(json: unknown): ToldEvent[] | null {
  const found = new Map<string, ToldEvent>();
  const all = rows(json);
  for (const row of all ?? []) {
    const data = record(row['data']);
    const [id, type, at] = [text(row['id']), text(row['type']), time(row['created'])];
    if (id === null || type === null || at === null) continue;
    const about = text(record(data['object'])['id']) ?? '';
    found.set(id, { id, type, at, about, changed: names(data['previous_attributes']) });
  }
  return all && [...found.values()].sort((one, other) => one.at - other.at);
}

const refundedBy = (refunds: unknown): number =>
  (rows(refunds) ?? []).reduce((sum, refund) => sum + (integer(refund['amount_refunded']) ?? 0), 0);

/** Each once. Null for what is no list. */
export function readCreditNotes(json: unknown): ToldNote[] | null {
  const found = new Map<string, ToldNote>();
  const all = rows(json);
  for (const row of all ?? []) {
    const id = text(row['id']);
    if (id === null) continue;
    found.set(id, {
      id,
      number: text(row['number']),
      total: integer(row['total']) ?? integer(row['amount']),
      refunded: refundedBy(row['refunds']),
      created: time(row['created']),
      voided: row['status'] === 'void',
      voided_at: time(row['voided_at']),
    });
  }
  return all && [...found.values()];
}
