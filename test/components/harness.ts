/** Elements over the real handler and the stand-in, all in one page. */
import { fixture, html } from '@open-wc/testing';
import type { LitElement, TemplateResult } from 'lit';
import { HttpAdapter, type HttpAdapterOptions } from '../../src/adapter/http.js';
import { createWorld, type World, type WorldOptions } from '../../server-stub/world.js';
import { until } from './until.js';

export type Fetch = (request: Request) => Promise<Response>;

export interface WorldHere extends World {
  /** Resolves when the page hears of what happens at Stripe. */
  listening: Promise<void>;
}

/** A world whose links lead to this page's own origin, as they do in the demo. */
export async function worldHere(options: WorldOptions = {}): Promise<WorldHere> {
  const world = await createWorld({ origin: location.origin, ...options });
  const { opened: listening, open } = gate();
  const handler = async (request: Request): Promise<Response> => {
    const answer = await world.handler(request);
    if (answer.ok && new URL(request.url).pathname.endsWith('/api/billing/events')) open();
    return answer;
  };
  return { ...world, handler: Object.assign(handler, world.handler), listening };
}

/** An adapter whose requests reach the world's handler, unless `between` answers them first. */
export function adapterFor(
  world: World,
  between: (request: Request, next: Fetch) => Promise<Response> = (request, next) => next(request),
  options: Partial<HttpAdapterOptions> = {},
): HttpAdapter {
  const retry = { attempts: 5, baseDelay: 1, maxDelay: 4, ...options.retry };
  return new HttpAdapter({
    url: `${location.origin}/api/billing`,
    fetch: (request) => between(request, world.handler),
    ...options,
    retry,
  });
}

/** A refusal of the backend, as `application/problem+json`. */
export function refusal(status: number, code: string, detail = 'Refused.', more: object = {}): Response {
  const body = { type: 'about:blank', title: 'Refused', status, detail, code, retryable: false, ...more };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

/** A promise that somebody else fulfils. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Where a mouse meets an element: so many pixels from its top left, or in its middle. */
export function pointIn(element: Element, x?: number, y?: number): [number, number] {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + (x ?? width / 2)), Math.round(top + (y ?? height / 2))];
}

export async function draw<T extends LitElement>(template: TemplateResult): Promise<T> {
  return fixture<T>(html`${template}`);
}

/** An element of the shadow root by part, once it is there. */
export async function part<T extends HTMLElement = HTMLElement>(host: Element, name: string): Promise<T> {
  const find = (): T | null => host.shadowRoot?.querySelector<T>(`[part~="${name}"]`) ?? null;
  await until(() => find(), `part ${name} of <${host.localName}>`);
  return find() as T;
}

/** All text that a person would read in the element, nested elements included. */
export function textOf(node: Node): string {
  const own = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
  let text = '';
  for (const child of own.childNodes) {
    if (child instanceof Text) text += child.data;
    else if (child instanceof Element && !['STYLE', 'svg'].includes(child.nodeName))
      text += ` ${textOf(child)}`;
  }
  return text.replace(/\s+/g, ' ').trim();
}

/** Waits until the element's text fits. */
export async function shows(host: Element, text: string | RegExp): Promise<void> {
  const fits = (): boolean =>
    typeof text === 'string' ? textOf(host).includes(text) : text.test(textOf(host));
  await until(fits, `“${String(text)}” in <${host.localName}>`).catch((error: Error) => {
    throw new Error(`${error.message}; it reads: ${textOf(host)}`);
  });
}

/** The element that has the focus, through all shadow roots. */
export function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

/** Counts what happens at Stripe, by event type. */
export function eventsOf(world: World): (type: string) => number {
  const seen: string[] = [];
  world.stub.onEvent(({ type }) => seen.push(type));
  return (type) => seen.filter((each) => each === type).length;
}

/** Without the live line: what changes at Stripe is not heard of. */
export const deaf = (request: Request, next: Fetch): Promise<Response> =>
  new URL(request.url).pathname.endsWith('/events')
    ? Promise.resolve(new Response(null, { status: 404 }))
    : next(request);

/** Whether a request is the given call, such as `POST finalize`. */
export const isCall = (request: Request, method: string, end: string): boolean =>
  request.method === method && new URL(request.url).pathname.endsWith(end);
