/**
 * QR codes (ISO/IEC 18004) for links: bytes only, versions 1 to 20, error correction M, which still reads with 15 % of
 * it gone. Numbers in here are the standard's.
 */

/** Rows of modules; true is dark. */
export type QrCode = readonly (readonly boolean[])[];

/** For versions 1 to 20 at level M: codewords of correction in each block, and how many blocks. */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
/** Level M, as the format information has it. */
const LEVEL = 0b00;
const BYTE_MODE = 0b0100;

/** The code of a text; null where it is longer than version 20 can hold (666 bytes). */
export function encodeQr(text: string): QrCode | null {
  const bytes = new TextEncoder().encode(text);
  const version = CORRECTION.findIndex((_, index) => bytes.length <= capacityOf(index + 1)) + 1;
  if (!version) return null;
  const stream = interleaved(dataOf(bytes, version), version);
  const blank = blankCode(version);
  const candidates = MASKS.map((mask, index) => {
    const modules = filled(blank, stream, mask);
    drawFormat(modules, index);
    return modules;
  });
  return candidates.reduce((best, each) => (penalty(each) < penalty(best) ? each : best));
}

/** One path for an SVG whose view box begins at 0 0 and ends at the code's size plus twice the quiet zone. */
export const qrPath = (code: QrCode, quiet: number): string =>
  code
    .flatMap((row, y) =>
      row.map((dark, x) =>
        dark && !row[x - 1] ? `M${x + quiet} ${y + quiet}h${run(row, x)}v1h-${run(row, x)}z` : '',
      ),
    )
    .join('');

function run(row: readonly boolean[], from: number): number {
  const end = row.indexOf(false, from);
  return (end < 0 ? row.length : end) - from;
}

const sizeOf = (version: number): number => 17 + 4 * version;
/** Bits of the number of bytes. */
const countBits = (version: number): number => (version < 10 ? 8 : 16);

/** How many modules are left for data and correction once all that is fixed is drawn; in codewords. */
function codewordsOf(version: number): number {
  const { fixed } = blankCode(version);
  return Math.floor(fixed.flat().filter((each) => !each).length / 8);
}

function dataCodewords(version: number): number {
  return codewordsOf(version) - (CORRECTION[version - 1] ?? 0) * (BLOCKS[version - 1] ?? 0);
}

const capacityOf = (version: number): number =>
  Math.floor((dataCodewords(version) * 8 - 4 - countBits(version)) / 8);

/** Mode, length and bytes, filled up to what the version holds. */
function dataOf(bytes: Uint8Array, version: number): number[] {
  const length = countBits(version);
  const bits = [...bitsOf(BYTE_MODE, 4), ...bitsOf(bytes.length, length)];
  for (const byte of bytes) bits.push(...bitsOf(byte, 8));
  // The end of the data; what can be held leaves room for it, and it ends with a whole byte.
  bits.push(0, 0, 0, 0);
  const room = dataCodewords(version);
  const data: number[] = [];
  for (let at = 0; at < bits.length; at += 8) data.push(parseInt(bits.slice(at, at + 8).join(''), 2));
  for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad);
  return data;
}

const bitsOf = (value: number, length: number): number[] =>
  Array.from({ length }, (_, index) => (value >> (length - 1 - index)) & 1);

/** Data cut into blocks, each with its correction; then the first of each block, the second of each, and so on. */
function interleaved(data: readonly number[], version: number): number[] {
  const count = BLOCKS[version - 1] ?? 1;
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  let at = 0;
  const blocks = Array.from({ length: count }, (_, index) => {
    const length = short + (index < count - longer ? 0 : 1);
    return data.slice(at, (at += length));
  });
  const corrections = blocks.map((block) => correctionOf(block, CORRECTION[version - 1] ?? 0));
  return [...columns(blocks), ...columns(corrections)];
}

function columns(rows: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...rows.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => rows.flatMap((row) => row[index] ?? [])).flat();
}

/** Multiplies in the field of 256 elements over x⁸ + x⁴ + x³ + x² + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ (product & 0x80 ? 0x11d : 0);
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}

/** The Reed-Solomon codewords of a block: what its polynomial leaves when divided by (x − 1)(x − 2)(x − 4)… */
export function correctionOf(block: readonly number[], count: number): number[] {
  let divisor = [1];
  for (let power = 0, root = 1; power < count; power++, root = times(root, 2)) {
    divisor = [...divisor, 0].map((each, index) => each ^ times(divisor[index - 1] ?? 0, root));
  }
  let rest = Array.from({ length: count }, () => 0);
  for (const codeword of block) {
    const factor = codeword ^ (rest[0] ?? 0);
    rest = [...rest.slice(1), 0].map((each, index) => each ^ times(divisor[index + 1] ?? 0, factor));
  }
  return rest;
}

interface Blank {
  modules: boolean[][];
  /** Modules that hold no data. */
  fixed: boolean[][];
}

const blanks = new Map<number, Blank>();

/** A code with everything in it that does not depend on the data. */
function blankCode(version: number): Blank {
  const known = blanks.get(version);
  if (known) return known;
  const size = sizeOf(version);
  const square = (): boolean[][] => Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const blank: Blank = { modules: square(), fixed: square() };
  const set = (x: number, y: number, dark: boolean): void => put(blank, x, y, dark);
  for (let at = 8; at < size - 8; at++) {
    set(at, 6, at % 2 === 0);
    set(6, at, at % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) drawSquares(set, x, y, 4); // prettier-ignore
  const centres = alignments(version);
  const last = centres.length - 1;
  centres.forEach((x, column) =>
    centres.forEach((y, row) => {
      // The corners with the large squares have none.
      const corner = (column === 0 && (row === 0 || row === last)) || (column === last && row === 0);
      if (!corner) drawSquares(set, x, y, 2);
    }),
  );
  // Kept free for the format; the one that is always dark as well.
  for (const [x, y] of formatPlaces(size).flat()) set(x, y, false);
  set(8, size - 8, true);
  if (version >= 7) drawVersion(set, version, size);
  blanks.set(version, blank);
  return blank;
}

function put({ modules, fixed }: Blank, x: number, y: number, dark: boolean): void {
  const row = modules[y];
  const reserved = fixed[y];
  if (!row || !reserved || x < 0 || x >= row.length) return;
  row[x] = dark;
  reserved[x] = true;
}

type Set = (x: number, y: number, dark: boolean) => void;

/** Squares in squares about a centre: with reach 4 the large ones in the corners and the light around them, with 2 the small. */
function drawSquares(set: Set, centreX: number, centreY: number, reach: 2 | 4): void {
  const light = reach === 4 ? [2, 4] : [1];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      set(centreX + dx, centreY + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }
}

/** Rows and columns of the centres of the small squares: 6, then evenly up to the far edge. */
function alignments(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const far = sizeOf(version) - 7;
  const step = 2 * Math.ceil((far - 6) / (2 * (count - 1)));
  return [6, ...Array.from({ length: count - 1 }, (_, index) => far - step * (count - 2 - index))];
}

/** A value with the rest that makes the whole divisible by a generator: BCH codes of format and version. */
export function withCheck(value: number, generator: number, length: number): number {
  let rest = value << length;
  for (let bit = 31 - Math.clz32(rest); bit >= length; bit = 31 - Math.clz32(rest))
    rest ^= generator << (bit - length);
  return (value << length) | rest;
}

function drawVersion(set: Set, version: number, size: number): void {
  const bits = withCheck(version, 0b1111100100101, 12);
  for (let bit = 0; bit < 18; bit++) {
    const dark = ((bits >> bit) & 1) === 1;
    const along = Math.floor(bit / 3);
    const across = size - 11 + (bit % 3);
    set(along, across, dark);
    set(across, along, dark);
  }
}

/** Where the fifteen bits of the format stand, the lowest first: once around the first corner, once by the others. */
function formatPlaces(size: number): [number, number][][] {
  const first = [0, 1, 2, 3, 4, 5, 7, 8].map((y): [number, number] => [8, y]);
  const rest = [7, 5, 4, 3, 2, 1, 0].map((x): [number, number] => [x, 8]);
  const other = Array.from({ length: 8 }, (_, index): [number, number] => [size - 1 - index, 8]);
  const below = Array.from({ length: 7 }, (_, index): [number, number] => [8, size - 7 + index]);
  return [
    [...first, ...rest],
    [...other, ...below],
  ];
}

function drawFormat(modules: boolean[][], mask: number): void {
  const bits = withCheck((LEVEL << 3) | mask, 0b10100110111, 10) ^ 0b101010000010010;
  for (const places of formatPlaces(modules.length)) {
    places.forEach(([x, y], bit) => {
      const row = modules[y];
      if (row) row[x] = ((bits >> bit) & 1) === 1;
    });
  }
}

const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The data laid out in columns of two, from the right edge up and down, each module turned where the mask says so. */
function filled(
  { modules, fixed }: Blank,
  stream: readonly number[],
  mask: (x: number, y: number) => boolean,
): boolean[][] {
  const size = modules.length;
  const code = modules.map((row) => [...row]);
  let bit = 0;
  for (let right = size - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = code[y];
        if (!row || fixed[y]?.[x]) continue;
        const data = (((stream[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        row[x] = data !== mask(x, y);
        bit++;
      }
    }
  }
  return code;
}

/** How hard a code is to read, by the standard's four rules; the mask with the least is taken. */
function penalty(code: QrCode): number {
  const size = code.length;
  const across = code.map((_, x) => code.map((row) => row[x] ?? false));
  const lines = [...code, ...across];
  const dark = code.flat().filter(Boolean).length;
  const away = Math.abs((dark * 20) / (size * size) - 10);
  return (
    lines.reduce((sum, line) => sum + runs(line) + 40 * lookalikes(line), 0) +
    3 * blocks(code) +
    10 * Math.floor(away)
  );
}

/** Five and more modules of one kind in a row. */
function runs(line: readonly boolean[]): number {
  let sum = 0;
  let length = 0;
  line.forEach((module, index) => {
    length = module === line[index - 1] ? length + 1 : 1;
    if (length === 5) sum += 3;
    else if (length > 5) sum += 1;
  });
  return sum;
}

/** Squares of two by two of one kind. */
function blocks(code: QrCode): number {
  let count = 0;
  for (let y = 1; y < code.length; y++) {
    const [above, row] = [code[y - 1] ?? [], code[y] ?? []];
    for (let x = 1; x < row.length; x++)
      if (row[x] === row[x - 1] && row[x] === above[x] && row[x] === above[x - 1]) count++;
  }
  return count;
}

const LOOKALIKES = ['10111010000', '00001011101'];

/** What looks like a large square in a corner. */
function lookalikes(line: readonly boolean[]): number {
  const text = line.map(Number).join('');
  let count = 0;
  for (const pattern of LOOKALIKES)
    for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) count++;
  return count;
}
