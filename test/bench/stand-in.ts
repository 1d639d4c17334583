/** How quickly the stand-in answers out of ten thousand invoices: the median of some tries, in milliseconds. */
import { createStripeStub, type StripeStub } from '../../server-stub/stripe/index.js';
import type { Row } from './row.js';

const INVOICES = 10_000;
const TRIES = 15;
const headers = {
  'authorization': 'Bearer sk_test_bench',
  'content-type': 'application/x-www-form-urlencoded',
};

/** Budgets leave room for a machine that is busy; on an idle one each takes a fraction. */
export async function measureStandIn(): Promise<Row[]> {
  const stub = createStripeStub({ seed: 'bench' });
  const customer = await fill(stub);
  const last = await cursor(stub);
  const older = { 'stripe-version': '2023-08-16' };
  const found = encodeURIComponent("metadata['order']:'4711'");
  const page = `/v1/invoices?limit=20&customer=${customer}&status=draft&starting_after=${last}`;
  const get = (path: string, more: Record<string, string> = {}) =>
    new Request(`http://stub${path}`, { headers: { ...headers, ...more } });
  const calls: [name: string, budget: number, request: () => Request][] = [
    ['first page of the list', 3, () => get('/v1/invoices?limit=20')],
    ['page behind a cursor, filtered', 3, () => get(page)],
    ['page of 100', 10, () => get('/v1/invoices?limit=100')],
    ['search over all', 15, () => get(`/v1/invoices/search?query=${found}`)],
    ['one invoice', 2, () => get(`/v1/invoices/${last}`)],
    ['one invoice, in the shape of 2023', 2, () => get(`/v1/invoices/${last}`, older)],
    ['a new draft', 2, () => posted('/v1/invoices', { customer })],
  ];
  const speeds: Row[] = [];
  for (const [name, budget, request] of calls) {
    speeds.push({ name, budget, figure: await median(() => stub.fetch(request())) });
  }
  return speeds;
}

function posted(path: string, params: Record<string, string>): Request {
  const body = new URLSearchParams(params).toString();
  return new Request(`http://stub${path}`, { method: 'POST', headers, body });
}

async function post(stub: StripeStub, path: string, params: Record<string, string>): Promise<string> {
  const response = await stub.fetch(posted(path, params));
  return ((await response.json()) as { id: string }).id;
}

async function fill(stub: StripeStub): Promise<string> {
  const customer = await post(stub, '/v1/customers', { name: 'Many' });
  for (let index = 0; index < INVOICES; index++) {
    await post(stub, '/v1/invoices', { customer, 'metadata[order]': String(index) });
  }
  return customer;
}

/** An invoice in the middle. */
async function cursor(stub: StripeStub): Promise<string> {
  const query = encodeURIComponent("metadata['order']:'5000'");
  const response = await stub.fetch(
    new Request(`http://stub/v1/invoices/search?query=${query}`, { headers }),
  );
  return ((await response.json()) as { data: { id: string }[] }).data[0]?.id ?? '';
}

async function median(ask: () => Promise<Response>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < TRIES; index++) {
    const start = performance.now();
    await (await ask()).text();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(TRIES / 2)] ?? Infinity;
}
