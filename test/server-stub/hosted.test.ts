/** The hosted invoice page and its PDF, as the customer meets them: over HTTP, without script. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenarios, type World } from '../../server-stub/index.js';
import type { ScenarioInvoice } from '../../server-stub/scenarios.js';
import { validWorld } from './valid-world.js';

const DAY = 86_400;

async function visit(
  world: World,
  invoice: ScenarioInvoice,
  init?: RequestInit,
  more = '',
): Promise<Response> {
  const url = new URL(String(invoice['hosted_invoice_url']));
  return world.stub.fetch(new Request(url.origin + url.pathname + more + url.search, init));
}

const pay = (world: World, invoice: ScenarioInvoice, card: string): Promise<Response> =>
  visit(world, invoice, { method: 'POST', body: new URLSearchParams({ card }), redirect: 'manual' });

const buttons = (html: string): string[] =>
  [...html.matchAll(/<button[^>]*>([^<]*)<\/button>/g)].map((found) => found[1] ?? '');
const statusAt = async (world: World, { id }: ScenarioInvoice) =>
  (await world.stripe.invoices.retrieve(id)).status;

test('an open invoice is shown whole, with one button that names the amount and the good card chosen', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world, { description: 'See you soon <3' });
  const response = await visit(world, invoice);
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.deepEqual(buttons(html), ['Pay €3,636.50']);
  assert.match(html, /value="4242424242424242" checked/);
  const shown = [
    'Northwind Studio',
    'Acme GmbH',
    'Lindenstraße 12',
    String(invoice['number']),
    'December 4, 2026',
  ];
  shown.push(
    'Interface design, November',
    '12.5',
    '€95.00',
    '€1,187.50',
    '€3,636.50',
    'Open',
    'See you soon &#60;3',
  );
  for (const text of shown) assert.ok(html.includes(text), text);
});

test('nothing from elsewhere may run, load or frame the page, and its address stays secret', async () => {
  const world = await validWorld();
  const { headers } = await visit(world, await scenarios.open(world));
  const policy = headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|script-src/);
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
  assert.equal(headers.get('cache-control'), 'no-store');
  const style = await world.stub.fetch(new Request('http://localhost:4242/i/style.css'));
  assert.match(style.headers.get('content-type') ?? '', /^text\/css/);
});

test('paying with the default card pays the invoice, once, however often it is clicked', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world);
  for (let click = 0; click < 2; click++) {
    const answer = await pay(world, invoice, '4242424242424242');
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), new URL(String(invoice['hosted_invoice_url'])).pathname);
  }
  assert.equal(await statusAt(world, invoice), 'paid');
  const { data } = await world.stripe.events.list({ type: 'charge.succeeded' });
  assert.equal(data.length, 1);
  const html = await (await visit(world, invoice)).text();
  assert.deepEqual(buttons(html), []);
  assert.match(html, /We received €3,636\.50 on November 20, 2026/);
});

test('a declined card says why, keeps its choice, and leaves the invoice to be paid', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world);
  const declined = await pay(world, invoice, '4000000000009995');
  const html = await declined.text();
  assert.equal(declined.status, 402);
  assert.match(html, /role="alert"[^]*Your card has insufficient funds\./);
  assert.match(html, /value="4000000000009995" checked/);
  assert.deepEqual(buttons(html), ['Pay €3,636.50']);
  assert.equal(await statusAt(world, invoice), 'open');
  assert.equal((await pay(world, invoice, '4242424242424242')).status, 303);
  assert.equal(await statusAt(world, invoice), 'paid');
});

test('a form that names no card pays with the one that is chosen at first', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world);
  const paid = await visit(world, invoice, { method: 'POST', redirect: 'manual' });
  assert.equal(paid.status, 303);
  assert.equal(await statusAt(world, invoice), 'paid');
});

test('a number that is no card, and an empty one, are refused in words', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world);
  for (const card of ['1234', ''])
    assert.match(await (await pay(world, invoice, card)).text(), /card number is incorrect/);
});

const answerBank = (world: World, invoice: ScenarioInvoice, outcome: string): Promise<Response> =>
  visit(
    world,
    invoice,
    { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' },
    '/authenticate',
  );
const pathOf = (invoice: ScenarioInvoice): string => new URL(String(invoice['hosted_invoice_url'])).pathname;

test('a card that asks its holder leads to a page of its own, and completing that pays', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world);
  const asked = await pay(world, invoice, '4000002500003155');
  assert.equal(asked.status, 303);
  assert.equal(asked.headers.get('location'), `${pathOf(invoice)}/authenticate`);
  assert.equal(await statusAt(world, invoice), 'open');
  const html = await (await visit(world, invoice, {}, '/authenticate')).text();
  assert.match(html, /<h1>Authenticate this payment<\/h1>/);
  assert.deepEqual(buttons(html), ['Complete', 'Fail']);
  for (const text of ['Northwind Studio', String(invoice['number']), '€3,636.50'])
    assert.ok(html.includes(text), text);
  const done = await answerBank(world, invoice, 'succeed');
  assert.deepEqual([done.status, done.headers.get('location')], [303, pathOf(invoice)]);
  assert.equal(await statusAt(world, invoice), 'paid');
});

test('failing the authentication is told on the invoice, which can be paid again from there', async () => {
  const world = await validWorld();
  const invoice = await scenarios.action_required(world);
  const page = await (await visit(world, invoice)).text();
  assert.ok(page.includes(`<a href="${pathOf(invoice)}/authenticate">Authenticate this payment</a>`));
  const failed = await answerBank(world, invoice, 'fail');
  const html = await failed.text();
  assert.equal(failed.status, 402);
  assert.match(html, /role="alert"[^]*could not confirm that it was you/);
  assert.ok(html.includes(`method="post" action="${pathOf(invoice)}"`));
  assert.ok(!html.includes('/authenticate"'));
  assert.equal(await statusAt(world, invoice), 'open');
  assert.equal((await pay(world, invoice, '4242424242424242')).status, 303);
  assert.equal(await statusAt(world, invoice), 'paid');
});

test('where nothing waits for an authentication its page leads back', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world);
  for (const answer of [
    await visit(world, invoice, {}, '/authenticate'),
    await answerBank(world, invoice, 'succeed'),
  ]) {
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, pathOf(invoice)]);
  }
  assert.equal(await statusAt(world, invoice), 'open');
});

test('money on its way is waited for, and what was paid in part leaves the rest to pay', async () => {
  const world = await validWorld();
  const pending = await scenarios.pending(world);
  const html = await (await visit(world, pending)).text();
  assert.deepEqual(buttons(html), []);
  assert.match(html, /Processing[^]*on its way from your bank/);
  assert.equal((await pay(world, pending, '4242424242424242')).status, 303);
  assert.equal(await statusAt(world, pending), 'open');
  const partly = await (await visit(world, await scenarios.partially_paid(world))).text();
  assert.ok(partly.includes('Partially paid'));
  assert.deepEqual(buttons(partly), ['Pay €2,727.38']);
});

test('an invoice that wants no cards says so', async () => {
  const world = await validWorld();
  const draft = await scenarios.draft(world);
  await world.stripe.invoices.update(draft.id, {
    payment_settings: { payment_method_types: ['sepa_debit'] },
  });
  const { hosted_invoice_url } = await world.stripe.invoices.finalizeInvoice(draft.id);
  const refused = await pay(world, { ...draft, hosted_invoice_url }, '4242424242424242');
  assert.equal(refused.status, 402);
  assert.match(await refused.text(), /cannot be paid by card/);
});

test('each state says what it is: void and paid have nothing to pay, uncollectible still has', async () => {
  for (const [state, word, count] of [
    ['void', 'cancelled this invoice', 0],
    ['paid', 'Thank you', 0],
    ['uncollectible', 'no longer expects', 1],
    ['past_due', 'Past due', 1],
  ] as const) {
    const world = await validWorld();
    const html = await (await visit(world, await scenarios[state](world))).text();
    assert.ok(html.includes(word), state);
    assert.equal(buttons(html).length, count, state);
  }
});

test('an unknown link is a 404, and a link is gone 30 days after the due date', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world, { daysUntilDue: 14 });
  const wrong = { ...invoice, hosted_invoice_url: `${String(invoice['hosted_invoice_url']).split('?')[0]}x` };
  assert.equal((await visit(world, wrong)).status, 404);
  assert.equal((await visit(world, invoice, {}, '/xml')).status, 404);
  world.clock.advance(44 * DAY - 1);
  assert.equal((await visit(world, invoice)).status, 200);
  world.clock.advance(2);
  const expired = await visit(world, invoice);
  assert.equal(expired.status, 410);
  assert.match(await expired.text(), /ask Northwind Studio for a new link/);
});

test('yen have no decimals and dinars three', async () => {
  const world = await validWorld();
  const label = async (customer: 'sakura' | 'dana') =>
    buttons(await (await visit(world, await scenarios.open(world, { customer }))).text());
  assert.deepEqual(await label('sakura'), ['Pay ¥516,500']);
  assert.deepEqual(await label('dana'), ['Pay KWD\u00a01,144.000']);
});

test('German readers get it in German', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world);
  const html = await (
    await visit(world, invoice, { headers: { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' } })
  ).text();
  assert.match(html, /<html lang="de">/);
  assert.deepEqual(buttons(html), ['3.636,50\u00a0€ bezahlen']);
});

/** The text strings of the PDF, which our writer leaves readable, in the order they are drawn. */
const textsOf = (pdf: string): string[] =>
  [...pdf.matchAll(/\(((?:\\.|[^\\)])*)\) Tj/g)].map((found) => found[1] ?? '');

async function pdfOf(world: World, invoice: ScenarioInvoice): Promise<string> {
  const response = await visit(world, invoice, {}, '/pdf');
  assert.equal(response.headers.get('content-type'), 'application/pdf');
  return Buffer.from(await response.arrayBuffer()).toString('latin1');
}

test('the PDF has the invoice in it, and every object where its table says', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world);
  const pdf = await pdfOf(world, invoice);
  assert.match(pdf, /^%PDF-1\.7\n[^]*%%EOF\n$/);
  const table = Number(/startxref\n(\d+)\n/.exec(pdf)?.[1]);
  const places = [...pdf.slice(table).matchAll(/^(\d{10}) 00000 n /gm)].map((found) => Number(found[1]));
  places.forEach((place, index) =>
    assert.ok(pdf.startsWith(`${index + 1} 0 obj\n`, place), `object ${index + 1}`),
  );
  const texts = textsOf(pdf);
  // \200 is the euro sign and \337 the ß of the PDF's Latin encoding.
  for (const text of [
    String(invoice['number']),
    'Acme GmbH',
    'Lindenstra\\337e 12',
    '12.5',
    '\\2003,636.50',
    'December 4, 2026',
  ]) {
    assert.ok(texts.includes(text), text);
  }
});

test('the link in invoice_pdf opens it', async () => {
  const world = await validWorld();
  const invoice = await scenarios.paid(world);
  const response = await world.stub.fetch(new Request(String(invoice['invoice_pdf'])));
  assert.equal(response.headers.get('content-type'), 'application/pdf');
});

test('many lines go on to further pages, none is lost, and long words are cut', async () => {
  const world = await validWorld();
  const lines = Array.from({ length: 60 }, (_, index) => ({
    description: index === 7 ? 'x'.repeat(120) : `Visit no. ${index + 1}`,
    quantity: '1',
    unitAmount: '100',
  }));
  const pdf = await pdfOf(world, await scenarios.open(world, { lines }));
  const texts = textsOf(pdf);
  const pages = Number(/\/Count (\d+)/.exec(pdf)?.[1]);
  assert.ok(pages > 1);
  assert.equal(texts.filter((text) => text.startsWith('Visit no. ')).length, 59);
  assert.equal(texts.filter((text) => /^x+$/.test(text)).join('').length, 120);
  assert.ok(texts.includes(`Page ${pages} of ${pages}`));
});

test('a currency sign that the font lacks is written as its code', async () => {
  const world = await validWorld();
  const lines = [{ description: 'Seoul (notes\\drafts)', quantity: '1', unitAmount: '50000' }];
  const texts = textsOf(
    await pdfOf(world, await scenarios.open(world, { customer: 'globex', currency: 'krw', lines })),
  );
  assert.ok(texts.includes('KRW\\24050,000'));
  assert.ok(texts.includes('Seoul \\(notes\\\\drafts\\)'));
});

test('a credit note is on paper too, with its lines and its own number', async () => {
  const world = await validWorld();
  const { id, number } = await scenarios.open(world);
  const [line] = (await world.stripe.invoices.retrieve(id)).lines.data;
  const note = await world.stripe.creditNotes.create({
    invoice: id,
    lines: [{ type: 'invoice_line_item', invoice_line_item: line?.id ?? '', quantity: 1 }],
    memo: 'The second day did not take place.',
  });
  const response = await world.stub.fetch(new Request(note.pdf));
  assert.equal(response.headers.get('content-type'), 'application/pdf');
  const texts = textsOf(Buffer.from(await response.arrayBuffer()).toString('latin1'));
  for (const text of [
    'Credit note',
    note.number,
    String(number),
    'Acme GmbH',
    '\\2001,200.00',
    String(note.memo),
  ]) {
    assert.ok(texts.includes(text), text);
  }
  assert.equal((await world.stub.fetch(new Request(note.pdf.replace('/pdf', '/xml')))).status, 404);
  const wrong = note.pdf.replace(/\/\w+\/pdf/, '/test_nope/pdf');
  assert.equal((await world.stub.fetch(new Request(wrong))).status, 404);
});

test('credit notes stand between the total and what is due', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world);
  await world.stripe.creditNotes.create({ invoice: invoice.id, amount: 63_650 });
  const html = await (await visit(world, invoice)).text();
  assert.deepEqual(buttons(html), ['Pay €3,000.00']);
  assert.match(html, /Credit notes[^€]*-€636\.50/);
  assert.doesNotMatch(html, /Applied balance/);
});
