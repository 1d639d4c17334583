/** What of a payment goes to connected accounts. */
import { integer, object, required, text } from '../core/params.js';
import { refuse } from '../core/refusals.js';
import type { TransferData } from '../objects.js';

/** The parameter `transfer_data`. */
export const transferShape = object({ amount: integer, destination: required(text) });

/** The account that money goes to; refuses what cannot be one. */
export function toTransferData({ amount, destination }: ReturnType<typeof transferShape.read>): TransferData {
  checkAccount(destination, 'transfer_data[destination]');
  return { amount: amount ?? null, destination };
}

export function checkAccount(id: string, param: string): void {
  if (!/^acct_\w+$/.test(id)) throw refuse('bad_account', { id }, param);
}
