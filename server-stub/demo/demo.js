/** The panel around the kit, as an embedder would write it: settings, and which page is shown. The rest is the kit's. */
import { drawPieces } from '/elements.js';
import { words } from '/words.js';

const URL_OF_BACKEND = '/api/billing';

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
  if (shown === 'elements') void drawPieces(find('#pieces'), URL_OF_BACKEND);
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

/* The pages: a new invoice, the kit's Invoices page with what is in its part of the address, the single elements. */

const PAGES = ['new', 'invoices', 'elements'];
let shown = 'new';

const pageOf = (hash) => PAGES.find((page) => hash.split(/[/?]/)[1] === page) ?? 'new';

function showPage({ focus }) {
  const page = pageOf(location.hash);
  const isOther = page !== shown;
  if (shown === 'new' && page !== 'new') void tidyStage();
  shown = page;
  for (const each of PAGES) find(`#${each}`).hidden = each !== page;
  for (const link of document.querySelectorAll('nav a')) mark(link, pageOf(link.hash) === page);
  if (page === 'elements') void drawPieces(find('#pieces'), URL_OF_BACKEND);
  drawTitle();
  // Inside the Invoices page the app sees to the focus.
  if (focus && isOther) find(`#${page} :is(h2[tabindex], invoice-app)`).focus();
}

function mark(link, isCurrent) {
  if (isCurrent) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
}

function drawTitle() {
  const title = {
    new: say().newInvoice,
    invoices: find('invoice-app').pageTitle ?? say().invoices,
    elements: say().elements,
  };
  document.title = `${title[shown]} · Northwind Studio`;
}

/* The page of a new invoice: the editor, which also shows what becomes of it, and what may be done beside it. */

/** A draft that was made here is found on the Invoices page from now on; here the next one begins. */
async function tidyStage() {
  const editor = find('#stage invoice-draft-editor');
  if (!editor.invoiceId || !(await editor.flush())) return;
  if (shown === 'new') return;
  const next = document.createElement('invoice-draft-editor');
  next.setAttribute('adapter-url', URL_OF_BACKEND);
  editor.replaceWith(next);
  drawDeeds('');
}

function drawDeeds(id) {
  for (const element of [find('#new invoice-actions'), find('#stage invoice-payment')]) {
    element.invoiceId = id;
  }
  find('#new invoice-actions').hidden = !id;
}

const open = (id) => (location.hash = `#/invoices/${id}`);

find('#new').addEventListener('invoice-created', ({ detail: { invoice } }) => {
  // So that a reload comes back to this draft.
  history.replaceState(null, '', `#/invoices/${invoice.id}`);
  drawDeeds(invoice.id);
});
find('#new').addEventListener('invoice-deleted', () => (location.hash = '#/invoices'));
for (const made of ['invoice-duplicated', 'invoice-revised']) {
  find('#new').addEventListener(made, ({ detail }) => open(detail.draft.id));
}
find('#elements').addEventListener('invoice-open', (event) => {
  event.preventDefault();
  open(event.detail.id);
});
find('invoice-app').addEventListener('invoice-navigated', drawTitle);
addEventListener('hashchange', () => showPage({ focus: true }));

prepareSettings();
drawWords();
showPage({ focus: false });
void prepareClock();
