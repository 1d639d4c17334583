/** The command as other programs meet it: what it prints, what it answers, how it ends. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import Stripe from 'stripe';
import { run } from './command-runner.js';

const ADDRESS = /at (http:\/\/127\.0\.0\.1:\d+)\n/;

async function serve(...args: string[]) {
  const running = run('stub', '--port', '0', ...args);
  const printed = await running.spoke(args.includes('--webhook') ? /whsec_\w+\n/ : ADDRESS);
  const url = ADDRESS.exec(printed)?.[1] ?? assert.fail(printed);
  const { hostname, port } = new URL(url);
  const stripe = new Stripe('sk_test_cli', { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
  const control = async (path: string, body: object) => {
    const response = await fetch(`${url}/_stub${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as { now: number } };
  };
  return { ...running, printed, url, stripe, control };
}

test('one line with the address once it answers; API, hosted page, control and health are there', async () => {
  const { child, ended, printed, url, stripe, control } = await serve(
    '--now',
    '2026-11-20T09:00:00Z',
    '--seed',
    'a',
  );
  assert.equal(printed.trim().split('\n').length, 1);
  assert.equal(await (await fetch(`${url}/healthz`)).text(), 'ok');
  const customer = await stripe.customers.create({ email: 'ada@example.com' });
  assert.equal(customer.created, Date.UTC(2026, 10, 20, 9) / 1000);
  const draft = await stripe.invoices.create({
    customer: customer.id,
    collection_method: 'send_invoice',
    days_until_due: 7,
    auto_advance: true,
  });
  await stripe.invoices.addLines(draft.id, { lines: [{ amount: 900, description: 'Work' }] });
  assert.equal((await control('/clock', { advance: 3601 })).body.now, customer.created + 3601);
  const { hosted_invoice_url } = await stripe.invoices.retrieve(draft.id);
  assert.equal(new URL(String(hosted_invoice_url)).origin, url);
  assert.match(await (await fetch(String(hosted_invoice_url))).text(), /<button type="submit">Pay/);
  assert.equal((await fetch(`${url}/v1/customers`)).status, 401);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, { code: 0, out: printed, err: '' });
});

test('a lost connection is really cut, nothing is printed, and a request that hangs does not keep it', async () => {
  const { child, ended, url, stripe, control } = await serve();
  // The SDK tries a connection that was cut once more by itself.
  await control('/faults', { kind: 'drop_after', match: 'POST /v1/customers', times: 2 });
  await assert.rejects(stripe.customers.create({ name: 'Ada' }), { type: 'StripeConnectionError' });
  assert.equal((await stripe.customers.list()).data.length, 1);
  await control('/faults', { kind: 'hang', times: 2 });
  const patience = new AbortController();
  const ask = (signal?: AbortSignal) => fetch(`${url}/v1/account`, { ...(signal && { signal }) });
  const given = ask(patience.signal);
  setImmediate(() => patience.abort());
  await assert.rejects(given, { name: 'AbortError' });
  const hanging = assert.rejects(ask());
  child.kill('SIGINT');
  const { code, err } = await ended;
  await hanging;
  assert.deepEqual([code, err], [0, '']);
});

test('webhooks go to a URL, signed with the secret that it prints', async () => {
  let receive = (_body: string, _signature: string): void => undefined;
  const arrived = new Promise<[body: string, signature: string]>((resolve) => {
    receive = (...delivery) => resolve(delivery);
  });
  const receiver = http.createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8').on('data', (text: string) => (body += text));
    req.on('end', () => {
      res.end();
      receive(body, String(req.headers['stripe-signature']));
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const { child, printed, stripe } = await serve('--webhook', hook);
  const secret = /whsec_\w+/.exec(printed)?.[0] ?? assert.fail(printed);
  assert.ok(printed.includes(`Webhooks to ${hook} are signed with ${secret}`));
  await stripe.products.create({ name: 'Thing' });
  const [body, signature] = await arrived;
  assert.equal(stripe.webhooks.constructEvent(body, signature, secret).type, 'product.created');
  child.kill('SIGTERM');
  receiver.close();
  receiver.closeAllConnections();
});

test('seed, API version and limits are taken', async () => {
  const { child, stripe, url } = await serve('--seed', '7', '--api-version', '2026-08-26.dahlia', '--limits');
  const response = await fetch(`${url}/v1/account`, { headers: { authorization: 'Bearer sk_test_x' } });
  assert.equal(response.headers.get('stripe-version'), '2026-08-26.dahlia');
  const statuses = await Promise.all(
    Array.from({ length: 60 }, () =>
      stripe.accounts.retrieveCurrent().then(
        () => 200,
        (error: { statusCode: number }) => error.statusCode,
      ),
    ),
  );
  assert.ok(statuses.includes(429), statuses.join());
  const first = await serve('--seed', '7');
  assert.equal(
    (await first.stripe.accounts.retrieveCurrent()).id,
    ((await response.json()) as { id: string }).id,
  );
  first.child.kill('SIGTERM');
  child.kill('SIGTERM');
});

test('what is typed wrong is told in one line with exit code 2, a taken port with 1', async () => {
  const other = http.createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const taken = String((other.address() as AddressInfo).port);
  for (const [args, code, message] of [
    [['stub', '--prot', '1'], 2, 'Unknown option --prot. Did you mean --port?'],
    [['stub', '--port', '70000'], 2, '--port is "70000"'],
    [['stub', '--port'], 2, '--port needs a value: --port <port>'],
    [['stub', '--now', 'soon'], 2, '--now is "soon"'],
    [['stub', '--webhook', 'localhost'], 2, '--webhook is "localhost"'],
    [['stub', 'now'], 2, 'There is nothing to do with "now"'],
    [['stubb'], 2, 'There is no command "stubb". Known are stub'],
    [['stub', '--port', taken], 1, `Port ${taken} is in use. Choose another`],
  ] as const) {
    const ended = await run(...args).ended;
    assert.deepEqual([ended.code, ended.out, ended.err.trim().split('\n').length], [code, '', 1], ended.err);
    assert.ok(ended.err.startsWith(message), ended.err);
  }
  other.close();
});

test('help and version', async () => {
  const help = await run('stub', '--help').ended;
  assert.equal(help.code, 0);
  for (const option of ['--port', '--seed', '--api-version', '--now', '--webhook', '--limits'])
    assert.ok(help.out.includes(`  ${option}`), option);
  assert.match((await run('--help').ended).out, /^ {2}stub {2,}\S/m);
  const bare = await run().ended;
  assert.deepEqual([bare.code, bare.out], [2, '']);
  assert.match((await run('--version').ended).out, /^\d+\.\d+\.\d+\n$/);
});
