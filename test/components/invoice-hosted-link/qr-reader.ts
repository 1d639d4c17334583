/**
 * Reads a QR code of bytes as a phone would, from its modules alone: format and version with their checks, mask, blocks,
 * and the correction, whose syndromes must all be zero. Written from the standard, apart from the code that it tests.
 * It runs in Node and in a page.
 */

type Code = readonly (readonly boolean[])[];

export interface ReadCode {
  text: string;
  version: number;
  level: string;
  mask: number;
}

const LEVELS = ['M', 'L', 'H', 'Q'];

/** For level M, by version: groups of blocks as [blocks, codewords, data codewords] (ISO/IEC 18004, table 9). */
const TABLE: [number, number, number][][] = [
  [[1, 26, 16]], [[1, 44, 28]], [[1, 70, 44]], [[2, 50, 32]], [[2, 67, 43]], [[4, 43, 27]], [[4, 49, 31]],
  [[2, 60, 38], [2, 61, 39]], [[3, 58, 36], [2, 59, 37]], [[4, 69, 43], [1, 70, 44]], [[1, 80, 50], [4, 81, 51]],
  [[6, 58, 36], [2, 59, 37]], [[8, 59, 37], [1, 60, 38]], [[4, 64, 40], [5, 65, 41]], [[5, 65, 41], [5, 66, 42]],
  [[7, 73, 45], [3, 74, 46]], [[10, 74, 46], [1, 75, 47]], [[9, 69, 43], [4, 70, 44]], [[3, 70, 44], [11, 71, 45]],
  [[3, 67, 41], [13, 68, 42]],
]; // prettier-ignore

/** Centres of the small squares (ISO/IEC 18004, annex E). */
const ALIGNMENTS = [
  [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50], [6, 30, 54],
  [6, 32, 58], [6, 34, 62], [6, 26, 46, 66], [6, 26, 48, 70], [6, 26, 50, 74], [6, 30, 54, 78], [6, 30, 56, 82],
  [6, 30, 58, 86], [6, 34, 62, 90],
]; // prettier-ignore

export function readQr(code: Code): ReadCode {
  const size = code.length;
  const version = (size - 17) / 4;
  holds(Number.isInteger(version) && code.every((row) => row.length === size), `a square of ${size}`);
  checkSquares(code, version);
  checkVersion(code, version);
  const { level, mask } = readFormat(code);
  const bits = dataBits(code, version, mask);
  const codewords = bytesOf(bits);
  return { text: decoded(dataOf(codewords, version), version), version, level, mask };
}

function holds(is: boolean, what: string): void {
  if (!is) throw new Error(`Not so: ${what}`);
}

const same = (one: unknown, other: unknown, what: string): void =>
  holds(one === other, `${what}: ${String(one)} is ${String(other)}`);

const at = (code: Code, row: number, column: number): number => (code[row]?.[column] ? 1 : 0);

/** The large squares and the dotted lines between them. */
function checkSquares(code: Code, version: number): void {
  const size = code.length;
  const square = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];
  for (const [top, left] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ] as const) {
    square.forEach((row, dy) =>
      same([...row].map((_, dx) => at(code, top + dy, left + dx)).join(''), row, 'a large square'),
    );
  }
  for (let step = 8; step < size - 8; step++) {
    same(at(code, 6, step), (step + 1) % 2, 'the line across');
    same(at(code, step, 6), (step + 1) % 2, 'the line down');
  }
  const small = ['11111', '10001', '10101', '10001', '11111'];
  for (const [row, column] of smallSquares(version))
    small.forEach((line, dy) =>
      same(
        [...line].map((_, dx) => at(code, row - 2 + dy, column - 2 + dx)).join(''),
        line,
        'a small square',
      ),
    );
}

function smallSquares(version: number): [number, number][] {
  const centres = ALIGNMENTS[version - 1] ?? [];
  const end = centres.at(-1);
  return centres
    .flatMap((row) => centres.map((column): [number, number] => [row, column]))
    .filter(
      ([row, column]) =>
        !((row === 6 && column === 6) || (row === 6 && column === end) || (row === end && column === 6)),
    );
}

/** Divides by a generator, bit by bit. */
function remainder(bits: string, generator: string): string {
  const left = [...bits].map(Number);
  for (let step = 0; step + generator.length <= left.length; step++)
    if (left[step]) [...generator].forEach((bit, index) => (left[step + index]! ^= Number(bit)));
  return left.slice(1 - generator.length).join('');
}

function checkVersion(code: Code, version: number): void {
  if (version < 7) return;
  const size = code.length;
  const one = Array.from({ length: 18 }, (_, bit) => at(code, Math.floor(bit / 3), size - 11 + (bit % 3)));
  const other = Array.from({ length: 18 }, (_, bit) => at(code, size - 11 + (bit % 3), Math.floor(bit / 3)));
  for (const copy of [one, other]) {
    const bits = [...copy].reverse().join('');
    same(remainder(bits, '1111100100101'), '0'.repeat(12), 'the check of the version');
    same(parseInt(bits.slice(0, 6), 2), version, 'the version');
  }
}

function readFormat(code: Code): { level: string; mask: number } {
  const size = code.length;
  // From the highest bit down, as the standard draws them.
  const first = [[8, 0], [8, 1], [8, 2], [8, 3], [8, 4], [8, 5], [8, 7], [8, 8], [7, 8], [5, 8], [4, 8], [3, 8], [2, 8], [1, 8], [0, 8]]; // prettier-ignore
  const second = [
    ...Array.from({ length: 7 }, (_, index) => [size - 1 - index, 8]),
    ...Array.from({ length: 8 }, (_, index) => [8, size - 8 + index]),
  ];
  const read = [first, second].map((places) => {
    const bits = places.map(([row = 0, column = 0]) => at(code, row, column)).join('');
    return (parseInt(bits, 2) ^ 0b101010000010010).toString(2).padStart(15, '0');
  });
  same(read[0], read[1], 'both copies of the format');
  same(remainder(read[0]!, '10100110111'), '0'.repeat(10), 'the check of the format');
  same(at(code, size - 8, 8), 1, 'the module that is always dark');
  return {
    level: LEVELS[parseInt(read[0]!.slice(0, 2), 2)]!,
    mask: parseInt(read[0]!.slice(2, 5), 2),
  };
}

function isFunction(version: number, row: number, column: number): boolean {
  const size = 17 + 4 * version;
  const corner =
    (row <= 8 && column <= 8) || (row <= 8 && column >= size - 8) || (row >= size - 8 && column <= 8);
  const line = row === 6 || column === 6;
  const small = smallSquares(version).some(([y, x]) => Math.abs(y - row) <= 2 && Math.abs(x - column) <= 2);
  const told =
    version >= 7 &&
    ((row < 6 && column >= size - 11 && column < size - 8) ||
      (column < 6 && row >= size - 11 && row < size - 8));
  return corner || line || small || told;
}

/** Whether the mask turns the module over. */
function masked(mask: number, i: number, j: number): boolean {
  switch (mask) {
    case 0:
      return (i + j) % 2 === 0;
    case 1:
      return i % 2 === 0;
    case 2:
      return j % 3 === 0;
    case 3:
      return (i + j) % 3 === 0;
    case 4:
      return (Math.trunc(i / 2) + Math.trunc(j / 3)) % 2 === 0;
    case 5:
      return ((i * j) % 2) + ((i * j) % 3) === 0;
    case 6:
      return (((i * j) % 2) + ((i * j) % 3)) % 2 === 0;
    default:
      return (((i + j) % 2) + ((i * j) % 3)) % 2 === 0;
  }
}

function dataBits(code: Code, version: number, mask: number): number[] {
  const size = code.length;
  const columns = Array.from({ length: size }, (_, index) => size - 1 - index).filter(
    (column) => column !== 6,
  );
  const bits: number[] = [];
  for (let pair = 0; pair < columns.length; pair += 2) {
    const upwards = pair % 4 === 0;
    for (let step = 0; step < size; step++) {
      const row = upwards ? size - 1 - step : step;
      for (const column of columns.slice(pair, pair + 2)) {
        if (isFunction(version, row, column)) continue;
        bits.push(at(code, row, column) ^ (masked(mask, row, column) ? 1 : 0));
      }
    }
  }
  return bits;
}

const bytesOf = (bits: number[]): number[] =>
  Array.from({ length: Math.floor(bits.length / 8) }, (_, index) =>
    parseInt(bits.slice(index * 8, index * 8 + 8).join(''), 2),
  );

/** Powers of two in the field, and back. */
const EXP: number[] = [];
for (
  let power = 0, value = 1;
  power < 255;
  power++, value = value < 128 ? value * 2 : (value * 2) ^ 0b100011101
)
  EXP.push(value);
const LOG = new Map(EXP.map((value, power) => [value, power]));
const product = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : EXP[(LOG.get(a)! + LOG.get(b)!) % 255]!;

/** Takes the blocks apart and checks each. */
function dataOf(codewords: number[], version: number): number[] {
  const sizes = TABLE[version - 1]!.flatMap(([count, all, data]) =>
    Array.from({ length: count }, () => ({ all, data })),
  );
  same(
    codewords.length,
    sizes.reduce((sum, { all }) => sum + all, 0),
    'the number of codewords',
  );
  const blocks = sizes.map((): number[] => []);
  let next = 0;
  const longest = Math.max(...sizes.map(({ data }) => data));
  for (let index = 0; index < longest; index++)
    sizes.forEach(({ data }, block) => index < data && blocks[block]!.push(codewords[next++]!));
  const corrections = sizes[0]!.all - sizes[0]!.data;
  for (let index = 0; index < corrections; index++)
    for (const block of blocks) block.push(codewords[next++]!);
  for (const block of blocks) {
    for (let power = 0; power < corrections; power++) {
      const syndrome = block.reduce((sum, each) => product(sum, EXP[power]!) ^ each, 0);
      same(syndrome, 0, 'the correction of a block');
    }
  }
  return blocks.flatMap((block, index) => block.slice(0, sizes[index]!.data));
}

function decoded(data: number[], version: number): string {
  const bits = data.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  same(bits.slice(0, 4), '0100', 'bytes');
  const start = 4 + (version < 10 ? 8 : 16);
  const length = parseInt(bits.slice(4, start), 2);
  const end = start + length * 8;
  const rest = bits.slice(end);
  holds(/^0{4}(1110110000010001)*(11101100)?$/.test(rest), 'the end, and what fills it up');
  const bytes = bytesOf([...bits.slice(start, end)].map(Number));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
