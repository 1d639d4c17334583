/**
 * How an element comes to its adapter: by URL, from the nearest provider (the community's context protocol), or the
 * page's default.
 */
import type { InvoiceAdapter } from './adapter.js';
import { lazyHttpAdapter } from './lazy-http.js';

interface PageAdapters {
  default: InvoiceAdapter | null;
  listeners: Set<(adapter: InvoiceAdapter | null) => void>;
  byUrl: Map<string, InvoiceAdapter>;
}

/** Shared by all copies of this package in the page: one may come from a script tag, another from a bundle. */
const REGISTRY = Symbol.for('invoice-elements.adapters');

function page(): PageAdapters {
  const scope = globalThis as { [REGISTRY]?: PageAdapters };
  return (scope[REGISTRY] ??= { default: null, listeners: new Set(), byUrl: new Map() });
}

/** The adapter of every element that has no nearer one; null takes it away. */
export function setDefaultAdapter(adapter: InvoiceAdapter | null): void {
  const all = page();
  if (all.default === adapter) return;
  all.default = adapter;
  for (const listener of [...all.listeners]) listener(adapter);
}

export function getDefaultAdapter(): InvoiceAdapter | null {
  return page().default;
}

/** Calls the listener whenever the default becomes another one, until the returned function is called. */
export function watchDefaultAdapter(listener: (adapter: InvoiceAdapter | null) => void): () => void {
  const call = (adapter: InvoiceAdapter | null): void => listener(adapter);
  page().listeners.add(call);
  return () => void page().listeners.delete(call);
}

/** The page's one adapter for this backend; a relative URL counts from the page's own. */
export function adapterForUrl(url: string): InvoiceAdapter {
  const { byUrl } = page();
  const absolute = absoluteUrl(url).replace(/\/+$/, '');
  let adapter = byUrl.get(absolute);
  if (!adapter) byUrl.set(absolute, (adapter = lazyHttpAdapter(absolute)));
  return adapter;
}

function absoluteUrl(url: string): string {
  try {
    return new URL(url, globalThis.document?.baseURI).href;
  } catch {
    return url; // the request will fail, and say so
  }
}

/** The key under which providers hold their adapter. */
export const ADAPTER_CONTEXT = Symbol.for('invoice-elements.adapter');

export type AdapterCallback = (adapter: InvoiceAdapter, unsubscribe?: () => void) => void;

/** The community protocol's request (github.com/webcomponents-cg/community-protocols, context). */
export class ContextRequestEvent extends Event {
  readonly context: unknown;
  readonly contextTarget: EventTarget;
  readonly callback: AdapterCallback;
  readonly subscribe: boolean;

  constructor(context: unknown, contextTarget: EventTarget, callback: AdapterCallback, subscribe = false) {
    super('context-request', { bubbles: true, composed: true });
    this.context = context;
    this.contextTarget = contextTarget;
    this.callback = callback;
    this.subscribe = subscribe;
  }
}

/** Fired on the document when a provider appears, goes, or begins or ceases to have an adapter: ask again. */
const PROVIDER_CONNECTED = 'invoice-provider-connected';

/**
 * Calls back at once with the adapter of the nearest provider around the element, or null, and again whenever that
 * becomes another one. To be called when the element is connected, and the returned function when it is disconnected.
 */
export function requestAdapter(
  element: Element,
  callback: (adapter: InvoiceAdapter | null) => void,
): () => void {
  let current: InvoiceAdapter | null | undefined;
  let release: (() => void) | undefined;
  let asked = 0;

  const tell = (adapter: InvoiceAdapter | null): void => {
    if (adapter !== current) callback((current = adapter));
  };
  const letGo = (): void => {
    release?.();
    release = undefined;
  };
  const ask = (): void => {
    // A provider that is taken out together with this element is no reason to look for another.
    if (!element.isConnected) return;
    const mine = ++asked;
    let found = false;
    letGo();
    const answer: AdapterCallback = (adapter, unsubscribe) => {
      if (mine !== asked) return unsubscribe?.();
      found = true;
      release = unsubscribe;
      tell(adapter);
    };
    element.dispatchEvent(new ContextRequestEvent(ADAPTER_CONTEXT, element, answer, true));
    if (!found) tell(null);
  };

  const { ownerDocument } = element;
  ownerDocument.addEventListener(PROVIDER_CONNECTED, ask);
  ask();
  return () => {
    asked = -1;
    ownerDocument.removeEventListener(PROVIDER_CONNECTED, ask);
    letGo();
  };
}

export interface AdapterProvider {
  /** To be called when `get` would answer otherwise than before. */
  update(): void;
  /** To be called when the element is disconnected. */
  dispose(): void;
}

/**
 * Answers the requests from inside the element with what `get` gives; while that is null they go on to the next
 * provider outwards. To be called when the element is connected: those inside that asked before it was upgraded ask again.
 */
export function provideAdapter(element: Element, get: () => InvoiceAdapter | null): AdapterProvider {
  const subscribers = new Set<(adapter: InvoiceAdapter) => void>();
  const { ownerDocument } = element;
  let current = get();

  const announce = (): void => void ownerDocument.dispatchEvent(new Event(PROVIDER_CONNECTED));
  const answer = (event: Event): void => {
    const { context, callback, subscribe } = event as ContextRequestEvent;
    if (context !== ADAPTER_CONTEXT || !current || event.composedPath()[0] === element) return;
    event.stopImmediatePropagation();
    if (!subscribe) return callback(current);
    const unsubscribe = (): void => void subscribers.delete(notify);
    const notify = (adapter: InvoiceAdapter): void => callback(adapter, unsubscribe);
    subscribers.add(notify);
    notify(current);
  };

  element.addEventListener('context-request', answer);
  announce();
  return {
    update() {
      const before = current;
      current = get();
      if (current === before) return;
      if (current) for (const notify of [...subscribers]) notify(current);
      if (!current || !before) announce();
    },
    dispose() {
      element.removeEventListener('context-request', answer);
      subscribers.clear();
      announce();
    },
  };
}
