/** How the line to the backend stands, for all who care, and who waits for the person to sign in again. */
import type { ConnectionState } from './adapter.js';
import { callAll } from './listeners.js';
import { isOffline } from './timing.js';

type Listener = (state: ConnectionState) => void;

export class Connection {
  /** The browser's word, until an answer or a failed request knows better. */
  #unreached = isOffline();
  #signedOut = false;
  #told: ConnectionState = this.state;
  /** Counts sign-outs, so that an answer to an older request is not taken for a sign-in. */
  #signOuts = 0;
  readonly #listeners = new Set<Listener>();

  get state(): ConnectionState {
    if (this.#signedOut) return 'signed-out';
    return this.#unreached ? 'offline' : 'online';
  }

  get signOuts(): number {
    return this.#signOuts;
  }

  watch(listener: Listener): () => void {
    const call: Listener = (state) => listener(state);
    if (!this.#listeners.size) {
      globalThis.addEventListener?.('online', this.#onNetwork);
      globalThis.addEventListener?.('offline', this.#onNetwork);
    }
    this.#listeners.add(call);
    return () => {
      this.#listeners.delete(call);
      if (this.#listeners.size) return;
      globalThis.removeEventListener?.('online', this.#onNetwork);
      globalThis.removeEventListener?.('offline', this.#onNetwork);
    };
  }

  readonly #onNetwork = ({ type }: Event): void => this.reached(type === 'online');

  /** An answer came, or none did. */
  reached(yes: boolean): void {
    this.#unreached = !yes;
    this.#tell();
  }

  /** Answers whether this is news. */
  signOut(): boolean {
    if (this.#signedOut) return false;
    this.#signedOut = true;
    this.#signOuts++;
    this.#tell();
    return true;
  }

  /** Answers whether this is news. */
  signIn(): boolean {
    if (!this.#signedOut) return false;
    this.#signedOut = false;
    this.#tell();
    return true;
  }

  /** Resolves once nobody is signed out; rejects with the signal's reason. */
  signedIn(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.#signedOut && !signal?.aborted) return;
        stop();
        signal?.removeEventListener('abort', look);
        if (signal?.aborted) reject(signal.reason as Error);
        else resolve();
      };
      const stop = this.watch(look);
      signal?.addEventListener('abort', look);
      look();
    });
  }

  #tell(): void {
    const { state } = this;
    if (state === this.#told) return;
    this.#told = state;
    callAll(this.#listeners, state);
  }
}
