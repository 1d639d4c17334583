/** The steps as a list, the newest first, what is to come above them. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { dateTimeFormat } from '../../invoice/intl.js';
import type { InvoiceHistory } from '../../invoice/history.js';
import type { Invoice } from '../../invoice/types.js';
import { timeline } from '../../translations/en/timeline.js';
import { icon, type IconName } from '../internal/icons.js';
import { problemFace, renderFace } from '../internal/problem.js';
import { relativeTo } from '../internal/relative.js';
import { sign } from '../internal/signs.js';
import type { Speech } from '../internal/speech.js';
import { sayEntry, sayUpcoming, type Said } from './timeline-steps.js';
import type { SourceName, TimelineSources } from './timeline-sources.js';

export interface ViewContext {
  invoice: Invoice;
  history: InvoiceHistory;
  sources: TimelineSources;
  livemode: boolean;
  now: number;
  speech: Speech;
  /** What the live region holds. */
  news: string;
  /** The last try to read the invoice anew has failed. */
  stale: boolean;
  open(id: string): void;
}

/** Steps that are nearer than this are also told by how far away they are, in seconds. */
const NEAR = 14 * 86_400;

interface Row {
  key: string;
  at: number | null;
  said: Said;
  coming: boolean;
}

function rowsOf(context: ViewContext): Row[] {
  const { entries, upcoming } = context.history;
  const coming = upcoming.map((entry): Row => ({
    key: `next ${entry.key}`,
    at: entry.at,
    said: sayUpcoming(entry, context),
    coming: true,
  }));
  const past = entries.map((entry): Row => ({
    key: entry.key,
    at: entry.at,
    said: sayEntry(entry, context),
    coming: false,
  }));
  return [...past, ...coming].reverse();
}

/** The newest step in a sentence, for those who don't see the list. */
export function newestOf(context: ViewContext): string {
  const newest = rowsOf(context).find(({ coming }) => !coming);
  if (!newest) return '';
  const { text, amount, details } = newest.said;
  return [[text, amount].filter(Boolean).join(' '), ...details.map((each) => each.text)].join('. ');
}

export function renderTimeline(context: ViewContext): TemplateResult {
  const words = context.speech.source.wordsOf('timeline', timeline);
  return html`
    <ol class="steps" aria-label=${words.label}>
      ${repeat(
        rowsOf(context),
        ({ key }) => key,
        (row) => renderRow(row, context),
      )}
    </ol>
    ${renderNotes(context)}
    <div role="status" class="status">
      ${context.news ? html`<span class="visually-hidden">${context.news}</span>` : nothing}
      ${renderProblems(context)}
    </div>
  `;
}

function renderRow({ at, said, coming }: Row, context: ViewContext): TemplateResult {
  const { speech, open } = context;
  const words = speech.source.wordsOf('timeline', timeline);
  const { text, amount, details, other } = said;
  return html`<li part="step" class=${coming ? 'coming' : ''}>
    <span class="sign ${said.sign}">${drawn(said.sign)}</span>
    <div class="said">
      <p class="what">
        ${coming ? html`<span class="visually-hidden">${words.next}</span>` : nothing}
        <span>${text}</span>
        ${amount === null ? nothing : html`<bdi class="number">${amount}</bdi>`}
      </p>
      ${details.map(({ text: detail, english }) =>
        english
          ? html`<p class="detail" lang="en"><bdi>${detail}</bdi></p>`
          : html`<p class="detail"><bdi>${detail}</bdi></p>`,
      )}
      <p class="time">${renderTime(at, context)}</p>
      ${
        other === null
          ? nothing
          : html`<button type="button" part="open" class="link" @click=${() => open(other)}>
              ${words.open_other}
            </button>`
      }
    </div>
  </li>`;
}

const ICONS: readonly Said['sign'][] = ['mail', 'card', 'lock', 'hand', 'cross', 'undo', 'open'];

const isIcon = (name: Said['sign']): name is IconName => ICONS.includes(name);
const drawn = (name: Said['sign']): TemplateResult => (isIcon(name) ? icon(name) : sign(name));

function renderTime(at: number | null, { now, speech }: ViewContext): TemplateResult | string {
  if (at === null) return speech.source.wordsOf('timeline', timeline).no_time;
  const away = Math.abs(at - now) < NEAR ? ` · ${relativeTo(now, at, speech.lang)}` : '';
  return html`<time datetime=${new Date(at * 1000).toISOString()}>${speech.moment(at)}</time>${away}`;
}

/** What can't be known, said once. */
function renderNotes({ invoice, history, sources, speech, stale }: ViewContext): TemplateResult {
  const words = speech.source.wordsOf('timeline', timeline);
  const { told_since: since } = history;
  const day = (at: number): string => dateTimeFormat(speech.lang, { dateStyle: 'long' }).format(at * 1000);
  const lacks = sources.values.events === null && !invoice.deleted;
  const notes = [
    ...(since !== null && sources.values.events ? [words.older(day(since))] : []),
    ...(lacks && sources.settled && !sources.problems.has('events') ? [words.main_only] : []),
    ...(invoice.status === 'draft' || invoice.deleted ? [] : [words.not_viewed]),
    ...(stale ? [words.stale] : []),
  ];
  return html`${notes.map((note) => html`<p part="note" class="note">${note}</p>`)}`;
}

/** What could not be read; the rest is shown all the same. */
function renderProblems({ sources, speech }: ViewContext): TemplateResult | typeof nothing {
  const words = speech.source.wordsOf('timeline', timeline);
  const failed = [...sources.problems];
  const [first] = failed;
  if (!first) return sources.settled ? nothing : html`<p class="note">${words.still}</p>`;
  const text = (name: SourceName): string => words[`failed_${name}`];
  const face = problemFace(first[1], speech.source);
  return renderFace(
    { ...face, title: failed.map(([name]) => text(name)).join(' '), mend: face.title, detail: null },
    speech.source,
    () => sources.retry(),
  );
}
