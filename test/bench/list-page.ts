/** The page in which the list is measured; `list.ts` calls what it hands out. */
import type { InvoiceAdapter } from '../../src/adapter/adapter.js';
import { HttpAdapter } from '../../src/adapter/http.js';
import { InvoiceList } from '../../src/components/invoice-list/invoice-list.js';
import type { Invoice } from '../../src/invoice/types.js';
import type { ListParams, Page } from '../../src/invoice/wire.js';

InvoiceList.define();

let list = new InvoiceList();

/** Milliseconds from a list being attached until its first rows are painted. */
export async function firstRows(): Promise<number> {
  list.remove();
  list = new InvoiceList();
  list.adapter = new HttpAdapter({ url: '/api/billing' });
  const began = performance.now();
  document.body.append(list);
  do await painted();
  while (!drawn().length);
  return performance.now() - began;
}

/** Shows so many rows, copies of the one that the backend has, all of them loaded. */
export async function fill(count: number): Promise<void> {
  list.remove();
  list = new InvoiceList();
  list.pageSize = 400;
  list.adapter = await endless(count);
  document.body.append(list);
  do {
    scrollTo(0, document.documentElement.scrollHeight);
    await painted();
  } while (!holds(count));
  scrollTo(0, 0);
  await painted();
}

/** Scrolls by so many pixels in each of so many frames, down from the middle and up again. */
export async function scroll(frames: number, by: number): Promise<void> {
  scrollTo(0, document.documentElement.scrollHeight / 2);
  await painted();
  for (let frame = 0; frame < frames; frame++) {
    scrollBy(0, frame < frames / 2 ? by : -by);
    await painted();
  }
  if (!drawn().length) throw new Error('There are no rows to be seen.');
}

/** How many rows the page holds as elements. */
export const rowsDrawn = (): number => drawn().length;

const drawn = (): NodeListOf<Element> => list.renderRoot.querySelectorAll('.row[role]');
/** Whether it has all of them: how many there are is told once the last has come. */
const holds = (count: number): boolean =>
  list.renderRoot.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === String(count + 1);

async function endless(count: number): Promise<InvoiceAdapter> {
  const backend = new HttpAdapter({ url: '/api/billing' });
  const [one] = (await backend.list({ limit: 1 })).data;
  if (!one) throw new Error('The backend has no invoice.');
  const at = (place: number): Invoice => ({
    ...one,
    id: `in_${place}`,
    number: `INV-${count - place}`,
    created: 1_790_000_000 - place,
    total: 1_000 + place,
  });
  const page = ({ starting_after, limit = 10 }: ListParams = {}): Page<Invoice> => {
    const first = starting_after ? Number(starting_after.slice(3)) + 1 : 0;
    const last = Math.min(count, first + limit);
    const data = Array.from({ length: last - first }, (_, index) => at(first + index));
    return { object: 'list', data, has_more: last < count };
  };
  const own: Partial<InvoiceAdapter> = {
    list: (params) => Promise.resolve(page(params)),
    subscribe: () => () => undefined,
    paymentsOf: undefined,
  };
  return new Proxy<InvoiceAdapter>(backend, {
    get(target, name) {
      if (name in own) return own[name as keyof InvoiceAdapter];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Resolves after the next frame: a message that is sent as its work begins arrives when that is done. */
function painted(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => resolve(port1.close());
    requestAnimationFrame(() => port2.postMessage(null));
  });
}
