/**
 * A small writer of PDF 1.7: text in Helvetica, hairlines, any number of pages. Positions are points (1/72 inch) from
 * the top left corner. Only printable ASCII is written, so a file can be read as text.
 */
import { textWidth, winAnsi, type Face } from './font.js';

export interface PageSize {
  width: number;
  height: number;
}

export const PAGE_SIZES: Readonly<Record<'a4' | 'letter', PageSize>> = {
  a4: { width: 595.28, height: 841.89 },
  letter: { width: 612, height: 792 },
};

export interface TextStyle {
  /** Points. */
  size: number;
  face?: Face;
  /** 0 is black, 1 is white. */
  gray?: number;
  /** The given `x` is where the text ends. */
  alignEnd?: boolean;
}

/** One page, drawn from the top. */
export class PdfPage {
  readonly #drawn: string[] = [];

  constructor(readonly size: PageSize) {}

  /** Draws one line of text with its baseline at `y`. */
  text(
    x: number,
    y: number,
    text: string,
    { size, face = 'regular', gray = 0, alignEnd = false }: TextStyle,
  ): void {
    const from = alignEnd ? x - textWidth(text, size, face) : x;
    const font = face === 'bold' ? 'F2' : 'F1';
    this.#drawn.push(
      `BT /${font} ${fixed(size)} Tf ${fixed(gray)} g ${fixed(from)} ${this.#up(y)} Td ${literal(text)} Tj ET`,
    );
  }

  /** Draws a horizontal hairline. */
  rule(x1: number, x2: number, y: number, gray = 0.85): void {
    this.#drawn.push(`${fixed(gray)} G 0.6 w ${fixed(x1)} ${this.#up(y)} m ${fixed(x2)} ${this.#up(y)} l S`);
  }

  /** The drawing as PDF operators. */
  get content(): string {
    return this.#drawn.join('\n');
  }

  /** PDF counts from the bottom. */
  #up(y: number): string {
    return fixed(this.size.height - y);
  }
}

/** The file: its pages, and what a reader shows as its title. */
export function writePdf(pages: readonly PdfPage[], title: string, lang: string): Uint8Array<ArrayBuffer> {
  const FIXED = 5;
  const idOfPage = (index: number): number => FIXED + 1 + index * 2;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /Lang ${literal(lang)} /ViewerPreferences << /DisplayDocTitle true >> >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${idOfPage(index)} 0 R`).join(' ')}] >>`,
    fontObject('Helvetica'),
    fontObject('Helvetica-Bold'),
    `<< /Title ${literal(title)} /Producer (Invoice Elements) >>`,
    ...pages.flatMap((page, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${fixed(page.size.width)} ${fixed(page.size.height)}] ` +
        `/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${idOfPage(index) + 1} 0 R >>`,
      `<< /Length ${page.content.length} >>\nstream\n${page.content}\nendstream`,
    ]),
  ];
  return assemble(objects);
}

function fontObject(name: string): string {
  return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
}

/** Header, objects, and the table of where each of them begins. */
function assemble(objects: readonly string[]): Uint8Array<ArrayBuffer> {
  let file = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = file.length;
  const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

/** A string in parentheses; everything outside printable ASCII as octal. */
function literal(text: string): string {
  const codes = winAnsi(text).map((code) => {
    if (code < 32 || code > 126) return `\\${code.toString(8).padStart(3, '0')}`;
    const character = String.fromCharCode(code);
    return '()\\'.includes(character) ? `\\${character}` : character;
  });
  return `(${codes.join('')})`;
}

const fixed = (value: number): string => value.toFixed(2).replace(/\.?0+$/, '');
