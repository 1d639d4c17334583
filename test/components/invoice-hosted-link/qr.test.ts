/** The QR code of a link, held against the standard's own numbers and read back by a reader that shares no code with it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  correctionOf,
  encodeQr,
  qrPath,
  withCheck,
  type QrCode,
} from '../../../src/components/invoice-hosted-link/qr.js';
import { readQr } from './qr-reader.js';

const LINK =
  'https://invoice.stripe.com/i/acct_1M2JTkLkdIwHu7ix/live_YWNjdF8xTTJKVGtMa2RJd0h1N2l4LF9NQldPb0tyVnVpZ1l2OGd4b3hVTmJ0eXNTZ0tDbUxKLDEyMzQ1Njc4OQ0200abcdefgh?s=ap';

test('the correction of a block is that of the worked example (1-M, HELLO WORLD)', () => {
  const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
  assert.deepEqual(correctionOf(data, 10), [196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
});

test('format and version carry the check bits of the standard’s tables', () => {
  const formats = [
    '101010000010010', '101000100100101', '101111001111100', '101101101001011',
    '100010111111001', '100000011001110', '100111110010111', '100101010100000',
  ]; // prettier-ignore
  const made = formats.map((_, mask) => withCheck(mask, 0b10100110111, 10) ^ 0b101010000010010);
  assert.deepEqual(
    made.map((bits) => bits.toString(2)),
    formats,
  );
  const versions: Record<number, string> = {
    7: '000111110010010100',
    8: '001000010110111100',
    9: '001001101010011001',
    10: '001010010011010011',
  };
  for (const [version, bits] of Object.entries(versions))
    assert.equal(withCheck(Number(version), 0b1111100100101, 12).toString(2).padStart(18, '0'), bits);
});

/** The longest texts of level M by version, as the standard lists them for bytes. */
const CAPACITIES = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
];

CAPACITIES.forEach((capacity, index) => {
  test(`version ${index + 1} holds ${capacity} bytes and not one more`, () => {
    const text = LINK.repeat(5).slice(0, capacity);
    const read = readQr(encodeQr(text)!);
    assert.deepEqual([read.text, read.version, read.level], [text, index + 1, 'M']);
    const more = encodeQr(`${text}x`);
    assert.equal(more ? readQr(more).version : null, index < 19 ? index + 2 : null);
  });
});

test('any text is read back, in whatever script', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }), (text) => {
      // What UTF-8 cannot say (half a pair) comes back as its stand-in.
      assert.equal(readQr(encodeQr(text)!).text, new TextDecoder().decode(new TextEncoder().encode(text)));
    }),
    { numRuns: 60 },
  );
});

test('a link is read back, and one wrong module would be noticed', () => {
  const code = encodeQr(LINK)!.map((row) => [...row]);
  assert.equal(readQr(code).text, LINK);
  code[30]![30] = !code[30]![30];
  assert.throws(() => readQr(code), /correction/);
});

test('each mask is the best for some text', () => {
  const texts = Array.from(
    { length: 200 },
    (_, index) => `${(index * 7919).toString(36)}~${'x{A0'.repeat(index % 20)}`,
  );
  const masks = new Set(texts.map((text) => readQr(encodeQr(text)!).mask));
  assert.deepEqual([...masks].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
});

/** Draws a path of `M h v h z` onto a grid. */
function painted(path: string, size: number): QrCode {
  const grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, length, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    assert.equal(length, back);
    for (let step = 0; step < Number(length); step++) grid[Number(y)]![Number(x) + step] = true;
  }
  return grid;
}

test('the path paints the code within its quiet zone', () => {
  const code = encodeQr(LINK)!;
  const grid = painted(qrPath(code, 4), code.length + 8);
  assert.deepEqual(
    grid.slice(4, -4).map((row) => row.slice(4, -4)),
    code,
  );
  const edge = [...grid.slice(0, 4), ...grid.slice(-4)].flat();
  assert.ok(!edge.includes(true));
  for (const row of grid) assert.ok(![...row.slice(0, 4), ...row.slice(-4)].includes(true));
});
