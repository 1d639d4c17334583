/**
 * Helvetica, which every PDF reader has: how wide its characters are, and their codes in Windows' Latin encoding.
 * Source of the widths: Adobe's font metrics for the 14 standard fonts.
 */
export type Face = 'regular' | 'bold';

/** Thousandths of the font size, from the space (32) to the tilde (126). */
const WIDTHS: Readonly<Record<Face, readonly number[]>> = {
  regular: [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ],
  bold: [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
    556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584,
    556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
    333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
  ],
};

/** Characters beyond ASCII that are not a letter with an accent; both faces are near enough alike. */
const OTHER_WIDTHS: Readonly<Record<string, number>> = {
  '\u00a0': 278, '…': 1000, '—': 1000, '•': 350, '·': 278, '™': 1000, '©': 737, '®': 737, '°': 400, 'ß': 611, 'Æ': 1000,
  'æ': 889, 'Œ': 1000, 'œ': 944, 'Ø': 778, 'ø': 611, '‘': 222, '’': 222, '“': 333, '”': 333, '„': 333, '‚': 222,
}; // prettier-ignore

/** Where the encoding leaves Latin-1: codes 128 to 159; a blank is a code that stands for nothing. */
const WINDOWS = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Characters that have a plain one of the same meaning. */
const ALIKE: Readonly<Record<string, string>> = {
  '\u202f': '\u00a0',
  '\u2009': '\u00a0',
  '\u2212': '-',
  '\u2011': '-',
};

/** The code of a character, or null where the encoding has none. */
function codeOf(character: string): number | null {
  const code = character.codePointAt(0) ?? 0;
  if ((code >= 32 && code < 127) || (code >= 160 && code < 256)) return code;
  const place = character === ' ' ? -1 : WINDOWS.indexOf(character);
  return place < 0 ? null : 128 + place;
}

const plain = (text: string): string[] =>
  [...text.normalize('NFC')].map((character) => ALIKE[character] ?? character);

/** Whether every character of a text can be written. */
export function isEncodable(text: string): boolean {
  return plain(text).every((character) => codeOf(character) !== null);
}

/** The codes of a text; what cannot be written becomes a question mark. */
export function winAnsi(text: string): number[] {
  return plain(text).map((character) => codeOf(character) ?? 63);
}

/** Points. */
export function textWidth(text: string, size: number, face: Face = 'regular'): number {
  const thousandths = plain(text).reduce((sum, character) => sum + characterWidth(character, face), 0);
  return (thousandths * size) / 1000;
}

function characterWidth(character: string, face: Face): number {
  const other = OTHER_WIDTHS[character];
  if (other !== undefined) return other;
  // A letter with an accent is as wide as the letter.
  const base = (codeOf(character) === null ? '?' : character).normalize('NFD').charCodeAt(0);
  return WIDTHS[face][base - 32] ?? 556;
}

/** Breaks a text into lines that are no wider than `width` points; its own line breaks stay. */
export function wrapText(text: string, width: number, size: number, face: Face = 'regular'): string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => wrapParagraph(paragraph, width, size, face));
}

function wrapParagraph(paragraph: string, width: number, size: number, face: Face): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ').flatMap((each) => cutWord(each, width, size, face))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, size, face) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** A word that is wider than a line is cut where the line ends. */
function cutWord(word: string, width: number, size: number, face: Face): string[] {
  if (textWidth(word, size, face) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && textWidth(part + character, size, face) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
