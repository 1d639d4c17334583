/** What the person saw is what is finalized, once, and by no other way. */
import { fingerprint } from '../../../src/invoice/fingerprint.js';
import { idOf, LINE, type Bench } from '../bench.js';
import type { Json } from '../caller.js';
import { demand, demandStatus, type Rule } from '../rule.js';

async function stale(bench: Bench): Promise<void> {
  const { admin } = bench;
  const draft = await bench.draft();
  const path = `/invoices/${idOf(draft)}`;
  const shown = fingerprint(draft);
  const more = { lines: [{ description: 'Put in behind your back', amount: 1 }] };
  const changed = demandStatus(await admin.post(`${path}/add_lines`, more), 200).body;
  const { body } = demandStatus(
    await admin.post(`${path}/finalize`, { expected: shown }),
    409,
    '(the draft is another one than was shown)',
  );
  demand(body['code'] === 'draft_changed', 'its code is draft_changed', body['code']);
  const differences = (Array.isArray(body['differences']) ? body['differences'] : []) as Json[];
  const total = differences.find(({ field }) => field === 'total');
  demand(
    total?.['shown'] === draft['total'] && total?.['now'] === changed['total'],
    `differences tell the total shown (${String(draft['total'])}) and now (${String(changed['total'])})`,
    total ?? 'none',
  );
  const told = body['invoice'] as Json | undefined;
  demand(told?.['id'] === draft['id'], 'the problem has the invoice as it is now', told?.['id']);
  await bench.demandUntouched(changed, 'a stale finalize');
}

async function bypass(bench: Bench): Promise<void> {
  const { admin } = bench;
  const draft = await bench.draft();
  const path = `/invoices/${idOf(draft)}`;
  for (const [action, body] of [
    ['send', {}],
    ['pay', {}],
    ['pay', { paid_out_of_band: true }],
  ] as const) {
    const { body: problem } = demandStatus(await admin.post(`${path}/${action}`, body), 409, '(a draft)');
    demand(problem['code'] === 'not_finalized', 'its code is not_finalized', problem['code']);
  }
  await bench.demandUntouched(draft, 'send and pay');
  // To let it finalize by itself later is a decision of its own; it must not happen now.
  const scheduled = demandStatus(await admin.post(path, { auto_advance: true }), 200).body;
  demand(
    scheduled['status'] === 'draft',
    'a draft set to auto_advance is a draft still',
    scheduled['status'],
  );
  const made = demandStatus(
    await admin.post('/invoices', { ...bench.draftParams(), auto_advance: true }),
    200,
  ).body;
  bench.keep(made);
  demand(made['status'] === 'draft', 'an invoice made with auto_advance is a draft', made['status']);
}

async function twice(bench: Bench): Promise<void> {
  const open = await bench.open();
  const path = `/invoices/${idOf(open)}/finalize`;
  const { body } = demandStatus(await bench.admin.post(path), 409, '(finalized before)');
  demand(body['code'] === 'already_finalized', 'its code is already_finalized', body['code']);
  const told = body['invoice'] as Json | undefined;
  demand(told?.['status'] === 'open', 'the problem has the invoice as it is now', told?.['status']);
}

async function frozen(bench: Bench): Promise<void> {
  const open = await bench.open();
  const path = `/invoices/${idOf(open)}`;
  const { admin } = bench;
  const refusals = [400, 409];
  demandStatus(await admin.post(`${path}/add_lines`, { lines: [LINE] }), refusals, '(finalized)');
  demandStatus(await admin.post(path, { due_date: 2_000_000_000 }), refusals, '(finalized)');
  demandStatus(await admin.delete(path), refusals, '(finalized)');
  await bench.demandUntouched(open, 'edits of a finalized invoice');
}

export const finalizeRules: Rule[] = [
  {
    id: 'stale-finalize',
    sentence:
      'A draft that has changed since it was shown is not finalized: 409 draft_changed with the differences.',
    check: stale,
  },
  {
    id: 'finalize-bypass',
    sentence:
      'Nothing but finalize finalizes: send and pay refuse a draft with 409, auto_advance leaves it one.',
    check: bypass,
  },
  {
    id: 'finalize-twice',
    sentence: 'Finalizing again under another key is 409 already_finalized, with the invoice.',
    check: twice,
  },
  { id: 'frozen', sentence: 'A finalized invoice can be neither edited nor deleted.', check: frozen },
];
