/** What is exported can be read again by anyone who knows RFC 4180, and by no spreadsheet as a formula. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { invoiceCells, invoiceHeadings, plainAmount, writeCsv, type CsvCell } from '../../src/invoice/csv.js';
import { minorUnits, parseMoney } from '../../src/invoice/money.js';
import { readInvoice } from '../../src/invoice/shape.js';

const NOW = Date.UTC(2026, 10, 20, 9) / 1000;

/** The rows of a file, read as RFC 4180 has it. */
function readCsv(file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of file.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gs)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const marks = [...'=+-@\t\r\n ,;"\'＝＋－＠\u200ba1ß'];
const nasty = fc.string({ unit: fc.constantFrom(...marks), maxLength: 8 });
const typed = fc.oneof(nasty, fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 20 }));
const amount = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 });
const currency = fc.constantFrom('usd', 'eur', 'jpy', 'kwd', 'isk', 'clp', 'zzz');

describe('rows', () => {
  test('what is written is read again, whatever was typed', () => {
    const rows = fc.array(fc.array(typed, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, (cells) => {
        const read = readCsv(writeCsv(cells));
        assert.equal(read.length, cells.length);
        for (const [y, row] of read.entries()) {
          assert.equal(row.length, cells[y]?.length);
          // An apostrophe before it is all that may have been added.
          for (const [x, cell] of row.entries()) assert.ok(["'", ''].includes(cell.replace(cells[y]![x]!, () => ''))); // prettier-ignore
        }
      }),
    );
  });

  test('nothing typed is a formula', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const [[first = ''] = []] = readCsv(writeCsv([[text, 'end']]));
        assert.doesNotMatch(first, /^[=+\-@\t\r\n＝＋－＠]/);
        assert.doesNotMatch(first.trimStart(), /^[=+\-@＝＋－＠]/);
      }),
    );
  });

  test('the usual attacks are told from the usual text', () => {
    const attacks = [
      '=1+1',
      '+1',
      '-2+3',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      ' =1',
      '＝1+1',
      '＋1',
      '－1',
      '＠x',
      '\u200b=1',
    ];
    for (const attack of attacks) {
      assert.equal(readCsv(writeCsv([[attack]]))[0]?.[0], `'${attack}`, JSON.stringify(attack));
    }
    for (const text of ['Acme GmbH', 'a=b', 'billing+1@acme.example', '3 - 2', "'quoted'", 'INV-0001', '']) {
      assert.equal(readCsv(writeCsv([[text, 'end']]))[0]?.[0], text, text);
    }
  });

  test('lines end as RFC 4180 has it, and the mark comes once, before everything', () => {
    assert.equal(writeCsv([['a', 'b'], ['c,d', 'e"f']]), 'a,b\r\n"c,d","e""f"\r\n'); // prettier-ignore
    assert.equal(writeCsv([['a']], { bom: true }), '\ufeffa\r\n');
    assert.equal(writeCsv([]), '');
  });
});

describe('amounts', () => {
  test('are plain decimals with the minor units of their currency, and negative ones stay numbers', () => {
    assert.equal(plainAmount(123_456, 'usd'), '1234.56');
    assert.equal(plainAmount(-5, 'eur'), '-0.05');
    assert.equal(plainAmount(0, 'eur'), '0.00');
    assert.equal(plainAmount(500, 'jpy'), '500');
    assert.equal(plainAmount(-1234, 'kwd'), '-1.234');
    assert.equal(writeCsv([[{ plain: plainAmount(-1050, 'usd') }]]), '-10.50\r\n');
  });

  test('say exactly what they are', () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => {
        const text = plainAmount(minor, code);
        assert.match(text, new RegExp(`^-?\\d+${minorUnits(code) ? `\\.\\d{${minorUnits(code)}}` : ''}$`));
        // A lone group of three would be read as thousands; a scale of three has none.
        if (minorUnits(code) !== 3) assert.equal(parseMoney(text, code, 'en'), minor);
        assert.equal(Number(text.replace('.', '')), minor);
      }),
    );
  });
});

describe('an invoice', () => {
  const invoice = readInvoice({
    id: 'in_1',
    status: 'open',
    number: '=HYPERLINK("https://evil.example")',
    customer: 'cus_1',
    customer_name: '@cmd',
    customer_email: 'billing@acme.example',
    currency: 'kwd',
    subtotal: 12_345,
    total: -12_345,
    amount_due: 500,
    amount_remaining: 500,
    created: NOW,
    due_date: NOW - 86_400,
    collection_method: 'send_invoice',
    status_transitions: { finalized_at: NOW - 1 },
    description: 'Zwei Tage, "Werkstatt"\nund mehr',
  });
  const cells = invoiceCells(invoice, NOW);
  const [row = []] = readCsv(writeCsv([cells]));
  const named = Object.fromEntries(invoiceHeadings.map((name, index) => [name, row[index]]));

  test('has a cell beneath each heading', () => {
    assert.equal(row.length, invoiceHeadings.length);
    assert.equal(new Set(invoiceHeadings).size, invoiceHeadings.length);
  });

  test('tells amounts beside their currency, times in UTC, and what was typed as text', () => {
    assert.equal(named['currency'], 'kwd');
    assert.equal(named['subtotal'], '12.345');
    assert.equal(named['total'], '-12.345');
    assert.equal(named['created'], '2026-11-20T09:00:00Z');
    assert.equal(named['finalized_at'], '2026-11-20T08:59:59Z');
    assert.equal(named['paid_at'], '');
    assert.equal(named['state'], 'past_due');
    assert.equal(named['number'], '\'=HYPERLINK("https://evil.example")');
    assert.equal(named['customer_name'], "'@cmd");
    assert.equal(named['description'], 'Zwei Tage, "Werkstatt"\nund mehr');
  });

  test('whatever is in it, it is a row that can be read', () => {
    const record = fc.record({
      number: typed,
      customer_name: typed,
      description: typed,
      total: amount,
      currency,
    });
    fc.assert(
      fc.property(record, (more) => {
        const given: CsvCell[] = invoiceCells(readInvoice({ id: 'in_2', status: 'draft', ...more }), NOW);
        const [read = [], ...others] = readCsv(writeCsv([given]));
        assert.equal(others.length, 0);
        assert.equal(read.length, invoiceHeadings.length);
        assert.equal(read[invoiceHeadings.indexOf('total')], plainAmount(more.total, more.currency));
      }),
    );
  });
});
