/** The suite passes our own backend, and finds each mistake by the one rule that is about it. */
import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import {
  conformanceRules,
  conformanceText,
  runConformance,
  type ConformanceOptions,
  type ConformanceReport,
} from '../../server-stub/conformance/index.js';
import { mayDo, people, PERSON_KEY, personOf, type Person } from '../../server-stub/people.js';
import { createWorld, type World } from '../../server-stub/world.js';
import { createInvoiceHandler } from '../../src/server/handler.js';
import { toNodeListener } from '../../src/server/node.js';
import { breaks, type Ask } from './conformance-breaks.js';
import { run } from './command-runner.js';
import { validWorld } from './valid-world.js';

const ORIGIN = 'http://localhost:4242';
const as = (person: Person): Record<string, string> => ({ [PERSON_KEY]: person });

/** Our handler over the stand-in, where metadata `tenant` says whose an invoice is; and whom to ask it as. */
async function backend(
  opening: Promise<World> = createWorld(),
): Promise<{ handler: Ask; options: Omit<ConformanceOptions, 'url'> }> {
  const world = await opening;
  const handler = createInvoiceHandler({
    stripe: world.stripe,
    session: (request) => {
      const person = personOf(request.headers, null);
      if (!person) return null;
      const { tenant } = people[person];
      return { user: { id: person }, tenant, scope: { customers: [...world.tenants[tenant].customers] } };
    },
    authorize: ({ user }, action) => mayDo(user.id, action),
    reservedMetadata: ['tenant'],
    webhookSecret: 'whsec_of_the_suite',
    publishableKey: 'pk_test_of_the_suite',
    now: () => world.clock.now(),
  });
  const options = {
    headers: as('alpha-admin'),
    otherHeaders: as('beta-admin'),
    viewerHeaders: as('alpha-viewer'),
    customer: world.customers.globex.id,
    otherCustomer: world.customers.initech.id,
    tenantMetadata: ['tenant'],
  };
  return { handler, options };
}

const failedOf = ({ findings }: ConformanceReport): string[] =>
  findings.filter(({ outcome }) => outcome === 'failed').map(({ rule }) => rule);

const servers = new Set<http.Server>();
after(() => servers.forEach((server) => (server.closeAllConnections(), server.close())));

async function serve(handler: Ask): Promise<string> {
  const server = http.createServer(toNodeListener(handler));
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/billing`;
}

test('our own backend passes every rule over HTTP, and nothing of the suite stays behind', async () => {
  const { handler, options } = await backend(validWorld());
  const url = await serve(handler);
  const report = await runConformance({ ...options, url });
  assert.equal(report.failed + report.skipped, 0, conformanceText(report));
  assert.equal(report.passed, conformanceRules.length);
  assert.match(conformanceText(report), new RegExp(`\n${report.passed} passed, 0 failed\n$`));
  for (const [headers, customer] of [
    [options.headers, options.customer],
    [as('beta-admin'), options.otherCustomer],
  ] as const) {
    const left = await fetch(`${url}/invoices?limit=100&customer=${customer}`, { headers });
    const { data } = (await left.json()) as { data: { status: string }[] };
    assert.ok(
      data.every(({ status }) => status === 'void' || status === 'paid'),
      JSON.stringify(data),
    );
  }
});

test('each rule has a mistake that it is there for', () => {
  assert.deepEqual(Object.keys(breaks).sort(), conformanceRules.map(({ id }) => id).sort());
});

for (const [rule, breaking] of Object.entries(breaks)) {
  test(`a backend that is broken in one place fails ${rule} and nothing else`, async () => {
    const { handler, options } = await backend();
    const report = await runConformance({
      ...options,
      url: `${ORIGIN}/api/billing`,
      fetch: breaking(handler),
    });
    assert.deepEqual(failedOf(report), [rule], conformanceText(report));
    const found = report.findings.find((finding) => finding.rule === rule);
    assert.ok(found?.expected && found.seen, 'it says what was expected and seen');
  });
}

test('rules that nothing was given for are skipped, and said to prove nothing', async () => {
  const { handler, options } = await backend();
  const { headers, customer } = options;
  const only = ['foreign-invoice', 'viewer', 'tenant-metadata', 'session'];
  const report = await runConformance({ url: ORIGIN, headers, customer, only, fetch: handler });
  assert.deepEqual([report.passed, report.failed, report.skipped], [1, 0, 3]);
  assert.match(conformanceText(report), /3 skipped: they prove nothing\n1 passed, 0 failed\n$/);
});

test('nothing is tried where the key is a live one, or nobody can tell', async () => {
  const { options } = await backend();
  for (const [body, why] of [
    [{ livemode: true }, /livemode: true/],
    [{ code: 'authentication_required' }, /without livemode/],
  ] as const) {
    const asked: string[] = [];
    const fetch: Ask = async (request) => (asked.push(request.method), Response.json(body));
    await assert.rejects(runConformance({ ...options, url: ORIGIN, fetch }), why);
    assert.deepEqual(asked, ['GET']);
  }
});

test('a backend that cannot be reached, or never answers, fails the rules', async () => {
  const { options } = await backend();
  const fetch: Ask = async (request) => {
    if (request.url.endsWith('/session')) return Response.json({ livemode: false });
    return new Promise((_resolve, reject) =>
      request.signal.addEventListener('abort', () => reject(request.signal.reason as Error)),
    );
  };
  const report = await runConformance({
    ...options,
    url: ORIGIN,
    fetch,
    timeout: 5,
    only: ['replay', 'live-line'],
  });
  assert.deepEqual(failedOf(report), ['live-line', 'replay']);
  assert.match(report.findings[0]!.seen ?? '', /no answer in time/);
});

test('an option that cannot be meant is refused', async () => {
  const { options } = await backend();
  await assert.rejects(runConformance({ ...options, url: 'nowhere' }), TypeError);
  await assert.rejects(runConformance({ ...options, url: ORIGIN, customer: '' }), TypeError);
  await assert.rejects(runConformance({ ...options, url: ORIGIN, only: ['nonsense'] }), /no rule "nonsense"/);
});

const ended = (...args: string[]) => run(...args).ended;

test('the command reports, and ends with 0 or 1', async () => {
  const { handler, options } = await backend();
  const url = await serve(handler);
  const given = [
    url, '--header', 'x-demo-user: alpha-admin', '--other-header', 'Cookie: x-demo-user=beta-admin',
    '--viewer-header', 'x-demo-user: alpha-viewer', '--customer', options.customer,
    '--other-customer', options.otherCustomer ?? '', '--tenant-metadata', 'tenant',
  ]; // prettier-ignore
  const good = await ended('conformance', ...given);
  assert.equal(good.code, 0, good.out + good.err);
  assert.match(
    good.out,
    new RegExp(`^ok    session: .*\n(.*\n)*${conformanceRules.length} passed, 0 failed\n$`),
  );

  const broken = await serve(breaks['delete-twice']!(handler));
  const bad = await ended('conformance', broken, ...given.slice(1), '--only', 'delete-twice', '--json');
  assert.equal(bad.code, 1, bad.err);
  const report = JSON.parse(bad.out) as ConformanceReport;
  assert.deepEqual([report.findings[0]?.rule, report.findings[0]?.outcome], ['delete-twice', 'failed']);
});

test('the command lists its rules, and says in one line what it cannot do', async () => {
  const list = await ended('conformance', '--list');
  assert.deepEqual([list.code, list.out.trim().split('\n').length], [0, conformanceRules.length]);
  for (const [args, message] of [
    [[], /Say where the backend is/],
    [['http://127.0.0.1:1'], /--customer/],
    [['http://127.0.0.1:1', '--customer', 'cus_1', '--header', 'nonsense'], /say a name and a value/],
    [['http://127.0.0.1:1', '--customer', 'cus_1'], /GET \/session/],
    [['http://127.0.0.1:1', '--customer', 'cus_1', '--only', 'nonsense'], /no rule "nonsense"/],
  ] as const) {
    const { code, err } = await ended('conformance', ...args);
    assert.equal(code, 2, err);
    assert.match(err, message);
    assert.equal(err.trim().split('\n').length, 1);
  }
});
