/** What stands between the draft, as it is typed, and its finalization: each with the way to its field, and its mend. */
import { html, nothing, type TemplateResult } from 'lit';
import { explainError, type Mend } from '../../invoice/errors.js';
import { preflight, type Finding } from '../../invoice/preflight.js';
import { formatDecimal } from '../../invoice/money.js';
import { draftMore } from '../../translations/en/draft-more.js';
import { explainFinding } from '../internal/explain.js';
import { sign } from '../internal/signs.js';
import { FIELDS, faultsOf, refusalsOf, written } from './draft.js';
import { dueDate } from './figures.js';
import { HEADER_NAMES, headerFault, type HeaderName } from './header-fields.js';
import { firstUnfinished } from './save-words.js';
import { cellId, type View } from './view.js';

export interface Obstacle {
  code: string;
  severity: Finding['severity'];
  /** In the bar at the foot. */
  text: string;
  /** The control that it is about. */
  id: string | null;
  /** What can be done about it here and now. */
  mend: { text: string; run: () => void } | null;
}

export interface Readiness {
  /** Nothing is known that would stop it. */
  ready: boolean;
  text: string;
  obstacles: readonly Obstacle[];
}

/** Everything that is known to be in the way or to be looked at, the gravest first. */
export function readiness(view: View): Readiness {
  const { words, customer, draft } = view;
  const obstacles = [...unfinished(view), ...findings(view).map((finding) => obstacleOf(view, finding))];
  const errors = obstacles.filter(({ severity }) => severity === 'error');
  const sorted = [...errors, ...obstacles.filter(({ severity }) => severity !== 'error')];
  const [first] = errors;
  if (first) return { ready: false, text: first.text, obstacles: sorted };
  const sends = draft.header.collection === 'send_invoice';
  const text = sends && customer?.email ? words.ready_for(customer.email) : words.ready;
  return { ready: true, text, obstacles: sorted };
}

/** Why the last try to finalize failed, by the control where it is mended. */
export function failuresOf(view: View): ReadonlyMap<string, string> {
  const failure = view.invoice?.last_finalization_error;
  if (!failure) return new Map();
  const id = controlOf(view, { field: explainError(failure.code).field ?? failure.param });
  return new Map(id ? [[id, failureText(view.source, failure)]] : []);
}

/** The control where a field of the draft is written. */
const FIELD_CONTROLS: Partial<Record<HeaderName, string>> = {
  terms: 'terms', collection: 'terms', memo: 'memo', footer: 'footer', fields: 'field-name-0', discounts: 'discounts',
  taxes: 'default-taxes', automaticTax: 'automatic-tax', shipping: 'shipping', methods: 'methods', template: 'template',
  metadata: 'key-name-0', effective: 'effective', number: 'number',
}; // prettier-ignore

/** What keeps something that was typed from being saved. */
function unfinished(view: View): Obstacle[] {
  const { words, draft } = view;
  const [refusal] = refusalsOf(draft);
  const text = firstUnfinished(view) || (refusal ? words.field_refused : '');
  if (!text) return [];
  const row = draft.rows.find((each) => Object.keys(faultsOf(each, draft.currency)).length > 0);
  const field = row && FIELDS.find((name) => faultsOf(row, draft.currency)[name]);
  const header = refusal?.field ?? HEADER_NAMES.find((name) => headerFault(name, draft.header));
  const id = row ? cellId(row, field ?? 'description') : header ? (FIELD_CONTROLS[header] ?? null) : null;
  return [{ code: 'unfinished', severity: 'error', text: words.first_finish(text), id, mend: null }];
}

function findings({ draft, invoice, figures, customer, now }: View): Finding[] {
  const typed = {
    ...(invoice ?? { object: 'invoice', status: 'draft', customer: customer?.id ?? null }),
    currency: draft.currency,
    collection_method: draft.header.collection,
    due_date: dueDate(draft, invoice?.created ?? now),
    automatic_tax: {
      ...(invoice?.automatic_tax ?? { status: null, disabled_reason: null }),
      enabled: draft.header.automaticTax,
    },
    // How many there are is all that counts of them: each has the draft's currency.
    lines: [],
    lines_total: written(draft).length,
    total: figures.total,
    amount_due: figures.total,
  };
  return preflight(typed, {
    now,
    customer: customer && { email: customer.email, currency: customer.currency, address: customer.address },
    has_payment_method: customer?.has_default_payment_method,
  });
}

function obstacleOf(view: View, finding: Finding): Obstacle {
  const { code, severity } = finding;
  return {
    code,
    severity,
    text: textOf(view, finding),
    id: controlOf(view, finding),
    mend: mendOf(view, finding.mend),
  };
}

function textOf({ words, source, invoice }: View, finding: Finding): string {
  if (finding.code === 'failed_before') return failureText(source, invoice?.last_finalization_error ?? null);
  const named: Readonly<Record<string, unknown>> = words;
  const short = named[`first_${finding.code}`];
  return typeof short === 'string' ? short : explainFinding(finding, source);
}

function failureText(
  source: View['source'],
  failure: { code: string | null; message: string | null } | null,
): string {
  const words = source.wordsOf('draftMore', draftMore);
  const why = explainFinding(
    { code: (failure?.code ?? '') as Finding['code'], ...explained(failure) },
    source,
  );
  return words.failed_before(why || failure?.message || '');
}

const explained = (
  failure: { code: string | null } | null,
): Pick<Finding, 'mend' | 'field' | 'severity'> => ({
  ...explainError(failure?.code),
  severity: 'warning',
});

/** The control of a field of the invoice, by the names that the findings use. */
const CONTROLS: Readonly<Record<string, string>> = {
  'customer': 'customer', 'customer.email': 'edit-customer', 'customer.address': 'edit-customer', 'customer.tax_id': 'edit-customer',
  'customer.payment_method': 'charge_automatically', 'currency': 'currency', 'due_date': 'terms', 'automatic_tax': 'automatic-tax',
  'payment_settings': 'methods', 'discounts': 'discounts', 'number': 'number',
}; // prettier-ignore

function controlOf({ draft }: View, { field }: Pick<Finding, 'field'>): string | null {
  const known = CONTROLS[field ?? ''];
  if (known) return known;
  const [first] = draft.rows;
  return first && (field === 'lines' || field === 'total')
    ? cellId(first, field === 'total' ? 'price' : 'description')
    : null;
}

function mendOf({ actions, source, invoice, may }: View, mend: Mend): Obstacle['mend'] {
  const words = source.wordsOf('draftMore', draftMore);
  switch (mend) {
    case 'add_item':
      return { text: words.do_add_item, run: () => actions.add() };
    case 'add_email':
    case 'add_address':
      return { text: words[`do_${mend}`], run: () => actions.editCustomer() };
    case 'add_payment_method':
      return { text: words.do_send_instead, run: () => actions.header({ collection: 'send_invoice' }) };
    case 'retry_tax':
      return invoice && may('edit') ? { text: words.do_retry_tax, run: () => actions.retryTax() } : null;
    default:
      return null;
  }
}

/** The bar at the foot: the first thing, and all of it where asked for. */
export function renderReadiness(
  view: View,
  known: Readiness,
  open: boolean,
  toggle: () => void,
): TemplateResult {
  const words = view.source.wordsOf('draftMore', draftMore);
  const { obstacles, ready, text } = known;
  const more = obstacles.length - (ready ? 0 : 1);
  const count = formatDecimal(String(more), view.lang);
  const button = html`<button
    type="button"
    class="quiet link"
    aria-expanded=${open ? 'true' : 'false'}
    aria-controls="obstacles"
    @click=${toggle}
  >
    ${open ? words.show_less : ready ? words.obstacles(count) : words.show_all(count)}
  </button>`;
  const [first] = ready ? [] : obstacles;
  return html`<div class="readiness">
    <p class=${ready ? 'ready' : 'obstacle'}>
      ${text} ${first && !open ? renderWays(view, first) : nothing} ${more > 0 ? button : nothing}
    </p>
    ${
      open
        ? html`<ul id="obstacles">
            ${obstacles.map(
              (obstacle) =>
                html`<li class=${obstacle.severity}>
                  ${sign(obstacle.severity === 'error' ? 'urgent' : obstacle.severity === 'warning' ? 'warning' : 'info')}
                  <span>${obstacle.text}</span> ${renderWays(view, obstacle)}
                </li>`,
            )}
          </ul>`
        : nothing
    }
  </div>`;
}

function renderWays({ actions, source }: View, { id, mend, text }: Obstacle): TemplateResult {
  const words = source.wordsOf('draftMore', draftMore);
  return html`${mend ? html`<button type="button" class="link" @click=${mend.run}>${mend.text}</button>` : nothing}
  ${
    id && !mend
      ? html`<button
          type="button"
          class="link"
          aria-label="${words.go}: ${text}"
          @click=${() => actions.goTo(id)}
        >
          ${words.go}
        </button>`
      : nothing
  }`;
}
