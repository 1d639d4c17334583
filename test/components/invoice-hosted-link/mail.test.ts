/** The message of a person's own: what stands in it, and that every mail program can read it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailOf, type MailContext } from '../../../src/components/invoice-hosted-link/mail.js';
import { readInvoice } from '../../../src/invoice/shape.js';
import { hostedMore as german } from '../../../src/translations/de/hosted-more.js';
import { hostedMore } from '../../../src/translations/en/hosted-more.js';

const URL_OF_IT = 'https://invoice.stripe.com/i/acct_1/test_2?s=ap&x=1';
const OPEN = {
  id: 'in_1',
  status: 'open',
  currency: 'eur',
  number: 'ACME-0042',
  customer_email: 'billing+eu@acme.example',
  amount_due: 363_650,
  amount_remaining: 363_650,
  due_date: Date.UTC(2026, 11, 4, 12) / 1000,
};

const mail = (invoice: object, more: Partial<MailContext> = {}): string =>
  mailOf({
    invoice: readInvoice({ ...OPEN, ...invoice }),
    url: URL_OF_IT,
    seller: 'Northwind Studio',
    until: 'Links to this invoice work until January 3, 2027.',
    words: hostedMore,
    lang: 'en',
    ...more,
  });

/** As a mail program reads it: percent-decoded, and nothing else (RFC 6068). */
function read(href: string): { to: string; subject: string; body: string[] } {
  const [, to = '', query = ''] = /^mailto:([^?]*)\?(.*)$/.exec(href) ?? [];
  const fields = Object.fromEntries(
    query.split('&').map((field) => field.split('=').map(decodeURIComponent) as [string, string]),
  );
  return {
    to: decodeURIComponent(to),
    subject: fields['subject'] ?? '',
    body: (fields['body'] ?? '').split('\r\n'),
  };
}

test('says what is due until when, with the link on a line of its own', () => {
  assert.deepEqual(read(mail({})), {
    to: 'billing+eu@acme.example',
    subject: 'Invoice ACME-0042 from Northwind Studio',
    body: [
      'Hello,',
      '',
      'here is invoice ACME-0042 over €3,636.50, due December 4, 2026:',
      URL_OF_IT,
      '',
      'You can look at it there, save it as a PDF, and pay it. Links to this invoice work until January 3, 2027.',
      '',
    ],
  });
});

test('speaks the language of the page', () => {
  const { subject, body } = read(mail({}, { words: german, lang: 'de', until: '' }));
  assert.equal(subject, 'Rechnung ACME-0042 von Northwind Studio');
  assert.equal(
    body[2]?.replace(/\s/g, ' '),
    'hier ist die Rechnung ACME-0042 über 3.636,50 €, fällig am 4. Dezember 2026:',
  );
  assert.equal(body[5], 'Dort können Sie sie ansehen, als PDF speichern und bezahlen.');
});

test('asks for no payment where none is due, and names no date where there is none', () => {
  assert.equal(read(mail({ status: 'paid', amount_remaining: 0 })).body[2], 'here is invoice ACME-0042:');
  assert.equal(
    read(mail({ status: 'paid', amount_remaining: 0 }, { until: '' })).body[5],
    'You can look at it there and save it as a PDF.',
  );
  assert.equal(read(mail({ due_date: null })).body[2], 'here is invoice ACME-0042 over €3,636.50:');
  assert.equal(read(mail({ number: null }, { seller: '' })).subject, 'Invoice in_1');
  assert.equal(read(mail({ customer_email: null })).to, '');
});

test('nothing that stands in an invoice can add a field or a line', () => {
  const href = mail(
    { customer_email: 'a&cc=x@evil.example?bcc=y', number: 'N&bcc=z\r\nBcc: q=1#' },
    { seller: 'A & B <c@d.example>, 100 % "é" 😀' },
  );
  const { to, subject, body } = read(href);
  assert.equal(href.split('&').length, 2);
  assert.equal(href.split('?').length, 2);
  assert.doesNotMatch(href, /[\s"<>#]/);
  assert.equal(to, 'a&cc=x@evil.example?bcc=y');
  assert.equal(subject, 'Invoice N&bcc=z\r\nBcc: q=1# from A & B <c@d.example>, 100 % "é" 😀');
  assert.equal(body.at(-4), URL_OF_IT);
});

test('what is too long for a mail program keeps the link', () => {
  const href = mail({}, { seller: '\u{1f600}'.repeat(400) });
  assert.ok(href.length <= 2000, String(href.length));
  assert.deepEqual(read(href).body, [URL_OF_IT]);
  assert.match(read(href).subject, /^Invoice ACME-0042 from/);
});
