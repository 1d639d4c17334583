/** The text of a PDF that Chromium has written, page by page: what stands in it, not where. */
import { inflateSync } from 'node:zlib';

/** Each page's words, in the order in which they were drawn. */
export function pdfPages(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  const maps = new Map<string, Map<number, string>>();
  const glyphs = (font: string): Map<number, string> => {
    const known = maps.get(font) ?? glyphsOf(objects, font);
    maps.set(font, known);
    return known;
  };
  return [...objects.values()]
    .filter(({ text }) => /\/Type\s*\/Page\b/.test(text))
    .map((page) => {
      const content = objects.get(referenceOf(page.text, 'Contents'))?.stream ?? '';
      return drawn(content, fontsOf(objects, page.text), glyphs);
    });
}

interface PdfObject {
  text: string;
  /** Inflated. */
  stream: string | null;
}

/** By number; Chromium packs none of them into others. */
function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const all = pdf.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const match of all.matchAll(/(?:^|\n)(\d+) 0 obj\s/g)) {
    const start = match.index + match[0].length;
    const end = all.indexOf('\nendobj', start);
    const body = all.slice(start, end);
    const at = body.indexOf('stream\n');
    if (at < 0) {
      objects.set(match[1] ?? '', { text: body, stream: null });
      continue;
    }
    const head = body.slice(0, at);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
    const bytes = pdf.subarray(start + at + 7, start + at + 7 + length);
    const plain = head.includes('/FlateDecode') ? inflateSync(bytes) : bytes;
    objects.set(match[1] ?? '', { text: head, stream: plain.toString('latin1') });
  }
  return objects;
}

const referenceOf = (text: string, name: string): string =>
  new RegExp(`/${name}\\s+(\\d+) 0 R`).exec(text)?.[1] ?? '';

/** The page's names for its fonts, and their objects. */
function fontsOf(objects: Map<string, PdfObject>, page: string): Map<string, string> {
  const resources = objects.get(referenceOf(page, 'Resources'))?.text ?? page;
  const listed = /\/Font\s*<<([^>]*)>>/.exec(resources)?.[1] ?? '';
  return new Map([...listed.matchAll(/\/(\w+)\s+(\d+) 0 R/g)].map(([, name = '', id = '']) => [name, id]));
}

/** What each glyph of a font stands for. */
function glyphsOf(objects: Map<string, PdfObject>, font: string): Map<number, string> {
  const cmap = objects.get(referenceOf(objects.get(font)?.text ?? '', 'ToUnicode'))?.stream ?? '';
  const glyphs = new Map<number, string>();
  const text = (hex: string): string =>
    String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => parseInt(unit, 16)));
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([^]*?)endbfchar/g)) {
    for (const [, from = '', to = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g))
      glyphs.set(parseInt(from, 16), text(to));
  }
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([^]*?)endbfrange/g)) {
    for (const [, first = '', last = '', to = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const from = parseInt(first, 16);
      for (let glyph = from; glyph <= parseInt(last, 16); glyph++)
        glyphs.set(glyph, String.fromCharCode(parseInt(to, 16) + glyph - from));
    }
  }
  return glyphs;
}

/** Texts that were drawn apart stand apart. */
function drawn(
  content: string,
  fonts: Map<string, string>,
  glyphs: (font: string) => Map<number, string>,
): string {
  let map = new Map<number, string>();
  let text = '';
  for (const [token, font, hex] of content.matchAll(/\/(\w+)\s+[\d.]+\s+Tf|<([\dA-Fa-f]+)>|\bET\b/g)) {
    if (font) map = glyphs(fonts.get(font) ?? '');
    else if (hex)
      text += (hex.match(/.{4}/g) ?? []).map((glyph) => map.get(parseInt(glyph, 16)) ?? '').join('');
    else if (token === 'ET') text += ' ';
  }
  return text.replace(/\s+/g, ' ').trim();
}
