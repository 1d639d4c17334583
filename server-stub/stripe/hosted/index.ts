/**
 * The stand-in's hosted invoice page: `/i/<account>/<token>` shows the invoice and takes a payment, `…/authenticate` asks
 * what a card's bank would, `…/pdf` is the invoice on paper. `/credit_notes/<account>/<token>/pdf` is a credit note on paper.
 * Mount it on a stub: `stub.mount(hostedPages)`.
 */
import type { HostedInvoice, HostedPayment, Mount, StripeStub } from '../index.js';
import { viewCreditNote } from './credit-note-view.js';
import { invoicePdf } from './invoice-pdf.js';
import { authenticationPage, CHOSEN_CARD, emptyPage, invoicePage, type FailedTry } from './page.js';
import { icon, style } from './style.js';
import { viewInvoice, type InvoiceView } from './view.js';
import { words, type Language } from './words.js';

const DAY = 86_400;

/** Nothing from elsewhere, no script, and nobody may frame a page that takes money. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Answers everything below `/i/` and `/credit_notes/`; null elsewhere. */
export const hostedPages: Mount = (request, stub) => {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/credit_notes/')) return creditNote(request, stub, pathname);
  return pathname.startsWith('/i/') ? answer(request, stub, pathname) : null;
};

async function answer(request: Request, stub: StripeStub, pathname: string): Promise<Response> {
  if (pathname === '/i/style.css') return asset(style, 'text/css; charset=utf-8');
  if (pathname === '/i/icon.svg') return asset(icon, 'image/svg+xml');
  const lang = languageOf(request);
  const [, , account = '', token = '', ...rest] = pathname.replace(/\/$/, '').split('/');
  const found = stub.hosted.find(account, token, new URL(request.url).origin);
  const wanted = rest.join('/');
  if (!found || !['', 'authenticate', 'pdf'].includes(wanted)) return gone(lang);

  const visit: Visit = { request, stub, found, account, token, lang, path: `/i/${account}/${token}` };
  const now = stub.clock.now();
  if (now > expiryOf(found)) return expired(found, lang);
  if (wanted === 'pdf') return pdf(found, lang, now);
  if (wanted === 'authenticate') return authenticate(visit);
  return request.method === 'POST' ? pay(visit) : show(visit, null);
}

/** One request for an invoice that there is. */
interface Visit {
  request: Request;
  stub: StripeStub;
  found: HostedInvoice;
  account: string;
  token: string;
  lang: Language;
  /** Of the invoice's page. */
  path: string;
}

/**
 * When a link stops working: 30 days after the due date, or after finalization where there is none, and never later
 * than 120 days after finalization (docs: hosted invoice page, invoice link expiration). Unix seconds.
 */
function expiryOf({ invoice }: HostedInvoice): number {
  const finalized = invoice.status_transitions.finalized_at ?? invoice.created;
  return Math.min((invoice.due_date ?? finalized) + 30 * DAY, finalized + 120 * DAY);
}

async function pay(visit: Visit): Promise<Response> {
  const { request, stub, account, token, path } = visit;
  const card = new URLSearchParams(await request.text()).get('card') ?? CHOSEN_CARD;
  const payment = stub.hosted.pay(account, token, card, new URL(request.url).origin);
  if (!payment.ok && payment.code === 'invoice_payment_intent_requires_action')
    return goTo(`${path}/authenticate`);
  return afterwards(visit, payment, card);
}

async function authenticate(visit: Visit): Promise<Response> {
  const { request, stub, found, account, token, lang, path } = visit;
  // Authenticated in another window, or never asked for.
  if (found.waitsFor !== 'authentication') return goTo(path);
  if (request.method !== 'POST')
    return document(authenticationPage(viewInvoice(found, lang, stub.clock.now()), path), 200, lang);
  const outcome = new URLSearchParams(await request.text()).get('outcome');
  const how = outcome === 'succeed' ? 'succeed' : 'fail';
  return afterwards(visit, stub.hosted.authenticate(account, token, how, new URL(request.url).origin), '');
}

/** The page after a payment: a second click finds it paid, and is shown just that; a failed one is told. */
function afterwards(visit: Visit, payment: HostedPayment, card: string): Response {
  if (payment.ok || payment.code === 'not_payable') return goTo(visit.path);
  const message = words[visit.lang].declines[payment.code] ?? payment.message;
  const found = visit.stub.hosted.find(visit.account, visit.token, new URL(visit.request.url).origin);
  return show({ ...visit, found: found ?? visit.found }, { card, message });
}

const goTo = (path: string): Response => new Response(null, { status: 303, headers: { location: path } });

function show({ stub, found, lang, path }: Visit, failed: FailedTry | null): Response {
  const view = viewInvoice(found, lang, stub.clock.now());
  return document(invoicePage(view, path, failed), failed ? 402 : 200, lang);
}

async function creditNote(request: Request, stub: StripeStub, pathname: string): Promise<Response> {
  const lang = languageOf(request);
  const [, , account = '', token = '', ...rest] = pathname.split('/');
  const found = stub.hosted.findCreditNote(account, token, new URL(request.url).origin);
  if (!found || rest.join('/') !== 'pdf') return gone(lang);
  return paper(
    viewCreditNote(found, lang, stub.clock.now()),
    found.invoice,
    `CreditNote-${found.note.number}`,
  );
}

function pdf(found: HostedInvoice, lang: Language, now: number): Response {
  const { invoice } = found;
  return paper(viewInvoice(found, lang, now), invoice, `Invoice-${invoice.number ?? invoice.id}`);
}

function paper(view: InvoiceView, { rendering }: HostedInvoice['invoice'], name: string): Response {
  const size = rendering.pdf.page_size === 'a4' ? 'a4' : 'letter';
  return new Response(invoicePdf(view, size), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${name.replace(/[^\w-]/g, '_')}.pdf"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

const gone = (lang: Language): Response =>
  document(emptyPage(lang, words[lang].goneTitle, words[lang].gone), 404, lang);

function expired({ account }: HostedInvoice, lang: Language): Response {
  const seller = account.business_profile.name ?? account.settings.dashboard.display_name;
  return document(emptyPage(lang, words[lang].expiredTitle, words[lang].expired(seller)), 410, lang);
}

function document(text: string, status: number, lang: Language): Response {
  return new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': lang,
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      // The address is the secret of the link.
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'vary': 'accept-language',
    },
  });
}

function asset(text: string, type: string): Response {
  return new Response(text, {
    headers: { 'content-type': type, 'cache-control': 'max-age=300', 'x-content-type-options': 'nosniff' },
  });
}

/** German where the reader likes it better than English. */
function languageOf(request: Request): Language {
  const liked = (request.headers.get('accept-language') ?? '').split(',').map((part) => {
    const [tag = '', weight] = part.trim().split(/;\s*q=/);
    return { lang: tag.slice(0, 2).toLowerCase(), weight: weight === undefined ? 1 : Number(weight) };
  });
  const weightOf = (lang: string): number =>
    Math.max(0, ...liked.filter((each) => each.lang === lang).map((each) => each.weight));
  return weightOf('de') > weightOf('en') ? 'de' : 'en';
}
