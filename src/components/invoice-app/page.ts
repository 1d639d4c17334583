/** The page of one invoice: in the editor while it is a draft, else with all that is known of it; or why it is not there. */
import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceProblem } from '../../adapter/adapter.js';
import type { InvoiceHistory } from '../../invoice/history.js';
import type { Invoice } from '../../invoice/types.js';
import { problems } from '../../translations/en/problems.js';
import type { LazyParts } from '../internal/lazy-parts.js';
import type { Localizer } from '../internal/localize.js';
import { renderProblem } from '../internal/problem.js';
import { speechOf } from '../internal/speech.js';
import type * as DetailParts from './detail-parts.js';
import type * as EditorParts from './editor-parts.js';
import type { OpenInvoice } from './open-invoice.js';
import type { PageContext } from './page-context.js';
import { renderFrame, type Beside } from './page-frame.js';
import type { Route } from './routes.js';
import type { Sheet } from './sheets.js';

export interface PageView extends PageContext {
  source: Pick<Localizer<never>, 'wordsOf' | 'lang'>;
  /** Unix seconds, by the backend's clock. */
  now: number;
  open: OpenInvoice;
  /** Why the backend can't be asked at all. */
  problem: InvoiceProblem | null;
  again: () => void;
  sheet: Sheet | null;
  history: InvoiceHistory | null;
  detail: LazyParts<typeof DetailParts>;
  editor: LazyParts<typeof EditorParts>;
  title: string;
  back: TemplateResult;
  /** Null where there is no list to go by. */
  beside: Beside | null;
  /** From the editor to what the draft has become. */
  show: () => void;
}

export function renderPage(route: Route, view: PageView): TemplateResult {
  const { open, sheet } = view;
  const known = route.name === 'invoice' ? open.known : null;
  if (sheet) return renderSheet(sheet, known, view);
  const problem = view.problem ?? (open.state.status === 'error' ? open.state.problem : null);
  if (problem) {
    const body = html`<div role="alert">${renderProblem(problem, view.source, view.again)}</div>`;
    return frame(view, { body });
  }
  if (!known) return renderWaiting(view);
  if (known.deleted) return frame(view, { body: html`<p class="said">${view.words.gone}</p>` });
  return renderInvoice(known, view);
}

function renderSheet(sheet: Sheet, known: Invoice | null, view: PageView): TemplateResult {
  const { parts } = view.editor;
  if (!parts) return renderWaiting(view);
  const finalized = known !== null && known.status !== 'draft' && !known.deleted;
  const show = html`<button type="button" part="show" @click=${view.show}>${view.words.show}</button>`;
  const context = { ...view, ...sheet, sheet, finalized, show };
  const { deeds, body } = { deeds: parts.renderDeeds(context), body: parts.renderEditor(context) };
  return frame(view, { deeds, body });
}

function renderInvoice(invoice: Invoice, view: PageView): TemplateResult {
  const { parts } = view.detail;
  if (!parts) return renderWaiting(view);
  const context = { ...view, invoice, speech: speechOf(view.source) };
  return frame(view, {
    facts: parts.renderFacts(context),
    deeds: parts.renderDeeds(context),
    body: parts.renderDetail(context),
  });
}

function renderWaiting(view: PageView): TemplateResult {
  const { words, open, source } = view;
  const problem = view.detail.problem ?? view.editor.problem;
  if (problem) {
    const again = (): void => {
      view.detail.begin();
      view.editor.begin();
    };
    return frame(view, { body: html`<div role="alert">${renderProblem(problem, source, again)}</div>` });
  }
  const slow = open.slow ? source.wordsOf('problems', problems).slow : '';
  const body = html`<div class="blank skeleton" aria-hidden="true"></div>
    <p class="said" role="status">${slow || html`<span class="visually-hidden">${words.loading}</span>`}</p>`;
  return frame(view, { loading: true, body });
}

const frame = (
  { title, back, beside, level, words }: PageView,
  shown: { loading?: boolean; facts?: unknown; deeds?: unknown; body: unknown },
): TemplateResult =>
  renderFrame({
    heading: title,
    back,
    beside,
    level,
    words,
    loading: false,
    facts: nothing,
    deeds: nothing,
    ...shown,
  });
