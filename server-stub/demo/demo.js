/**
 * The panel around the kit, as an embedder would write it: settings, which invoice is open, and a plain table that
 * follows what happens. Everything about one invoice is the kit's.
 */
import { adapterForUrl, formatMoney } from '/invoice-elements.js';
import { words } from '/words.js';

const URL_OF_BACKEND = '/api/billing';
const PAGE = 20;
/** Milliseconds to gather several changes into one reading of the list. */
const GATHER = 300;

const root = document.documentElement;
const find = (selector) => document.querySelector(selector);
const say = () => words[root.lang] ?? words.en;

/* Settings: kept in this browser; the person is a cookie, because the backend has to know. */

const settings = {
  language: { first: 'en', apply: (value) => (root.lang = value) },
  appearance: { first: 'auto', apply: (value) => (root.dataset.theme = value) },
  direction: { first: 'ltr', apply: (value) => (root.dir = value) },
};

function prepareSettings() {
  for (const [name, { first, apply }] of Object.entries(settings)) {
    const select = find(`#${name}`);
    select.value = localStorage.getItem(name) ?? first;
    if (!select.value) select.value = first;
    apply(select.value);
    select.addEventListener('change', () => {
      localStorage.setItem(name, select.value);
      apply(select.value);
      drawWords();
    });
  }
  const person = find('#person');
  person.value = /x-demo-user=([\w-]+)/.exec(document.cookie)?.[1] ?? 'alpha-admin';
  person.addEventListener('change', () => {
    document.cookie = `x-demo-user=${person.value}; path=/; SameSite=Lax`;
    // Another person's page begins empty.
    location.hash = '#/new';
    location.reload();
  });
  // On a small screen the settings are in the way until somebody wants them.
  find('.settings').open = matchMedia('(width >= 64rem)').matches;
}

function drawWords() {
  for (const element of document.querySelectorAll('[data-words]')) {
    element.textContent = say()[element.dataset.words];
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', say()[element.dataset.label]);
  }
  for (const invoice of shown.values()) drawRow(invoice);
  drawTitle();
  drawClock();
}

/* The clock of the stand-in, which can be moved on; where the demo talks to Stripe there is none. */

const URL_OF_STAND_IN = '/_stub';
/** Milliseconds that the stand-in's clock is ahead of ours; none before it is known. */
let ahead;
let moving = false;

async function prepareClock() {
  const answer = await fetch(URL_OF_STAND_IN).catch(() => null);
  if (!answer?.ok) return;
  const moved = sessionStorage.getItem('clock-moved');
  sessionStorage.removeItem('clock-moved');
  find('.clock').hidden = false;
  takeTime(await answer.json());
  setInterval(drawClock, 10_000);
  for (const button of document.querySelectorAll('.clock button')) {
    button.addEventListener('click', () => moveClock(button.value));
    // Whoever moved the clock is where they were before the page was read anew.
    if (button.value !== moved) continue;
    find('.settings').open = true;
    button.focus();
  }
}

async function moveClock(seconds) {
  if (moving) return;
  moving = true;
  find('#clock-note').textContent = '';
  try {
    const answer = await fetch(`${URL_OF_STAND_IN}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: Number(seconds) }),
    });
    if (!answer.ok) throw new Error(answer.statusText);
    takeTime(await answer.json());
    sessionStorage.setItem('clock-moved', seconds);
    // Every part of the page goes by the time of its session.
    location.reload();
  } catch {
    find('#clock-note').textContent = say().clockFailed;
  }
  moving = false;
}

function takeTime({ now }) {
  ahead = now * 1000 - Date.now();
  drawClock();
}

function drawClock() {
  if (ahead === undefined) return;
  const time = new Date(Date.now() + ahead);
  const format = new Intl.DateTimeFormat(root.lang, { dateStyle: 'medium', timeStyle: 'short' });
  find('#clock-time').textContent = format.format(time);
  find('#clock-time').dateTime = time.toISOString();
}

/* The table. Each row's badge holds the live copy of its invoice, and says when that changes. */

const adapter = adapterForUrl(URL_OF_BACKEND);
/** Invoices in the table, by id. */
const shown = new Map();
const rows = new Map();
let gathering;

async function readList(count = Math.max(PAGE, shown.size)) {
  const table = find('table');
  table.setAttribute('aria-busy', 'true');
  try {
    const page = await adapter.list({ limit: Math.min(count, 100) });
    drawList(page.data, page.has_more);
  } catch {
    drawFailure();
  }
  table.setAttribute('aria-busy', 'false');
}

async function readMore() {
  const last = [...shown.keys()].at(-1);
  try {
    const page = await adapter.list({ limit: PAGE, starting_after: last });
    drawList([...shown.values(), ...page.data], page.has_more);
    rows.get(page.data[0]?.id)?.querySelector('a').focus();
  } catch {
    drawFailure();
  }
}

function readSoon() {
  clearTimeout(gathering);
  gathering = setTimeout(readList, GATHER);
}

function drawList(invoices, hasMore) {
  shown.clear();
  for (const invoice of invoices) {
    shown.set(invoice.id, invoice);
    drawRow(invoice);
  }
  for (const [id, row] of rows) {
    if (shown.has(id)) continue;
    row.remove();
    rows.delete(id);
  }
  const order = [...shown.keys()].map((id) => rows.get(id));
  const body = find('#rows');
  // Rows that stay where they are keep focus and place.
  order.forEach((row, index) => {
    if (body.children[index] !== row) body.insertBefore(row, body.children[index] ?? null);
  });
  find('#more').hidden = !hasMore;
  note(invoices.length === 0 ? say().none : '');
  drawTitle();
}

function drawRow(invoice) {
  const row = rows.get(invoice.id) ?? makeRow(invoice);
  const field = (name) => row.querySelector(`[data-field="${name}"]`);
  field('link').textContent = nameOf(invoice);
  field('customer').textContent = invoice.customer_name ?? invoice.customer_email ?? '';
  field('due').textContent = invoice.due_date ? dateOf(invoice.due_date) : '';
  field('total').textContent = formatMoney(invoice.total, invoice.currency, root.lang);
}

function makeRow(invoice) {
  const row = find('#row').content.firstElementChild.cloneNode(true);
  row.querySelector('a').href = `#/invoices/${invoice.id}`;
  row.querySelector('invoice-status-badge').invoice = invoice;
  rows.set(invoice.id, row);
  return row;
}

const nameOf = (invoice) => invoice.number ?? `${say().draft} …${invoice.id.slice(-6)}`;
const dateOf = (seconds) =>
  new Intl.DateTimeFormat(root.lang, { dateStyle: 'medium' }).format(seconds * 1000);

function note(text, button) {
  find('#list-note').replaceChildren(text, ...(button ? [' ', button] : []));
}

function drawFailure() {
  const retry = document.createElement('button');
  retry.type = 'button';
  retry.textContent = say().retry;
  retry.addEventListener('click', () => readList());
  note(say().failed, retry);
}

/*
 * The stage: a draft in the editor, which also shows what becomes of it; or an invoice that was finalized before, as the
 * customer sees it, with what has happened and what may be done.
 */

const openId = () => /^#\/invoices\/(\w+)$/.exec(location.hash)?.[1] ?? '';
/** The invoice that is being written, or was when it was opened. */
let written = '';

async function drawStage({ focus }) {
  if (location.hash === '#/invoices') return find('#list-title').focus();
  const id = openId();
  const seen = Boolean(id) && id !== written && (await isFinalized(id));
  // Another one was chosen meanwhile.
  if (id !== openId()) return;
  if (!seen) writeIn(id);
  find('#stage').hidden = seen;
  find('#detail').hidden = !seen;
  for (const element of find('#detail').querySelectorAll('[adapter-url]')) element.invoiceId = seen ? id : '';
  drawPayment(id, seen);
  drawDeeds(id, seen);
  drawTitle();
  if (focus) find('#stage-title').focus();
}

async function isFinalized(id) {
  const invoice = shown.get(id) ?? (await adapter.retrieve(id).catch(() => null));
  return Boolean(invoice) && !invoice.deleted && invoice.status !== 'draft';
}

function writeIn(id) {
  written = id;
  const editor = find('#stage invoice-draft-editor');
  if (editor.invoiceId !== id) {
    const next = document.createElement('invoice-draft-editor');
    next.setAttribute('adapter-url', URL_OF_BACKEND);
    if (id) next.setAttribute('invoice-id', id);
    editor.replaceWith(next);
  }
}

/** One form for payments, wherever the invoice is shown. */
function drawPayment(id, seen) {
  const payment = find('invoice-payment');
  const place = find(seen ? '.pay' : '#stage');
  if (payment.parentElement !== place) place.append(payment);
  payment.invoiceId = id;
}

/** What may be done beside it; what the editor has a button for is left to it. */
function drawDeeds(id, seen) {
  find('#deeds').hidden = !id;
  const [badge, actions] = find('#deeds').children;
  badge.invoiceId = seen ? id : '';
  badge.hidden = !seen;
  actions.without = seen ? '' : 'finalize send';
  actions.invoiceId = id;
}

const open = (id) => (location.hash = `#/invoices/${id}`);

function drawTitle() {
  const id = openId();
  const invoice = shown.get(id);
  const name =
    invoice?.number ?? (invoice ? `${say().draft} · ${invoice.customer_name ?? ''}` : say().invoice);
  find('#stage-title').textContent = id ? name : say().newInvoice;
  for (const link of document.querySelectorAll('nav a')) mark(link, !id && link.hash === '#/new', 'page');
  for (const [each, row] of rows) mark(row.querySelector('a'), each === id, 'true');
}

function mark(link, isCurrent, kind) {
  if (isCurrent) link.setAttribute('aria-current', kind);
  else link.removeAttribute('aria-current');
}

/* What happens. */

addEventListener('hashchange', () => void drawStage({ focus: true }));
find('#more').addEventListener('click', readMore);

document.addEventListener('invoice-created', ({ detail }) => {
  // So that a reload comes back to this draft.
  written = detail.invoice.id;
  history.replaceState(null, '', `#/invoices/${written}`);
  find('invoice-payment').invoiceId = written;
  drawDeeds(written, false);
  void readList();
});
for (const made of ['invoice-duplicated', 'invoice-revised']) {
  document.addEventListener(made, ({ detail }) => open(detail.draft.id));
}
document.addEventListener('invoice-open', ({ detail }) => open(detail.id));
document.addEventListener('invoice-change', ({ detail: { invoice } }) => {
  if (!shown.has(invoice.id) || invoice.deleted) return;
  shown.set(invoice.id, invoice);
  drawRow(invoice);
  drawTitle();
});
// Changes of what is in the table come by its badges; this is for what is not in it yet, or no longer there.
adapter.subscribe(({ type, invoice }) => {
  if (!shown.has(invoice) || type === 'invoice.deleted') readSoon();
});

prepareSettings();
drawWords();
void drawStage({ focus: false });
void prepareClock();
void readList();
