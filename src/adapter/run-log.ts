/** A run log kept as lines of text, one receipt a line, wherever text can be appended: a file, a row, browser storage. */
import type { Receipt, RunLog } from './many.js';

export interface LineStore {
  /** All that was appended before; an empty text where there is nothing yet. */
  read(): Promise<string> | string;
  /** Appends a line; it ends with a line break. */
  append(line: string): Promise<void> | void;
}

/** The last receipt of an invoice counts; a line that a crash cut off is passed over, and its invoice looked at again. */
export function lineLog({ read, append }: LineStore): RunLog {
  /** Where the last line was cut off, the next one begins on a line of its own. */
  let torn = false;
  return {
    async read() {
      const text = await read();
      torn = text !== '' && !text.endsWith('\n');
      const receipts = new Map<string, Receipt>();
      for (const line of text.split('\n')) {
        const receipt = parsed(line);
        if (receipt) receipts.set(receipt.invoice, receipt);
      }
      return [...receipts.values()];
    },
    async write(receipt) {
      const start = torn ? '\n' : '';
      torn = false;
      await append(`${start}${JSON.stringify(receipt)}\n`);
    },
  };
}

function parsed(line: string): Receipt | null {
  if (!line.trim()) return null;
  try {
    const receipt = JSON.parse(line) as Partial<Receipt> | null;
    return typeof receipt?.invoice === 'string' && typeof receipt.outcome === 'string'
      ? (receipt as Receipt)
      : null;
  } catch {
    return null;
  }
}
