/** From first draft to hosted link, and the lists on the way. */
import { fingerprint } from '../../../src/invoice/fingerprint.js';
import { idOf, LINE, rowsOf, type Bench } from '../bench.js';
import type { Json } from '../caller.js';
import { demand, demandStatus, type Rule } from '../rule.js';

async function session({ admin }: Bench): Promise<void> {
  const { body } = demandStatus(await admin.get('/session'), 200);
  const kinds = {
    user: 'object', actions: 'array', now: 'number', livemode: 'boolean', account: 'object', currencies: 'array',
    link_hosts: 'array',
  }; // prettier-ignore
  for (const [field, kind] of Object.entries(kinds)) {
    const value = body[field];
    const seen = Array.isArray(value) ? 'array' : typeof value;
    demand(seen === kind && value !== null, `GET /session tells ${field} (${kind})`, seen);
  }
  demand(
    'publishable_key' in body,
    'GET /session tells publishable_key, null where there is none',
    'nothing',
  );
}

async function happyPath(bench: Bench): Promise<void> {
  const { admin } = bench;
  const draft = await bench.draft();
  const path = `/invoices/${idOf(draft)}`;
  demand(draft['status'] === 'draft', 'a new invoice is a draft', draft['status']);
  demand(draft['total'] === LINE.amount, `its total is ${LINE.amount} after add_lines`, draft['total']);
  demand(Array.isArray(draft['allowed_actions']), 'an invoice tells allowed_actions', 'none');
  demandStatus(await admin.post(path, { description: 'Thank you' }), 200);
  const lines = rowsOf(demandStatus(await admin.get(`${path}/lines`), 200).body);
  demand(lines.length === 1, 'GET …/lines has the one line', lines.length);
  const shown = await bench.now(draft);
  demand(shown['description'] === 'Thank you', 'what was written is read again', shown['description']);
  const finalized = demandStatus(
    await admin.post(`${path}/finalize`, { auto_advance: false, expected: fingerprint(shown) }),
    200,
  ).body;
  demand(finalized['status'] === 'open', 'finalizing it as it was shown makes it open', finalized['status']);
  const link = finalized['hosted_invoice_url'];
  demand(
    typeof link === 'string' && /^https?:/.test(link),
    'the finalized invoice has its hosted link',
    typeof link,
  );
}

async function createAndFinalize(bench: Bench): Promise<void> {
  const params = { ...bench.draftParams(), lines: [LINE], auto_advance: false };
  const { body } = demandStatus(await bench.admin.post('/invoices/create_and_finalize', params), 200);
  bench.keep(body);
  demand(body['status'] === 'open', 'one request makes an open invoice', body['status']);
  demand(body['total'] === LINE.amount, 'it has the lines that were given', body['total']);
}

/** So many invoices are read in pages of {@link PAGE} and compared with one page of all. */
const WALKED = 5;
const PAGE = 2;

async function paging(bench: Bench): Promise<void> {
  const { customer } = bench.subjects;
  for (let count = 0; count < WALKED; count++) await bench.draft();
  const page = async (query: string): Promise<Json> =>
    demandStatus(await bench.admin.get(`/invoices?customer=${customer}&${query}`), 200).body;
  const all = rowsOf(await page(`limit=${WALKED}`)).map(idOf);
  demand(all.length === WALKED, `a page of ${WALKED} is full where there are as many`, all.length);
  const walked: string[] = [];
  while (walked.length < WALKED) {
    const after = walked.length ? `&starting_after=${walked.at(-1)}` : '';
    const got = await page(`limit=${PAGE}${after}`);
    const rows = rowsOf(got).map(idOf);
    walked.push(...rows);
    if (walked.length >= WALKED) break;
    demand(rows.length === PAGE, `a page of ${PAGE} is full as long as there is more`, rows.length);
    demand(got['has_more'] === true, 'has_more is true as long as there is more', got['has_more']);
  }
  const seen = walked.slice(0, WALKED);
  demand(
    String(seen) === String(all),
    'page after page has what one page has, in that order',
    'holes, repeats or another order',
  );
  const back = rowsOf(await page(`limit=${PAGE}&ending_before=${all.at(-1)}`)).map(idOf);
  const before = all.slice(WALKED - 1 - PAGE, WALKED - 1);
  demand(String(back) === String(before), 'ending_before has the ones just before', 'others');
}

async function liveLine({ admin }: Bench): Promise<void> {
  const answer = demandStatus(await admin.get('/events', { accept: 'text/event-stream' }), [200, 204]);
  const type = answer.headers.get('content-type') ?? '';
  if (answer.status === 200)
    demand(type.startsWith('text/event-stream'), 'GET /events is an event stream, or 204', type);
}

export const mainJobRules: Rule[] = [
  {
    id: 'session',
    sentence: 'GET /session says who is asking, what they may do, and what every element needs to know.',
    check: session,
  },
  {
    id: 'happy-path',
    sentence: 'An invoice is drafted, given lines, finalized as it was shown, and then has its hosted link.',
    check: happyPath,
  },
  {
    id: 'create-and-finalize',
    sentence: 'Create, add lines and finalize are also one request.',
    check: createAndFinalize,
  },
  {
    id: 'paging',
    sentence: 'Lists are paged without holes or repeats, forwards and backwards.',
    check: paging,
  },
  {
    id: 'live-line',
    sentence: 'GET /events is an event stream, or says with 204 that there is none.',
    check: liveLine,
  },
];
