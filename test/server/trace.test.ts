/** What the embedder's own systems hear of each request, and that they cannot break one. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { LogEntry, StripeCallEnd } from '../../src/server/index.js';
import { openTelemetry } from '../../examples/opentelemetry.js';
import { addCustomer, addDraft, createBackend, newKey, type Json } from './harness.js';

test('a request and each of its calls are told as they begin and end', async () => {
  const story: string[] = [];
  const ends: StripeCallEnd[] = [];
  let entry: LogEntry | undefined;
  const backend = await createBackend({
    trace: (request) => {
      story.push(`begins ${request.headers.get('traceparent')}`);
      return {
        stripeCall: ({ writing }) => {
          story.push(writing ? 'write' : 'read');
          return (end) => {
            ends.push(end);
            story.push('answer');
          };
        },
        end: (told) => {
          entry = told;
          story.push('ends');
        },
      };
    },
  });
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const traced = { traceparent: '00-1-2-01' };
  await backend.as('alpha-admin').post(`/invoices/${id}/finalize`, {}, newKey(), traced);
  assert.deepEqual(story, ['begins 00-1-2-01', 'read', 'answer', 'write', 'answer', 'ends']);
  assert.deepEqual(entry, backend.log[0]);
  assert.deepEqual(
    ends.map(({ requestId }) => requestId),
    entry!.stripe_requests,
  );
  for (const { status, code, duration } of ends) {
    assert.deepEqual([status, code], [200, null]);
    assert.ok(duration >= 0);
  }

  ends.length = 0;
  backend.stub.faults.next({ match: 'POST /v1/invoices/*', kind: 'lock_timeout' });
  await backend.as('alpha-admin').post(`/invoices/${id}`, { metadata: { a: 'b' } });
  backend.stub.faults.next({ match: 'POST /v1/invoices/*', kind: 'drop_before' });
  await backend.as('alpha-admin').post(`/invoices/${id}`, { metadata: { a: 'b' } });
  const failed = ends.filter(({ code }) => code !== null).map(({ status, code }) => [status, code]);
  assert.deepEqual(failed, [
    [429, 'lock_timeout'],
    [null, 'StripeConnectionError'],
  ]);
});

test('one intent has one key in the log however often it is sent, and refusals name their invoice', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const admin = backend.as('alpha-admin');
  const key = newKey();
  for (let times = 0; times < 2; times++) await admin.post('/invoices', { customer, currency: 'usd' }, key);
  await admin.get('/invoices/not%20an%20id%0Aforged=line');
  const [first, second, odd] = backend.log;
  assert.match(first!.idempotency_key!, /^ie_[0-9a-f]{64}$/);
  assert.equal(first!.idempotency_key, second!.idempotency_key);
  assert.match(first!.invoice!, /^in_/);
  assert.deepEqual([odd!.status, odd!.invoice, odd!.idempotency_key], [404, null, null]);
  assert.ok(!JSON.stringify(backend.log).includes(key));
});

test('hooks that fail break nothing and are reported', async () => {
  const fail = (): never => {
    throw new Error('hook');
  };
  for (const trace of [fail, () => ({ stripeCall: fail, end: fail }), () => ({ stripeCall: () => fail })]) {
    const backend = await createBackend({ trace, log: fail });
    assert.equal((await backend.as('alpha-admin').get('/session')).status, 200);
    assert.ok(backend.errors.length >= 2);
    assert.ok(backend.errors.every((error) => String(error) === 'Error: hook'));
  }
});

interface Recorded {
  name: string;
  parent: unknown;
  attributes: object;
  failed: boolean;
  ended: boolean;
}

test('the OpenTelemetry example makes a span of the request, with its calls below', async () => {
  const spans: Recorded[] = [];
  const startSpan = (name: string, _options: object, parent: unknown) => {
    const span: Recorded = { name, parent, attributes: {}, failed: false, ended: false };
    spans.push(span);
    return Object.assign(span, {
      updateName: (better: string) => (span.name = better),
      setAttributes: (attributes: object) => Object.assign(span.attributes, attributes),
      setStatus: () => (span.failed = true),
      end: () => void (span.ended = true),
    });
  };
  const backend = await createBackend({
    trace: openTelemetry({
      trace: { getTracer: () => ({ startSpan }), setSpan: (_context, span) => span },
      context: { active: () => 'root' },
      propagation: { extract: (_context, carrier) => (carrier as { traceparent?: string }).traceparent },
    }),
  });
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  backend.stub.faults.next({ match: 'POST /v1/invoices/*', kind: 'drop_before' });
  await backend.as('alpha-admin').post(`/invoices/${id}/finalize`, {}, newKey(), { traceparent: 'page' });
  const [request, ...calls] = spans;
  assert.deepEqual(
    [request!.name, request!.parent, request!.failed],
    ['POST /invoices/:id/finalize', 'page', true],
  );
  assert.deepEqual(request!.attributes, {
    'http.route': 'POST /invoices/:id/finalize',
    'http.response.status_code': 504,
    'invoice_elements.tenant': 'alpha',
    'invoice_elements.invoice': id,
    'error.type': 'stripe_unreachable',
  });
  // The reading back after the lost answer is the last one.
  assert.deepEqual(
    calls.map(({ name, attributes, failed }) => [
      name,
      (attributes as Json)['invoice_elements.writing'],
      failed,
    ]),
    [
      ['Stripe', false, false],
      ['Stripe', true, true],
      ['Stripe', true, false],
    ],
  );
  assert.ok(calls.every(({ parent }) => parent === request));
  assert.ok(spans.every(({ ended }) => ended));
});
