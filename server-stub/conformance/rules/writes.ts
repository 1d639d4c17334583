/** Each write is done once, as it was asked, and only with what a browser may decide. */
import { fingerprint } from '../../../src/invoice/fingerprint.js';
import { idOf, LINE, rowsOf, type Bench } from '../bench.js';
import { newKey, type Answer } from '../caller.js';
import { demand, demandStatus, Unmet, type Rule } from '../rule.js';

async function replay(bench: Bench): Promise<void> {
  const { admin } = bench;
  const again = async (path: string, body: object): Promise<[Answer, Answer]> => {
    const key = newKey();
    const first = demandStatus(await admin.post(path, body, { key }), 200);
    const second = demandStatus(await admin.post(path, body, { key }), 200, '(the same key again)');
    return [first, second];
  };
  const [made, repeated] = await again('/invoices', bench.draftParams());
  bench.keep(made.body);
  if (idOf(repeated.body) !== idOf(made.body)) bench.keep(repeated.body);
  demand(idOf(made.body) === idOf(repeated.body), 'the same key makes one invoice', 'two');
  const path = `/invoices/${idOf(made.body)}`;
  await again(`${path}/add_lines`, { lines: [LINE] });
  const shown = await bench.now(made.body);
  const lines = rowsOf(shown['lines'] as Record<string, unknown>).length;
  demand(lines === 1, 'the same key adds its lines once', lines);
  const [finalized, told] = await again(`${path}/finalize`, {
    auto_advance: false,
    expected: fingerprint(shown),
  });
  demand(
    finalized.body['number'] === told.body['number'] && told.body['status'] === 'open',
    'the same key gets the first answer of finalize again',
    told.body['status'],
  );
}

async function changedReplay(bench: Bench): Promise<void> {
  const draft = await bench.draft();
  const key = newKey();
  const path = `/invoices/${idOf(draft)}`;
  demandStatus(await bench.admin.post(path, { description: 'one' }, { key }), 200);
  demandStatus(
    await bench.admin.post(path, { description: 'two' }, { key }),
    [400, 409, 422],
    '(a used key, another body)',
  );
  const now = (await bench.now(draft))['description'];
  demand(now === 'one', 'the used key did nothing', now);
}

async function deleteTwice(bench: Bench): Promise<void> {
  const path = `/invoices/${idOf(await bench.draft())}`;
  const { body } = demandStatus(await bench.admin.delete(path), 200);
  demand(body['deleted'] === true, `DELETE ${path} tells deleted: true`, body['deleted']);
  demandStatus(await bench.admin.delete(path), 200, '(again)');
  demandStatus(await bench.admin.get(path), 404, '(deleted)');
}

async function missingKey(bench: Bench): Promise<void> {
  const draft = await bench.draft();
  const path = `/invoices/${idOf(draft)}`;
  const none = { key: null };
  const { admin } = bench;
  const tries: (() => Promise<Answer>)[] = [
    () => admin.post('/invoices', bench.draftParams(), none),
    () => admin.post('/invoices/create_and_finalize', { ...bench.draftParams(), lines: [LINE] }, none),
    () => admin.post('/customers', { name: 'Conformance' }, none),
    () => admin.post(path, { description: 'x' }, none),
    () => admin.post(`${path}/add_lines`, { lines: [LINE] }, none),
    () => admin.post(`${path}/finalize`, {}, none),
    () => admin.delete(path, none),
  ];
  for (const attempt of tries) demandStatus(await attempt(), 400, '(without Idempotency-Key)');
  await bench.demandUntouched(draft, 'writes without a key');
}

/** What decides over money, accounts or states, by the name it would have. */
const NOT_FOR_BROWSERS: Record<string, unknown> = {
  transfer_data: { destination: 'acct_conformance' },
  application_fee_amount: 1,
  on_behalf_of: 'acct_conformance',
  issuer: { type: 'account', account: 'acct_conformance' },
  account: 'acct_conformance',
  status: 'paid',
  paid: true,
  total: 1,
  amount_due: 1,
  subscription: 'sub_conformance',
  payment_settings: { default_mandate: 'mandate_conformance' },
};

async function massAssignment(bench: Bench): Promise<void> {
  const draft = await bench.draft();
  const path = `/invoices/${idOf(draft)}`;
  const { admin } = bench;
  for (const [name, value] of Object.entries(NOT_FOR_BROWSERS)) {
    const extra = { [name]: value };
    for (const [to, body] of [
      ['/invoices', { ...bench.draftParams(), ...extra }],
      ['/invoices/create_and_finalize', { ...bench.draftParams(), lines: [LINE], ...extra }],
      [path, extra],
      [`${path}/finalize`, extra],
      [`${path}/add_lines`, { lines: [{ ...LINE, ...extra }] }],
    ] as const)
      demandStatus(await admin.post(to, body), 400, `with ${name}`);
  }
  // A pending item of another customer would be pulled in by it.
  demandStatus(
    await admin.post(`${path}/add_lines`, { lines: [{ invoice_item: 'ii_conformance' }] }),
    400,
    'with invoice_item',
  );
  await bench.demandUntouched(draft, 'parameters that are not for browsers');
}

/** One byte over the limit that the description tells is hard to hit; this is well over it. */
const OVERSIZED = 2 * 1024 * 1024;
const TOO_MANY = 251;

async function oversized(bench: Bench): Promise<void> {
  const draft = await bench.draft();
  const path = `/invoices/${idOf(draft)}`;
  const status = await bench.admin
    .post(path, { description: 'x'.repeat(OVERSIZED) })
    .then((answer) => answer.status)
    // A server may hang up in the middle of such a body.
    .catch((error: unknown) => (error instanceof Unmet ? 413 : Promise.reject(error as Error)));
  demand(status === 413, `POST ${path} with 2 MiB: 413`, status);
  const lines = Array.from({ length: TOO_MANY }, () => LINE);
  demandStatus(await bench.admin.post(`${path}/add_lines`, { lines }), 400, `with ${TOO_MANY} lines`);
  await bench.demandUntouched(draft, 'bodies that are too large');
}

export const writeRules: Rule[] = [
  {
    id: 'missing-key',
    sentence: 'A write without an Idempotency-Key is refused with 400, and nothing happens.',
    check: missingKey,
  },
  {
    id: 'replay',
    sentence: 'The same key with the same request gets the first answer again, and the work is done once.',
    check: replay,
  },
  {
    id: 'changed-replay',
    sentence: 'A key that was used for another request is refused.',
    check: changedReplay,
  },
  { id: 'delete-twice', sentence: 'A DELETE that is repeated is a success again.', check: deleteTwice },
  {
    id: 'mass-assignment',
    sentence: 'Parameters that are not for browsers are refused with 400, never ignored and never passed on.',
    check: massAssignment,
  },
  {
    id: 'oversized',
    sentence: 'A body over 1 MiB is refused with 413, and more than 250 lines with 400.',
    check: oversized,
  },
];
