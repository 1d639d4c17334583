/** What may come in, what may go out. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OUTPUT } from '../../src/server/index.js';
import { addCustomer, addDraft, addOpen, createBackend, newKey, type Json } from './harness.js';

test('what a browser must not decide is refused by name, with the way out', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  const admin = backend.as('alpha-admin');
  const cases: [string, Json, string][] = [
    ['/invoices', { customer, transfer_data: { destination: 'acct_1' } }, 'transfer_data'],
    ['/invoices', { customer, application_fee_amount: 1 }, 'application_fee_amount'],
    ['/invoices', { customer, on_behalf_of: 'acct_1' }, 'on_behalf_of'],
    ['/invoices', { customer, issuer: { type: 'self' } }, 'issuer'],
    [
      '/invoices',
      { customer, automatic_tax: { enabled: true, liability: { type: 'self' } } },
      'automatic_tax[liability]',
    ],
    ['/invoices', { customer, subscription: 'sub_1' }, 'subscription'],
    [`/invoices/${id}/add_lines`, { lines: [], invoice_metadata: {} }, 'invoice_metadata'],
  ];
  for (const [path, body, param] of cases) {
    const refused = await admin.post(path, body);
    assert.deepEqual(
      [refused.status, refused.body['code'], refused.body['param']],
      [400, 'parameter_forbidden', param],
    );
    assert.match(refused.body['detail'], /Leave it out/);
  }
});

test('each malformed parameter is named as Stripe would name it', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  const admin = backend.as('alpha-admin');
  const lines = (line: object): object => ({ lines: [{ description: 'fine', amount: 1 }, line] });
  const cases: [string, unknown, string, string][] = [
    [`/invoices/${id}`, { nope: 1 }, 'nope', 'parameter_unknown'],
    [`/invoices/${id}`, { customer }, 'customer', 'parameter_unknown'],
    [`/invoices/${id}`, { description: 'x'.repeat(1501) }, 'description', 'parameter_invalid'],
    [
      `/invoices/${id}`,
      { custom_fields: [{ name: 'n'.repeat(41), value: 'v' }] },
      'custom_fields[0][name]',
      'parameter_invalid',
    ],
    [
      `/invoices/${id}`,
      { custom_fields: Array(5).fill({ name: 'n', value: 'v' }) },
      'custom_fields',
      'parameter_invalid',
    ],
    [`/invoices/${id}`, { days_until_due: 1.5 }, 'days_until_due', 'parameter_invalid_integer'],
    [`/invoices/${id}`, { collection_method: 'mail' }, 'collection_method', 'parameter_invalid'],
    [`/invoices/${id}`, { metadata: { k: 1 } }, 'metadata[k]', 'parameter_invalid'],
    [
      `/invoices/${id}`,
      { metadata: { ['k'.repeat(41)]: 'x' } },
      `metadata[${'k'.repeat(41)}]`,
      'parameter_invalid',
    ],
    [
      `/invoices/${id}/add_lines`,
      lines({ quantity_decimal: '1,5' }),
      'lines[1][quantity_decimal]',
      'parameter_invalid',
    ],
    [
      `/invoices/${id}/add_lines`,
      lines({ quantity_decimal: '0.1234567890123' }),
      'lines[1][quantity_decimal]',
      'parameter_invalid',
    ],
    [
      `/invoices/${id}/add_lines`,
      lines({ quantity_decimal: 2 }),
      'lines[1][quantity_decimal]',
      'parameter_invalid',
    ],
    [
      `/invoices/${id}/add_lines`,
      lines({ price_data: { currency: 'USD' } }),
      'lines[1][price_data][currency]',
      'parameter_invalid',
    ],
    [
      `/invoices/${id}/add_lines`,
      lines({ price_data: {} }),
      'lines[1][price_data][currency]',
      'parameter_missing',
    ],
    [
      `/invoices/${id}/add_lines`,
      lines({ invoice_item: 'ii_1' }),
      'lines[1][invoice_item]',
      'parameter_unknown',
    ],
    [`/invoices/${id}/add_lines`, {}, 'lines', 'parameter_missing'],
    [`/invoices/${id}/remove_lines`, { lines: [{ id: 'il_1' }] }, 'lines[0][behavior]', 'parameter_missing'],
    ['/invoices', {}, 'customer', 'parameter_missing'],
    ['/invoices', '{"customer":"c","__proto__":{"x":1}}', '__proto__', 'parameter_unknown'],
    ['/invoices', [], '', 'parameter_invalid'],
  ];
  for (const [path, body, param, code] of cases) {
    const usable = typeof body === 'string' ? body.replace('"c"', `"${customer}"`) : body;
    const refused = await admin.post(path, usable);
    assert.deepEqual(
      [refused.status, refused.body['param'], refused.body['code']],
      [400, param, code],
      refused.body['detail'],
    );
  }
  for (const query of [
    'limit=0',
    'limit=101',
    'limit=x',
    'status=sent',
    'nope=1',
    'created[gte]=soon',
    'expand[]=customer',
  ]) {
    assert.equal((await admin.get(`/invoices?${query}`)).status, 400, query);
  }
});

test('writes need a key, JSON, and a body of bearable size', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const admin = backend.as('alpha-admin');
  const path = `/invoices/${id}`;
  assert.equal((await admin.post(path, {}, null)).body['code'], 'idempotency_key_missing');
  assert.equal((await admin.delete(path, null)).body['code'], 'idempotency_key_missing');
  assert.equal((await admin.post(path, {}, 'k'.repeat(256))).body['code'], 'idempotency_key_invalid');
  assert.equal((await admin.post(path, '{', newKey())).body['code'], 'json_invalid');
  assert.equal(
    (
      await admin.post(path, 'description=x', newKey(), {
        'content-type': 'application/x-www-form-urlencoded',
      })
    ).status,
    415,
  );
  assert.equal(
    (await admin.post(path, '{"description":"x"}', newKey(), { 'content-type': 'text/plain' })).status,
    415,
  );
  assert.equal((await admin.post(path, { description: 'x'.repeat(1_100_000) })).status, 413);
  assert.equal((await admin.post(path, '['.repeat(50) + ']'.repeat(50))).status, 400);
  assert.equal((await backend.stripe.invoices.retrieve(id)).status, 'draft');
});

test('addresses and verbs that are none are 404 and 405, and HEAD is a GET without the body', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const admin = backend.as('alpha-admin');
  assert.equal((await admin.get('/nothing')).body['code'], 'route_unknown');
  // A word of another path is no id that could be looked for at Stripe.
  const before = backend.calls.length;
  const word = await admin.get('/invoices/preview');
  assert.deepEqual([word.status, word.body['code']], [404, 'route_unknown']);
  assert.equal(backend.calls.length, before);
  assert.equal((await admin.get(`/invoices/${id}/finalize`)).status, 405);
  const wrong = await admin.raw(`/invoices/${id}`, { method: 'PUT', body: '{}' });
  assert.equal(wrong.status, 405);
  assert.match(wrong.headers.get('allow') ?? '', /GET, POST, DELETE/);
  const head = await admin.raw(`/invoices/${id}`, { method: 'HEAD' });
  assert.deepEqual([head.status, await head.text()], [200, '']);
  assert.equal((await backend.as(null).get('/nothing')).status, 401);
});

/** Every path of fields in a JSON value, without indices and without the keys of metadata. */
function paths(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => paths(entry, at));
  if (typeof value !== 'object' || value === null) return [at];
  if (at.endsWith('metadata')) return [at];
  return Object.entries(value).flatMap(([name, inner]) => paths(inner, at ? `${at}.${name}` : name));
}

test('nothing leaves that is not on the list: neither by an object of Stripe, nor by a field made up', async () => {
  const SECRET = 'pi_1_secret_must_not_leave';
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha', { phone: '+4930123', description: 'internal note' });
  const open = await addOpen(backend, customer);
  const admin = backend.as('alpha-admin');
  const { stripe } = backend;
  const note = await stripe.creditNotes.create({ invoice: open, amount: 100 });
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, customer });
  await stripe.shippingRates.create({
    display_name: 'Post',
    type: 'fixed_amount',
    fixed_amount: { amount: 500, currency: 'usd' },
  });
  backend.stub.addTemplate();
  // A Stripe that says more than it does today, at every level.
  const original = backend.stub.fetch.bind(backend.stub);
  backend.stub.fetch = async (request) => {
    const response = await original(request);
    const grow = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(grow);
      if (typeof value !== 'object' || value === null) return value;
      const grown = Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, name === 'metadata' ? inner : grow(inner)]),
      );
      return {
        ...grown,
        client_secret: SECRET,
        confirmation_secret: { client_secret: SECRET },
        request_log_url: SECRET,
        brand_new_field: SECRET,
      };
    };
    return new Response(JSON.stringify(grow(await response.json())), {
      status: response.status,
      headers: response.headers,
    });
  };
  const answers = await Promise.all([
    admin.get(`/invoices/${open}`),
    admin.get(`/invoices/${open}?expand[]=payments`),
    admin.get('/invoices'),
    admin.get(`/invoices/${open}/lines`),
    admin.get(`/invoice_payments?invoice=${open}`),
    admin.get('/customers'),
    admin.get(`/customers/${customer}`),
    admin.get('/prices?expand[]=data.product'),
    admin.get('/products'),
    admin.get('/tax_rates'),
    admin.get('/coupons'),
    admin.get('/session'),
    admin.get('/invoices/search?query=total%3E0'),
    admin.get(`/invoices/${open}/events`),
    admin.get('/credit_notes'),
    admin.get(`/credit_notes/${note.id}`),
    admin.get(`/credit_notes/preview?invoice=${open}&amount=100`),
    admin.get('/promotion_codes?expand[]=data.promotion.coupon'),
    admin.get('/shipping_rates'),
    admin.get('/invoice_rendering_templates'),
    admin.post('/credit_notes', { invoice: open, amount: 100 }),
    admin.post(`/customers/${customer}`, { name: 'New' }),
    admin.post(`/credit_notes/${note.id}/void`),
    admin.post(`/invoices/${open}/void`),
    admin.post(`/invoices/${open}/add_lines`, { lines: [{ amount: 1, description: 'late' }] }),
    admin.get('/customers/cus_nope'),
  ]);
  for (const { status, body } of answers) {
    assert.ok(status < 500, JSON.stringify(body));
    const text = JSON.stringify(body);
    assert.doesNotMatch(
      text,
      /secret|brand_new_field|request_log_url|(sk|rk)_(test|live)|whsec_|internal note/,
    );
  }
  const known = new Set([
    ...Object.keys(OUTPUT.invoice),
    'hosted_invoice_url',
    'invoice_pdf',
    'allowed_actions',
  ]);
  for (const name of Object.keys(answers[0].body)) assert.ok(known.has(name), name);
  const listed = paths(answers[2].body['data'][0]);
  assert.ok(listed.includes('lines.data.pricing.price_details.price'), listed.join('\n'));
});

test('ten thousand requests, malformed in every way, are answered with 4xx and never an error of ours', async () => {
  // Else nearly all of them would be refused for being many.
  const backend = await createBackend({ limits: false });
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  const admin = backend.as('alpha-admin');
  const names = fc.constantFrom(
    'customer',
    'lines',
    'metadata',
    'description',
    'expected',
    'custom_fields',
    'due_date',
    'from_invoice',
    'price_data',
    'id',
    '__proto__',
    'constructor',
    'toString',
    'rendering',
  );
  const body = fc.dictionary(
    names,
    fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.array(fc.dictionary(names, fc.jsonValue({ maxDepth: 3 })), { maxLength: 3 }),
    ),
  );
  const path = fc.constantFrom(
    '/invoices',
    `/invoices/${id}`,
    `/invoices/${id}/add_lines`,
    `/invoices/${id}/update_lines`,
    `/invoices/${id}/finalize`,
    '/invoices/create_and_finalize',
    '/invoices/create_preview',
    `/invoices/${id}/pay`,
    `/invoices/${id}/attach_payment`,
    '/credit_notes',
    '/customers',
    `/customers/${customer}`,
    '/webhook',
  );
  await fc.assert(
    fc.asyncProperty(
      path,
      fc.oneof(
        body.map((each) => JSON.stringify(each)),
        fc.json(),
        fc.string(),
      ),
      fc.string(),
      async (at, text, key) => {
        const safe = encodeURIComponent(key).slice(0, 300);
        const { status } = await admin.post(at, text, safe);
        assert.ok(status < 500, `${at} ${text} → ${status}`);
      },
    ),
    { numRuns: 5000 },
  );
  await fc.assert(
    fc.asyncProperty(fc.webPath(), fc.webQueryParameters(), async (at, query) => {
      const { status } = await admin.get(`${at || '/'}?${query}`);
      assert.ok(status < 500, `${at}?${query} → ${status}`);
    }),
    { numRuns: 2000 },
  );
  const odd = fc.constantFrom(
    '/invoices',
    '/customers',
    '/customers/search',
    '/invoices/search',
    '/invoice_payments',
    '/prices',
    '/promotion_codes',
    '/credit_notes',
    '/credit_notes/preview',
    `/invoices/${id}/events`,
    `/invoices/${id}/lines`,
  );
  await fc.assert(
    fc.asyncProperty(
      odd,
      fc.array(
        fc.tuple(
          fc.constantFrom(
            'limit',
            'starting_after',
            'created[gte]',
            'created',
            'query',
            'invoice',
            'expand[]',
            'status',
            'customer',
            'created[lt][x]',
            'lines[0][type]',
            'lines[0][tax_amounts][0][amount]',
            'lines[0]',
            'lines[][[',
            '__proto__[x]',
            'a[b][c][d][e][f]',
            'page',
          ),
          fc.string(),
        ),
      ),
      async (at, pairs) => {
        const { status } = await admin.get(`${at}?${new URLSearchParams(pairs)}`);
        assert.ok(status < 500, `${at} ${JSON.stringify(pairs)} → ${status}`);
      },
    ),
    { numRuns: 3000 },
  );
  assert.deepEqual(backend.errors, []);
});
