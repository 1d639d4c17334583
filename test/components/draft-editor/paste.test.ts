import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isBlock, readPasted, type Pasted } from '../../../src/components/invoice-draft-editor/paste.js';
import { showDecimal } from '../../../src/components/invoice-draft-editor/numbers.js';

const read = (text: string, locale = 'en', currency = 'usd'): Pasted =>
  readPasted(text, { locale, currency });

/** What the rows say, shortly. */
const lines = ({ rows }: Pasted): [string, string, string][] =>
  rows.map(({ description, quantity, price }) => [description, quantity, price]);

const faults = ({ rows }: Pasted): string[] =>
  rows.flatMap((row) =>
    row.faults.map(({ column, problem, text }) => `${row.source} ${column} ${problem} ${text}`),
  );

const THREE = [
  ['Design', '3', '49.9'],
  ['Hosting', '12', '1234.56'],
  ['Discount', '1', '-5'],
];

describe('what parts the cells', () => {
  const ways: Record<string, string> = {
    'tabs': 'Design\t3\t49.90\nHosting\t12\t1,234.56\nDiscount\t1\t-5',
    'tabs, CRLF, a BOM and emptiness around': '\ufeffDesign\t3\t49.90\t\t\r\n\r\nHosting\t12\t1,234.56\r\nDiscount\t1\t-5\r\n\t\t\r\n\r\n',
    'old line ends': 'Design\t3\t49.90\rHosting\t12\t1,234.56\rDiscount\t1\t-5',
    'semicolons': 'Design;3;49,90\nHosting;12;1.234,56\nDiscount;1;-5',
    'commas': 'Design,3,49.90\nHosting,12,"1,234.56"\nDiscount,1,-5\n',
    'commas and quotes': '"Design","3","49,90"\n"Hosting", "12", "1.234,56"\n"Discount","1","-5"',
  }; // prettier-ignore
  for (const [name, text] of Object.entries(ways)) {
    test(name, () => {
      assert.deepEqual(lines(read(text)), THREE);
      assert.deepEqual(faults(read(text)), []);
    });
  }

  test('quotes hold line breaks, tabs and quotes', () => {
    const text = '"Design\nof a ""logo"""\t3\t49.90\n"Tab\there"\t1\t5\n5" pipe\t2\t3\n"Best" deal\t4\t5';
    assert.deepEqual(lines(read(text)), [
      ['Design of a "logo"', '3', '49.9'],
      ['Tab here', '1', '5'],
      ['5" pipe', '2', '3'],
      ['"Best" deal', '4', '5'],
    ]);
  });

  test('a quote that is never closed is a quote', () => {
    assert.deepEqual(lines(read('"Design\t3\t49.90\nHosting\t1\t5')), [
      ['"Design', '3', '49.9'],
      ['Hosting', '1', '5'],
    ]);
  });

  test('commas of a text are no cells', () => {
    assert.deepEqual(lines(read('Design, layout\nHosting, monthly')), [
      ['Design, layout', '1', ''],
      ['Hosting, monthly', '1', ''],
    ]);
    assert.deepEqual(lines(read('12,50\n3,99')), [
      ['', '1', '12.5'],
      ['', '1', '3.99'],
    ]);
    for (const text of ['Logo 12,50\nWeb 3,99', 'Logo 1,234,567.00\nWeb 2,000,000.00'])
      assert.equal(read(text).columns.length, 1, text);
    assert.deepEqual(lines(read('Item,Qty,Price\nLogo 3,2,9.99\nWeb 4,1,5.00')), [
      ['Logo 3', '2', '9.99'],
      ['Web 4', '1', '5'],
    ]);
  });

  test('a block has something on both sides of a tab or a line break', () => {
    for (const text of ['a\tb', 'a\nb', 'a\r\n\r\nb']) assert.ok(isBlock(text), JSON.stringify(text));
    for (const text of ['', 'a', 'a b', '\ta\n', '\r\n', 'a, b; c\n'])
      assert.ok(!isBlock(text), JSON.stringify(text));
  });
});

describe('which column is what', () => {
  const table: [string, string, Pasted['columns']][] = [
    ['a text and a number', 'Design\t49.90\nHosting\t5', ['description', 'price']],
    ['a number and a text', '49.90\tDesign\n5\tHosting', ['price', 'description']],
    ['two numbers', 'Design\t3\t49.90\nHosting\t1\t5', ['description', 'quantity', 'price']],
    ['the price has a sign', 'Design\t$49.90\t3\nHosting\t$5\t1', ['description', 'price', 'quantity']],
    ['three numbers that multiply', 'Design\t3\t49.90\t149.70\nHosting\t2\t5\t10', ['description', 'quantity', 'price', 'amount']],
    ['rounded to the cent', 'Design\t0.333\t10\t3.33\nHosting\t2\t5\t10', ['description', 'quantity', 'price', 'amount']],
    ['two prices', 'Design\t$49.90\t$49.90\nHosting\t$5\t$5', ['description', 'price', 'amount']],
    ['row numbers', '1\tDesign\t3\t49.90\n2\tHosting\t1\t5', [null, 'description', 'quantity', 'price']],
    ['row numbers with points', '1.\tDesign\t49.90\n2.\tHosting\t5\n3.\tMail\t6', [null, 'description', 'price']],
    ['quantities that look like row numbers', '1\tDesign\t50\t50\n2\tHosting\t5\t10', ['quantity', 'description', 'price', 'amount']],
    ['percents and dates', '2026-11-25\tDesign\t3\t19%\t49.90\n26.11.2026\tHosting\t1\t19 %\t5', [null, 'description', 'quantity', null, 'price']],
    ['dates with names', '3 Mar 2026\tDesign\t5\n4 Mar 2026\tHosting\t6', [null, 'description', 'price']],
    ['an empty column', '\tDesign\t\t5\n\tHosting\t\t6', [null, 'description', null, 'price']],
    ['a text only', 'Design\nHosting', ['description']],
    ['numbers only', '3\t49.90\n2\t5', ['quantity', 'price']],
    ['one row', 'Design\t49.90', ['description', 'price']],
  ]; // prettier-ignore
  for (const [name, text, columns] of table) {
    test(name, () => {
      assert.deepEqual(read(text).columns, columns);
      assert.equal(read(text).header, null);
    });
  }
});

describe('the header', () => {
  const table: [string, Pasted['columns']][] = [
    ['Description\tQty\tUnit price\tAmount', ['description', 'quantity', 'price', 'amount']],
    ['Item\tQuantity\tRate (USD)\tTotal', ['description', 'quantity', 'price', 'amount']],
    ['Service\tHours\tHourly rate\tSum', ['description', 'quantity', 'price', 'amount']],
    ['PRODUCT\tQTY.\tPrice per unit\tLine total', ['description', 'quantity', 'price', 'amount']],
    ['Bezeichnung\tMenge\tEinzelpreis\tGesamtpreis', ['description', 'quantity', 'price', 'amount']],
    ['Leistung\tAnzahl\tPreis in €\tBetrag', ['description', 'quantity', 'price', 'amount']],
    ['Artikel\tStunden\tStundensatz\tSumme', ['description', 'quantity', 'price', 'amount']],
    ['Position\tStk.\tStückpreis\tGesamt', ['description', 'quantity', 'price', 'amount']],
    ['Description\tPrice\tQty\tTax amount', ['description', 'price', 'quantity', null]],
    ['Désignation\tQté\tPrix\tMontant', ['description', 'quantity', 'price', null]],
  ];
  for (const [header, columns] of table) {
    test(header.replaceAll('\t', ' | '), () => {
      const pasted = read(`${header}\nDesign\t3\t49.90\t100\nHosting\t1\t5\t7`);
      assert.deepEqual(pasted.columns, columns);
      assert.deepEqual(pasted.header, header.split('\t'));
      assert.deepEqual(
        pasted.rows.map(({ source }) => source),
        [2, 3],
      );
    });
  }

  test('its words go before what stands below', () => {
    const pasted = read('Pos.\tSKU\tItem\tDescription\tUnit\tPrice\tQty\tVAT\n1\tAB-1\tLogo\tDesign\th\t49.90\t3\t19\n2\tAB-2\tWeb\tHosting\th\t5\t12\t19');
    assert.deepEqual(pasted.columns, [null, null, null, 'description', null, 'price', 'quantity', null]);
    assert.deepEqual(lines(pasted), [['Design', '3', '49.9'], ['Hosting', '12', '5']]);
  }); // prettier-ignore

  test('a first row that only looks like one stays', () => {
    const rows = ['Service\t100\nDesign\t5', 'Design\tten\nHosting\t5', 'Hosting fee\tmonthly\nDesign\t500', 'Total care\tfoo'];
    for (const text of rows) assert.equal(read(text).header, null, text);
  }); // prettier-ignore

  test('a header alone is no row', () => {
    const pasted = read('Description\tQty\tPrice\n');
    assert.deepEqual(pasted.rows, []);
    assert.deepEqual(pasted.header, ['Description', 'Qty', 'Price']);
  });
});

describe('numbers', () => {
  test('with every mark, sign and currency', () => {
    const cells = ['1.234,56', '1,234.56', '1 234,56', '1\u202f234.56', "1'234.56", '1’234.56', '1234.56', '1234,56'];
    const signs = ['$1,234.56', '1,234.56 $', 'USD 1,234.56', '1.234,56 usd', '$ 1234.56 USD', '１２３４．５６'];
    for (const cell of [...cells, ...signs]) {
      for (const locale of ['en', 'de', 'fr', 'de-CH']) {
        assert.deepEqual(lines(read(`Design\t${cell}\nx\ty`, locale))[0], ['Design', '1', '1234.56'], `${cell} ${locale}`);
      }
    }
    for (const cell of ['-5', '(5.00)', '5-', '\u22125', '-$5', '$-5', '($5.00)', '- 5,00'])
      assert.deepEqual(lines(read(`Design\t${cell}`)), [['Design', '1', '-5']], cell);
  }); // prettier-ignore

  test('one decimal mark in all of the block', () => {
    const comma = read('Design\t12,50\nHosting\t3,99\nMail\t1,234\nTax\t1.234', 'en');
    assert.deepEqual(lines(comma).map(([, , price]) => price), ['12.5', '3.99', '1.234', '1234']);
    assert.equal(comma.decimal, ',');
    assert.equal(comma.ambiguous, false);
    const point = read('Design\t2\t12.50\nHosting\t1,000\t1,234', 'de');
    assert.deepEqual(lines(point), [['Design', '2', '12.5'], ['Hosting', '1000', '1234']]);
    assert.equal(point.decimal, '.');
  }); // prettier-ignore

  test('where nothing tells, the locale does, and that is told', () => {
    for (const [locale, price, decimal] of [['en', '1234', '.'], ['de', '1.234', ','], ['fr', '1.234', ',']] as const) {
      const pasted = read('Design\t1,234\nHosting\t5', locale);
      assert.equal(lines(pasted)[0]?.[2], price);
      assert.equal(pasted.decimal, decimal);
      assert.ok(pasted.ambiguous);
    }
    assert.equal(read('Design\t5').ambiguous, false);
    assert.equal(read('Design\t0,123\nHosting\t1,234').ambiguous, false, 'no group begins with a nought');
    assert.ok(read('Design\t12,50\nHosting\t12.50\nMail\t1,234').ambiguous, 'both marks');
  }); // prettier-ignore

  test('other scripts', () => {
    assert.deepEqual(lines(read('Design\t٣\t١٬٢٣٤٫٥٦', 'ar-EG', 'egp')), [['Design', '3', '1234.56']]);
    assert.deepEqual(lines(read('Design\t20$50', 'pt-CV', 'cve')), [['Design', '1', '20.5']]);
  });

  test('other currencies are told', () => {
    const own = [['usd', 'US$5'], ['chf', 'Fr. 5'], ['sek', '5 kr'], ['jpy', '¥5'], ['cad', 'C$5'], ['inr', 'Rs. 5']] as const;
    for (const [currency, cell] of own) {
      for (const locale of ['en', 'de', 'ja']) {
        const pasted = read(`Design\t${cell}`, locale, currency);
        assert.deepEqual([lines(pasted)[0]?.[2], pasted.currencies], ['5', []], `${cell} ${locale}`);
      }
    }
    assert.deepEqual(read('Design\t$5\nHosting\t5 USD').currencies, []);
    const pasted = read('Design\t€ 5,50\nHosting\t5 EUR\nMail\t£7\nWeb\tFr. 8\nAd\tkr 9\nTop\t5 USD');
    assert.deepEqual(pasted.currencies, ['€', 'EUR', '£', 'Fr.', 'kr']);
    assert.deepEqual(lines(pasted).map(([, , price]) => price), ['5.5', '5', '7', '8', '9', '5']);
  }); // prettier-ignore

  test('what cannot be read is told by its cell', () => {
    const pasted = read(
      'Design\t3\t49.90\nHosting\tmany\t5\nMail\t2\tten\nNote\t\t\nTax\t1\t10%\nDash\t-\t-',
    );
    assert.deepEqual(lines(pasted), [
      ['Design', '3', '49.9'],
      ['Hosting', '', '5'],
      ['Mail', '2', ''],
      ['Note', '1', ''],
      ['Tax', '1', ''],
      ['Dash', '1', ''],
    ]);
    assert.deepEqual(faults(pasted), [
      '2 quantity unreadable many',
      '3 price unreadable ten',
      '5 price unreadable 10%',
    ]);
  });
});

describe('amounts', () => {
  test('an amount alone is the price', () => {
    assert.deepEqual(lines(read('Item\tAmount\nDesign\t149.70\nHosting\t5')), [
      ['Design', '1', '149.7'],
      ['Hosting', '1', '5'],
    ]);
  });

  test('with a quantity it is parted where that is exact', () => {
    const pasted = read('Item\tQty\tAmount\nDesign\t3\t149.70\nHosting\t3\t100\nMail\t0\t5\nWeb\t-2\t-5\nAd\t\t7\nX\ttwo\t8');
    assert.deepEqual(lines(pasted), [
      ['Design', '3', '49.9'],
      ['Hosting', '1', '100'],
      ['Mail', '1', '5'],
      ['Web', '-2', '2.5'],
      ['Ad', '1', '7'],
      ['X', '', ''],
    ]);
    assert.deepEqual(faults(pasted), [
      '3 quantity indivisible 3',
      '4 quantity indivisible 0',
      '7 quantity unreadable two',
    ]);
  }); // prettier-ignore

  test('beside a price it only checks', () => {
    const pasted = read('Item\tQty\tPrice\tAmount\nDesign\t3\t49.90\t149.70\nHosting\t2\t5\t11\nMail\t0.333\t10\t3.33\nWeb\t2\t\t9\nAd\t1\t5\tfree');
    assert.deepEqual(lines(pasted), [
      ['Design', '3', '49.9'],
      ['Hosting', '2', '5'],
      ['Mail', '0.333', '10'],
      ['Web', '2', '4.5'],
      ['Ad', '1', '5'],
    ]);
    assert.deepEqual(faults(pasted), ['3 amount mismatch 11', '6 amount unreadable free']);
  }); // prettier-ignore

  const items = 'Design\t3\t49.90\t149.70\nHosting\t2\t73.84\t147.68\n';
  for (const total of ['Total\t\t\t297.38', '\t\tTotal:\t$297.38', 'Grand total\t5\t\t297.38', 'Summe EUR\t\t\t297,38', 'Gesamtbetrag netto\t\t\t297.38', 'Total 297.38\t\t\t', '\t\t\tTotal: $297.38']) {
    test(`“${total.replaceAll('\t', ' | ')}” is no line`, () => {
      const pasted = read(items + total);
      assert.deepEqual(lines(pasted), [['Design', '3', '49.9'], ['Hosting', '2', '73.84']]);
      assert.deepEqual(pasted.totals.map(({ source }) => source), [3]);
      assert.deepEqual(faults(pasted), []);
    });
  } // prettier-ignore

  test('a total that is none of these rows stays', () => {
    for (const last of ['Total\t\t\t297.00', 'Total care\t1\t297.38\t297.38', 'Mail\t1\t297.38\t297.38']) {
      assert.equal(read(items + last).rows.length, 3, last);
      assert.deepEqual(read(items + last).totals, []);
    }
    assert.equal(read('Total\t0\nDesign\t5').rows.length, 2);
  });

  test('a subtotal and a total', () => {
    const pasted = read('Design\t250.00\nSubtotal\t250.00\nVAT\t47.50\nTotal\t297.50');
    assert.deepEqual(lines(pasted), [['Design', '1', '250'], ['VAT', '1', '47.5']]);
    assert.deepEqual(pasted.totals.map(({ source }) => source), [2, 4]);
  }); // prettier-ignore
});

describe('limits', () => {
  test('2,000 lines are read, and how many are left is told', () => {
    const pasted = read('Design\t5\n'.repeat(2010));
    assert.equal(pasted.rows.length, 2000);
    assert.equal(pasted.unread, 10);
    assert.equal(read('Design\t5\n'.repeat(2000)).unread, 0);
  });

  test('a megabyte is read, and no row that is cut off', () => {
    const row = `${'x'.repeat(999)}\t5\n`;
    const pasted = read(row.repeat(1100));
    assert.ok(pasted.rows.length > 900 && pasted.rows.length < 1000);
    assert.equal(pasted.rows.length + pasted.unread, 1100);
    assert.ok(pasted.rows.every(({ price }) => price === '5'));
    assert.deepEqual(read(`Design\t${'9'.repeat(1_100_000)}`).rows, []);
  });

  test('long and strange ones are read in a moment', () => {
    const strange = ['\t'.repeat(1e6), '"'.repeat(1e6), '"a\t'.repeat(3e5), '"""\t'.repeat(2e5), `$${' '.repeat(9e5)}x\ty`, '1'.repeat(9e5), `${'1'.repeat(49_000)}a,1\n`.repeat(20), ',1'.repeat(4e5), '1\t'.repeat(99).concat('\n').repeat(2000), `${'\t'.repeat(9e5)}x\n${'a\tb\n'.repeat(1999)}`];
    for (const text of strange) {
      const start = performance.now();
      read(text);
      assert.ok(performance.now() - start < 4000, `${text.slice(0, 20)}: ${performance.now() - start}`);
    }
  }); // prettier-ignore
});

const LOCALES = ['en', 'de', 'fr', 'de-CH', 'es', 'pl', 'en-IN', 'sv', 'hi'];
const cents = fc.integer({ min: -9_999_999, max: 9_999_999 }).map((count) => {
  const digits = String(Math.abs(count)).padStart(3, '0');
  return `${count < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
});
const words = fc.stringMatching(/^[A-Za-z][A-Za-z" ]{0,20}[a-z]$/).map((text) => text.replace(/ +/g, ' '));

test('a table that a spreadsheet writes is read back, in any locale and with any delimiter', () => {
  const rows = fc.array(fc.tuple(words, fc.integer({ min: 1, max: 999 }), cents), { minLength: 1, maxLength: 20 });
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(rows, fc.constantFrom(...LOCALES), fc.constantFrom('\t', ';', ','), (table, locale, delimiter) => {
      const text = table
        .map(([name, count, price]) => [name, String(count), showDecimal(price, locale, 2)].map(quoted).join(delimiter))
        .join('\r\n');
      const pasted = read(`"Description"${delimiter}"Qty"${delimiter}"Price"\r\n${text}`, locale);
      const expected = table.map(([name, count, price]) => [name, String(count), String(Number(price))]);
      assert.deepEqual(lines(pasted), expected);
      assert.deepEqual(faults(pasted), []);
    }),
    { numRuns: 300 },
  );
}); // prettier-ignore

test('any text gives rows of decimals, and never throws', () => {
  const bits = fc.constantFrom('\t', '\n', '\r\n', ',', ';', '"', '""', '1', '2', '3.50', '1,234', '-', '$', '€', 'Total', 'Qty', 'Price', 'Amount', 'x', ' ', '%', '(', ')', '1.2.2026', 'EUR');
  const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 200 }), fc.array(bits, { maxLength: 60 }).map((parts) => parts.join('')));
  fc.assert(
    fc.property(texts, fc.constantFrom(...LOCALES, 'ar-EG', 'nonsense'), fc.constantFrom('usd', 'JPY', 'kwd', '', 'xx'), (text, locale, currency) => {
      const pasted = read(text, locale, currency);
      for (const row of pasted.rows) {
        assert.match(row.quantity, /^(-?\d+(\.\d+)?)?$/);
        assert.match(row.price, /^(-?\d+(\.\d+)?)?$/);
        assert.equal(row.cells.length, pasted.columns.length);
      }
      isBlock(text);
    }),
    { numRuns: 2000 },
  );
}); // prettier-ignore
