/** What a person has to know of how the rows were found: that it may be late, or that not all was looked through. */
import { html, nothing, type TemplateResult } from 'lit';
import { listFormat } from '../../../invoice/intl.js';
import type { InvoiceFilter } from '../../../invoice/list-filter.js';
import type { listFilters } from '../../../translations/en/list-filters.js';
import type { ListModel } from '../list-model.js';
import { countSet } from './pills.js';

export interface NotesView {
  words: typeof listFilters;
  lang: string;
  filter: InvoiceFilter;
  model: Pick<ListModel, 'phase' | 'plan' | 'looked' | 'done' | 'old'>;
  /** Undefined until it is known. */
  canSearch: boolean | undefined;
  /** What the quick view is called. */
  viewName: string;
  number(value: number): string;
}

export function renderNotes(view: NotesView): TemplateResult {
  const here = lookedHere(view);
  return html`
    <div class="notes" aria-live="polite">
      ${[...whatIsSo(view)].map((note) => html`<p class="note">${note}</p>`)}
    </div>
    ${here ? html`<p class="note">${here}</p>` : nothing}
  `;
}

/** What holds however many rows are loaded. */
function* whatIsSo({ words, filter, model, canSearch }: NotesView): Generator<string> {
  const { plan, phase, old } = model;
  const query = filter.query.trim() !== '';
  const text = filter.text.trim() !== '';
  if (canSearch === false && query) yield words.no_query;
  else if (canSearch === false && text) yield words.no_search;
  if (query && (countSet(filter) || filter.view !== 'all' || text)) yield words.rests;
  if (!plan || old || phase === 'error') return;
  if (plan.delayed) yield words.delayed;
  if (!plan.sources.length && !query) yield words.excluded;
}

/** What Stripe could not be asked for was looked for in what has come. */
function lookedHere({ words, lang, model, viewName, number }: NotesView): string | null {
  const { plan, phase, old, looked, done } = model;
  if (!plan || old || phase === 'error' || phase === 'loading') return null;
  const names = plan.here.flatMap((name) => {
    if (name === 'view') return [viewName];
    // That a text is looked for here only without a search is told by the words about that.
    if (name === 'text') return [];
    return [words[`filter_${name}`]];
  });
  if (!names.length) return null;
  const tell = done ? words.here_all : words.here;
  return tell(listFormat(lang).format(names), number(looked), looked === 1);
}
