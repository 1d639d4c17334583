/** What answers say, and what they never say. */
import { idOf, type Bench } from '../bench.js';
import type { Answer } from '../caller.js';
import { demand, type Rule } from '../rule.js';

async function errorShape(bench: Bench): Promise<void> {
  const draft = await bench.draft();
  const path = `/invoices/${idOf(draft)}`;
  const { admin } = bench;
  const refusals = [
    await admin.get('/invoices/in_conformance_none'),
    await admin.get('/no_such_thing'),
    await admin.post(path, { nonsense: 1 }),
    await admin.post(path, '{'),
    await admin.post(`${path}/void`),
  ];
  for (const refusal of refusals) demandProblem(refusal);
  const [, , unknown] = refusals;
  demand(
    unknown?.body['param'] === 'nonsense',
    'a refused parameter is named in `param`',
    unknown?.body['param'] ?? 'none',
  );
}

const FIELDS = {
  type: 'string',
  title: 'string',
  detail: 'string',
  code: 'string',
  retryable: 'boolean',
} as const;
/** Traces of a program, and Stripe's page for the holder of the key. */
const INSIDES =
  /\bat \S+ \(|\.(?:rb|py|php|go|[cm]?[jt]s):\d+|Traceback|dashboard\.stripe\.com|request_log_url/;

function demandProblem({ asked, status, headers, body, text }: Answer): void {
  demand(status >= 400, `${asked} is refused`, status);
  const type = headers.get('content-type') ?? 'none';
  demand(/^application\/problem\+json\b/.test(type), `${asked}: ${status} as application/problem+json`, type);
  for (const [field, kind] of Object.entries(FIELDS))
    demand(typeof body[field] === kind, `${asked}: ${status} with ${field} (${kind})`, typeof body[field]);
  demand(body['status'] === status, `${asked}: status ${status} in the body too`, body['status']);
  demand(!INSIDES.test(text), `${asked}: a problem tells nothing of the program`, 'traces of it');
}

/** Stripe's keys, signing secrets and client secrets. */
const SECRETS = /\b(?:sk|rk)_(?:test|live)_\w+|\bwhsec_\w+|\b\w+_secret_\w+|"client_secret":\s*"/;

async function secrets(bench: Bench): Promise<void> {
  const { admin, subjects } = bench;
  const open = await bench.open();
  const id = idOf(open);
  for (const path of [
    '/session',
    `/invoices/${id}`,
    `/invoices/${id}?expand[]=payments`,
    `/invoices/${id}?expand[]=payments.data.payment.payment_intent`,
    `/invoice_payments?invoice=${id}`,
    `/customers/${subjects.customer}`,
    '/invoices?limit=100',
  ])
    await admin.get(path);
  await admin.post(`/invoices/${id}/pay`, { payment_method: 'pm_conformance_none' });
  for (const { asked, text } of bench.heard()) {
    const kind = SECRETS.exec(text)?.[0]
      .replace(/^"|"?:.*$/g, '')
      .slice(0, 10);
    demand(kind === undefined, `${asked} tells no secret`, `something like ${kind}…`);
  }
}

/** Whoever may only look gets no secret to pay with, also when asking for it; a backend without it may refuse. */
async function paymentSecret(bench: Bench): Promise<void> {
  const id = idOf(await bench.open());
  const ask = `/invoices/${id}?expand[]=confirmation_secret`;
  const { asked, text } = await bench.people.viewer.get(ask);
  demand(!SECRETS.test(text), `${asked} by the viewer tells no secret to pay with`, 'one');
}

export const answerRules: Rule[] = [
  {
    id: 'error-shape',
    sentence: 'Every refusal is an RFC 9457 problem with a code, and tells nothing of the program.',
    check: errorShape,
  },
  {
    id: 'secrets',
    sentence: 'No answer has a secret key, a signing secret or a client secret in it that was not asked for.',
    check: secrets,
  },
  {
    id: 'payment-secret',
    sentence: 'The secret that a payment is confirmed with goes to nobody who may not pay.',
    needs: ['viewer'],
    check: paymentSecret,
  },
];
