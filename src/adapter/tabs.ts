/**
 * Other tabs that talk to the same backend hear at once what this one has done, also where no webhook tells of it. As
 * every change this is a hint to read again, so it carries an id and nothing else.
 */
import type { Change } from '../invoice/wire.js';

/** Browsers only: elsewhere there are no tabs, and an open channel would keep a process from ending. */
const canTalk = (): boolean => 'document' in globalThis && 'BroadcastChannel' in globalThis;

export class Tabs {
  readonly #name: string;
  #channel?: BroadcastChannel;

  /** @param url - where the backend is; tabs with the same one hear each other */
  constructor(url: string) {
    this.#name = `invoice-elements ${url}`;
  }

  /** Calls the listener for what other tabs do, until the returned function is called. */
  listen(listener: (change: Change) => void): () => void {
    if (!canTalk()) return () => undefined;
    const channel = new BroadcastChannel(this.#name);
    this.#channel = channel;
    channel.onmessage = ({ data }) => {
      const created = Math.floor(Date.now() / 1000);
      if (typeof data === 'string') listener({ type: 'invoice.updated', invoice: data, created });
    };
    return () => {
      channel.close();
      if (this.#channel === channel) this.#channel = undefined;
    };
  }

  /** Tells the other tabs that this invoice is another one now. */
  tell(invoice: string): void {
    if (!canTalk()) return;
    if (this.#channel) return this.#channel.postMessage(invoice);
    const channel = new BroadcastChannel(this.#name);
    channel.postMessage(invoice);
    channel.close();
  }
}
