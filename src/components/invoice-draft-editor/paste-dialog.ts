/** A block of a spreadsheet, with what was understood of it before it becomes items. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { formatDecimal, minorUnits } from '../../invoice/money.js';
import { draftMore } from '../../translations/en/draft-more.js';
import { modal } from '../internal/dialog.js';
import { sign } from '../internal/signs.js';
import { MAX_LINES, written } from './draft.js';
import type { LineValues } from './line-fields.js';
import { showDecimal } from './numbers.js';
import { readPasted, type Pasted, type PastedRow } from './paste.js';
import type { View } from './view.js';

type Words = typeof draftMore;

/** The preview shows so many rows; the rest is counted. */
const SHOWN = 50;

export class PasteDialog {
  readonly isOfPaste = true;

  constructor(
    private readonly host: ReactiveControllerHost,
    private text: string,
    private readonly accept: (lines: Partial<LineValues>[]) => void,
    private readonly close: () => void,
  ) {}

  render(view: View): TemplateResult {
    const words = view.source.wordsOf('draftMore', draftMore);
    const { draft, lang } = view;
    const pasted = readPasted(this.text, { locale: lang, currency: draft.currency });
    const room = MAX_LINES - written(draft).length;
    const count = Math.min(pasted.rows.length, room);
    return html`<dialog
      part="dialog"
      class="wide"
      aria-labelledby="paste-title"
      ${modal({ cancel: this.close, focus: this.text ? '.accept' : '#paste' })}
    >
      <form class="dialog-body" @submit=${(event: Event) => this.#onSubmit(event, pasted)}>
        <h2 class="dialog-title" id="paste-title">${words.paste_title}</h2>
        <div>
          <label class="label" for="paste">${words.paste_label}</label>
          <textarea
            id="paste"
            rows=${this.text ? 3 : 6}
            spellcheck="false"
            aria-describedby="paste-hint"
            .value=${this.text}
            @input=${(event: Event) => {
              this.text = (event.target as HTMLTextAreaElement).value;
              this.host.requestUpdate();
            }}
          ></textarea>
          <p class="hint" id="paste-hint">${words.paste_hint}</p>
        </div>
        ${this.text.trim() ? renderPreview(view, words, pasted, room) : nothing}
        <div class="dialog-buttons">
          <button type="button" @click=${this.close}>${words.cancel}</button>
          <button type="submit" class="primary accept" aria-disabled=${count ? 'false' : 'true'}>
            ${words.paste_accept(formatDecimal(String(count), lang), count === 1)}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  #onSubmit(event: Event, { rows }: Pasted): void {
    event.preventDefault();
    if (!rows.length) return;
    this.accept(rows.map(lineOf));
    this.close();
  }
}

const lineOf = ({ description, quantity, price }: PastedRow): Partial<LineValues> => ({
  description,
  quantity,
  price,
});

function renderPreview(view: View, words: Words, pasted: Pasted, room: number): TemplateResult {
  const { lang, words: own, draft } = view;
  const number = (count: number): string => formatDecimal(String(count), lang);
  const faulty = pasted.rows.filter(({ faults }) => faults.length > 0).length;
  const sound = pasted.rows.length - faulty;
  const example = showDecimal('1234.5', lang, 2);
  const notes = [
    pasted.rows.length ? words.paste_rows(number(sound), sound === 1) : words.paste_none,
    faulty ? words.paste_faulty(number(faulty), faulty === 1) : '',
    pasted.header ? words.paste_header : '',
    pasted.totals.length ? words.paste_total : '',
    pasted.ambiguous
      ? pasted.decimal === ','
        ? words.paste_comma(example)
        : words.paste_point(example)
      : '',
    pasted.currencies.length
      ? words.paste_currencies(pasted.currencies.join(', '), draft.currency.toUpperCase())
      : '',
    pasted.rows.length > room ? words.paste_too_many(number(room)) : '',
  ];
  return html`<div role="status">
      ${notes.filter(Boolean).map((note) => html`<p class="hint">${note}</p>`)}
    </div>
    ${
      pasted.rows.length
        ? html`<div class="preview" tabindex="0" role="group" aria-label=${words.paste_title}>
            <table>
              <thead>
                <tr>
                  <th scope="col">${words.paste_row}</th>
                  <th scope="col">${own.description}</th>
                  <th scope="col" class="number">${own.quantity}</th>
                  <th scope="col" class="number">${own.price}</th>
                </tr>
              </thead>
              <tbody>
                ${pasted.rows.slice(0, SHOWN).map((row) => renderRow(row, words, lang, minorUnits(draft.currency)))}
              </tbody>
            </table>
          </div>`
        : nothing
    }`;
}

function renderRow(row: PastedRow, words: Words, lang: string, units: number): TemplateResult {
  const fault = (column: string): TemplateResult | typeof nothing => {
    const found = row.faults.find((each) => each.column === column);
    return found ? html`<span class="fault">${sign('urgent')} ${words.fault}: ${found.text}</span>` : nothing;
  };
  const show = (value: string, places: number): string => (value ? showDecimal(value, lang, places) : '');
  return html`<tr>
    <td>${formatDecimal(String(row.source), lang)}</td>
    <td>${row.description} ${fault('description')}</td>
    <td class="number"><bdi>${show(row.quantity, 0)}</bdi> ${fault('quantity')}</td>
    <td class="number"><bdi>${show(row.price, units)}</bdi> ${fault('price')} ${fault('amount')}</td>
  </tr>`;
}
