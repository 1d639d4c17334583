/**
 * The invoice as a PDF: as many pages as it has lines for, on the paper that the invoice names.
 */
import { isEncodable, wrapText } from './font.js';
import { PAGE_SIZES, PdfPage, writePdf, type PageSize, type TextStyle } from './pdf.js';
import type { Fact, InvoiceView, Row } from './view.js';

const MARGIN = 54;
const BODY = 10;
const LEADING = 14;
const SOFT = 0.4;

export function invoicePdf(shown: InvoiceView, paper: 'a4' | 'letter'): Uint8Array<ArrayBuffer> {
  const view = printable(shown);
  const sheet = new Sheet(PAGE_SIZES[paper]);
  drawHead(sheet, view);
  drawParties(sheet, view);
  if (view.memo) sheet.paragraph(view.memo);
  drawTable(sheet, view);
  drawTotals(sheet, view.totals);
  if (view.footer) sheet.paragraph(view.footer, SOFT);
  drawPageNumbers(sheet, view);
  return writePdf(sheet.pages, `${view.words.invoice} ${view.number}`, view.lang);
}

/** The amounts in characters that the font has: `₩1,000` becomes `KRW 1,000`. */
function printable(view: InvoiceView): InvoiceView {
  const money = (text: string): string =>
    isEncodable(text) ? text : text.replace(/[^\x20-\x7e\xa0-\xff]+/, `${view.currency}\xa0`);
  return {
    ...view,
    headline: money(view.headline),
    rows: view.rows.map((row) => ({ ...row, unitPrice: money(row.unitPrice), amount: money(row.amount) })),
    totals: view.totals.map((fact) => ({ ...fact, value: money(fact.value) })),
  };
}

/** Pages under a pen that moves down. */
class Sheet {
  readonly pages: PdfPage[] = [];
  readonly left = MARGIN;
  readonly right: number;
  /** Baseline of the next line of text. */
  y = 0;
  #page: PdfPage;

  constructor(readonly size: PageSize) {
    this.right = size.width - MARGIN;
    this.#page = this.turn();
  }

  get page(): PdfPage {
    return this.#page;
  }

  /** Begins the next page. */
  turn(): PdfPage {
    this.#page = new PdfPage(this.size);
    this.pages.push(this.#page);
    this.y = MARGIN + 12;
    return this.#page;
  }

  /** Whether so many points fit above the foot of the page. */
  fits(height: number): boolean {
    return this.y + height <= this.size.height - MARGIN - LEADING;
  }

  text(x: number, text: string, style: TextStyle): void {
    this.#page.text(x, this.y, text, style);
  }

  paragraph(text: string, gray = 0): void {
    this.y += LEADING;
    for (const line of wrapText(text, this.right - this.left, BODY)) {
      if (!this.fits(LEADING)) this.turn();
      this.text(this.left, line, { size: BODY, gray });
      this.y += LEADING;
    }
    this.y += LEADING;
  }
}

function drawHead(sheet: Sheet, view: InvoiceView): void {
  sheet.y += 12;
  sheet.text(sheet.left, view.words.invoice, { size: 24, face: 'bold' });
  sheet.text(sheet.right, view.seller, { size: 14, face: 'bold', gray: SOFT, alignEnd: true });
  sheet.y += 30;
  for (const { label, value } of view.facts) {
    const [first = '', ...rest] = wrapText(value, sheet.right - sheet.left - 110, BODY);
    sheet.text(sheet.left, label, { size: BODY, gray: SOFT });
    for (const line of [first, ...rest]) {
      sheet.text(sheet.left + 110, line, { size: BODY });
      sheet.y += LEADING;
    }
  }
  sheet.y += LEADING;
}

function drawParties(sheet: Sheet, view: InvoiceView): void {
  const top = sheet.y;
  const column = (sheet.right - sheet.left) / 2;
  const ends = [
    { label: view.words.from, name: view.seller, lines: view.sellerLines },
    { label: view.words.billTo, name: view.buyer, lines: view.buyerLines },
  ].map(({ label, name, lines }, index) => {
    sheet.y = top;
    const x = sheet.left + index * column;
    sheet.text(x, label, { size: BODY, gray: SOFT });
    for (const [text, face] of [[name, 'bold'], ...lines.map((line) => [line, 'regular'])] as [
      string,
      'bold' | 'regular',
    ][]) {
      for (const line of wrapText(text, column - 24, BODY, face)) {
        sheet.y += LEADING;
        sheet.text(x, line, { size: BODY, face });
      }
    }
    return sheet.y;
  });
  sheet.y = Math.max(...ends) + 34;
  sheet.text(sheet.left, view.headline, { size: 18, face: 'bold' });
  const beside = [view.status.word, view.dueSentence].filter((each) => each !== null).join(' · ');
  sheet.text(sheet.right, beside, { size: BODY, gray: SOFT, alignEnd: true });
  sheet.y += LEADING;
}

/** Where the columns of the table end; the first begins at the left margin. */
function columns(sheet: Sheet): { text: number; quantity: number; unit: number; amount: number } {
  const { left, right } = sheet;
  return {
    text: left + (right - left) * 0.5,
    quantity: left + (right - left) * 0.6,
    unit: left + (right - left) * 0.8,
    amount: right,
  };
}

function drawTable(sheet: Sheet, view: InvoiceView): void {
  drawTableHead(sheet, view);
  for (const row of view.rows) {
    const lines = wrapText(row.description, columns(sheet).text - sheet.left - 8, BODY);
    if (!sheet.fits(Math.min(lines.length, 4) * LEADING + 8)) {
      sheet.turn();
      drawTableHead(sheet, view);
    }
    drawRow(sheet, row, lines);
  }
}

function drawTableHead(sheet: Sheet, view: InvoiceView): void {
  const { words: say } = view;
  const at = columns(sheet);
  const style = { size: 9, gray: SOFT };
  sheet.y += LEADING;
  sheet.text(sheet.left, say.description, style);
  sheet.text(at.quantity, say.quantity, { ...style, alignEnd: true });
  sheet.text(at.unit, say.unitPrice, { ...style, alignEnd: true });
  sheet.text(at.amount, say.amount, { ...style, alignEnd: true });
  sheet.page.rule(sheet.left, sheet.right, sheet.y + 6, 0.2);
  sheet.y += 22;
}

function drawRow(sheet: Sheet, row: Row, lines: string[]): void {
  const at = columns(sheet);
  sheet.text(at.quantity, row.quantity, { size: BODY, alignEnd: true });
  sheet.text(at.unit, row.unitPrice, { size: BODY, alignEnd: true });
  sheet.text(at.amount, row.amount, { size: BODY, alignEnd: true });
  for (const line of lines) {
    if (!sheet.fits(LEADING)) sheet.turn();
    sheet.text(sheet.left, line, { size: BODY });
    sheet.y += LEADING;
  }
  sheet.page.rule(sheet.left, sheet.right, sheet.y - 6);
  sheet.y += 8;
}

function drawTotals(sheet: Sheet, totals: Fact[]): void {
  if (!sheet.fits(totals.length * 18)) sheet.turn();
  const from = columns(sheet).text;
  sheet.y += 4;
  for (const { label, value, strong } of totals) {
    if (strong) sheet.page.rule(from, sheet.right, sheet.y - 12, 0.2);
    const style = { size: BODY, face: strong ? 'bold' : 'regular' } as const;
    sheet.text(from, label, style);
    sheet.text(sheet.right, value, { ...style, alignEnd: true });
    sheet.y += 18;
  }
}

function drawPageNumbers(sheet: Sheet, view: InvoiceView): void {
  sheet.pages.forEach((page, index) => {
    const y = sheet.size.height - MARGIN + LEADING;
    page.text(sheet.left, y, `${view.number} · ${view.headline}`, { size: 8, gray: SOFT });
    page.text(sheet.right, y, view.words.page(index + 1, sheet.pages.length), {
      size: 8,
      gray: SOFT,
      alignEnd: true,
    });
  });
}
