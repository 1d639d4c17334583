/** What other sites' pages, forms and links cannot do. */
import { idOf, type Bench } from '../bench.js';
import type { Answer } from '../caller.js';
import { demand, demandStatus, type Rule } from '../rule.js';

const FOREIGN = 'https://elsewhere.example';

async function foreignOrigin(bench: Bench): Promise<void> {
  const draft = await bench.draft();
  const path = `/invoices/${idOf(draft)}`;
  const { admin } = bench;
  for (const origin of [FOREIGN, 'null']) {
    const headers = { origin, 'sec-fetch-site': 'cross-site' };
    const answers = [
      await admin.post(path, { description: 'x' }, { headers }),
      await admin.post(`${path}/finalize`, {}, { headers }),
      await admin.delete(path, { headers }),
      await admin.get(path, headers),
    ];
    for (const answer of answers) {
      demandStatus(answer, 403, `from ${origin}`);
      demandUnreadable(answer, origin);
    }
    demandUnreadable(
      await admin.ask('OPTIONS', path, { ...headers, 'access-control-request-method': 'POST' }),
      origin,
    );
  }
  await bench.demandUntouched(draft, 'requests from other origins');
}

/** CORS would let the page read the answer, or send what it means to send. */
function demandUnreadable({ asked, headers }: Answer, origin: string): void {
  const allowed = headers.get('access-control-allow-origin');
  demand(allowed !== '*' && allowed !== origin, `${asked} from ${origin} is not allowed by CORS`, allowed);
}

async function jsonOnly(bench: Bench): Promise<void> {
  const draft = await bench.draft();
  const path = `/invoices/${idOf(draft)}`;
  const bodies = {
    'text/plain': '{"description":"x"}',
    'application/x-www-form-urlencoded': 'description=x',
    'multipart/form-data; boundary=b':
      '--b\r\ncontent-disposition: form-data; name="description"\r\n\r\nx\r\n--b--\r\n',
  };
  for (const [type, body] of Object.entries(bodies))
    demandStatus(
      await bench.admin.post(path, body, { headers: { 'content-type': type } }),
      415,
      `as ${type}`,
    );
  await bench.demandUntouched(draft, 'bodies that are no JSON');
}

/** Ways in which frameworks let a GET pass for another verb. */
const OVERRIDES = ['POST', 'DELETE', 'PUT', 'PATCH'];

async function getChangesNothing(bench: Bench): Promise<void> {
  const draft = await bench.draft();
  const path = `/invoices/${idOf(draft)}`;
  const { admin } = bench;
  for (const action of ['finalize', 'send', 'pay', 'void', 'mark_uncollectible', 'add_lines', 'delete'])
    demandStatus(await admin.get(`${path}/${action}`), [404, 405]);
  demandStatus(await admin.get('/invoices/create_and_finalize'), [404, 405]);
  for (const verb of OVERRIDES) {
    await admin.get(`${path}?_method=${verb}&description=x`);
    await admin.get(path, { 'x-http-method-override': verb });
    await admin.get(`${path}/finalize?_method=${verb}`, { 'x-http-method-override': verb });
  }
  await bench.demandUntouched(draft, 'GETs of all kinds');
}

async function notCached(bench: Bench): Promise<void> {
  const open = await bench.open();
  const answers = [
    await bench.admin.get('/session'),
    await bench.admin.get(`/invoices/${idOf(open)}`),
    await bench.admin.get('/invoices?limit=1'),
    await bench.admin.get('/invoices/in_conformance_none'),
  ];
  for (const { asked, headers } of answers) {
    const control = headers.get('cache-control') ?? '';
    demand(/\bno-store\b/.test(control), `${asked} has Cache-Control: no-store`, control || 'none');
    const sniff = headers.get('x-content-type-options');
    demand(sniff === 'nosniff', `${asked} has X-Content-Type-Options: nosniff`, sniff ?? 'none');
  }
}

async function forgedWebhook({ admin }: Bench): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const event = JSON.stringify({
    id: 'evt_conformance', object: 'event', type: 'invoice.paid', created: now, livemode: false,
    data: { object: { id: 'in_conformance_none', object: 'invoice', status: 'paid' } },
  }); // prettier-ignore
  const signatures = [null, '', 't=1,v1=', `t=${now},v1=${'0'.repeat(64)}`, `t=${now},v0=${'0'.repeat(64)}`];
  for (const signature of signatures) {
    const headers = new Headers(signature === null ? [] : [['stripe-signature', signature]]);
    // 404 where there is no webhook.
    demandStatus(
      await admin.post('/webhook', event, { headers, key: null }),
      [400, 401, 403, 404],
      'without a valid signature',
    );
  }
}

export const browserRules: Rule[] = [
  {
    id: 'foreign-origin',
    sentence: 'A page of another origin may neither act nor read: 403, and CORS does not let it in.',
    check: foreignOrigin,
  },
  {
    id: 'json-only',
    sentence: 'A body that is not JSON, as forms send it, is refused with 415.',
    check: jsonOnly,
  },
  {
    id: 'get-changes-nothing',
    sentence: 'A GET changes nothing, however it is dressed up.',
    check: getChangesNothing,
  },
  {
    id: 'not-cached',
    sentence: 'No answer may be cached or sniffed: Cache-Control: no-store, X-Content-Type-Options: nosniff.',
    check: notCached,
  },
  {
    id: 'forged-webhook',
    sentence: 'A webhook without a valid signature is refused.',
    check: forgedWebhook,
  },
];
