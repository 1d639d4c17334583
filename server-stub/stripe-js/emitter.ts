/** The `on`, `once` and `off` of Stripe.js. */
type Handler = (event: object) => void;

export class Emitter {
  readonly #handlers = new Map<string, Set<Handler>>();

  on(type: string, handler: Handler): this {
    this.#of(type).add(handler);
    return this;
  }

  once(type: string, handler: Handler): this {
    const call: Handler = (event) => {
      this.#of(type).delete(call);
      handler(event);
    };
    return this.on(type, call);
  }

  off(type: string, handler?: Handler): this {
    if (handler) this.#of(type).delete(handler);
    else this.#of(type).clear();
    return this;
  }

  protected emit(type: string, event: object): void {
    for (const handler of [...this.#of(type)]) handler(event);
  }

  #of(type: string): Set<Handler> {
    let handlers = this.#handlers.get(type);
    if (!handlers) this.#handlers.set(type, (handlers = new Set()));
    return handlers;
  }
}
