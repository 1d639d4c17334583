/** The three-step workflow, run by a stranger: an Arazzo runner that speaks HTTP to the stand-in. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { toNodeListener } from '../../src/server/node.js';
import { newCustomer, newStub, sdk } from './support.js';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const run = promisify(execFile);

const stub = newStub();
const server = http.createServer(toNodeListener((request) => stub.fetch(request)));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => server.close());
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function workflow(inputs: Record<string, unknown>): Promise<{ ok: boolean; output: string }> {
  const args = [
    at('../../node_modules/@redocly/cli/bin/cli.js'),
    'respect',
    at('arazzo/create-and-finalize.arazzo.yaml'),
    '--server',
    `invoicing=${url}`,
    '--input',
    JSON.stringify(inputs),
  ];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return run(process.execPath, args, { env }).then(
    ({ stdout }) => ({ ok: true, output: stdout }),
    (error: { stdout?: string; stderr?: string }) => ({
      ok: false,
      output: `${error.stdout ?? ''}${error.stderr ?? ''}`,
    }),
  );
}

test('the workflow drafts, adds an item and finalizes', async () => {
  const stripe = sdk(stub);
  const customer = (await newCustomer(stripe)).id;
  const { ok, output } = await workflow({
    key: 'sk_test_workflow',
    customer,
    amount: 1999,
    currency: 'usd',
    description: 'Work',
  });
  assert.ok(ok, output);
  const [invoice] = (await stripe.invoices.list({ customer })).data;
  assert.deepEqual(
    [invoice?.status, invoice?.total, invoice?.lines.data[0]?.description],
    ['open', 1999, 'Work'],
  );
});

test('and it fails where Stripe would refuse', async () => {
  const { ok, output } = await workflow({
    key: 'sk_test_workflow',
    customer: 'cus_nope',
    amount: 1999,
    currency: 'usd',
  });
  assert.ok(!ok);
  assert.match(output, /createDraftInvoice/);
});

const DESCRIPTION = at('../../../shared/data/openapi/stripe-invoices.openapi.json');
const skip = existsSync(DESCRIPTION) ? false : 'the description in ../shared/data/openapi is not there';

test('its operations are called as in the description of Stripe', { skip }, () => {
  const { paths } = JSON.parse(readFileSync(DESCRIPTION, 'utf8')) as {
    paths: Record<string, Record<string, { operationId?: string }>>;
  };
  const known = Object.values(paths).flatMap((verbs) =>
    Object.values(verbs).map(({ operationId }) => operationId),
  );
  const used = readFileSync(at('arazzo/create-and-finalize.arazzo.yaml'), 'utf8').matchAll(
    /operationId: (\w+)/g,
  );
  for (const [, operation] of used) assert.ok(known.includes(operation), operation);
});
