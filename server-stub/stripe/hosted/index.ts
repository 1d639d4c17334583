/**
 * The stand-in's hosted invoice page: `/i/<account>/<token>` shows the invoice and takes a payment, `…/pdf` is the same
 * on paper. Mount it on a stub: `stub.mount(hostedPages)`.
 */
import type { HostedInvoice, Mount, StripeStub } from '../index.js';
import { invoicePdf } from './invoice-pdf.js';
import { CHOSEN_CARD, emptyPage, invoicePage, type FailedTry } from './page.js';
import { icon, style } from './style.js';
import { viewInvoice } from './view.js';
import { words, type Language } from './words.js';

const DAY = 86_400;

/** Nothing from elsewhere, no script, and nobody may frame a page that takes money. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Answers everything below `/i/`; null elsewhere. */
export const hostedPages: Mount = (request, stub) => {
  const { pathname } = new URL(request.url);
  return pathname.startsWith('/i/') ? answer(request, stub, pathname) : null;
};

async function answer(request: Request, stub: StripeStub, pathname: string): Promise<Response> {
  if (pathname === '/i/style.css') return asset(style, 'text/css; charset=utf-8');
  if (pathname === '/i/icon.svg') return asset(icon, 'image/svg+xml');
  const lang = languageOf(request);
  const [, , account = '', token = '', ...rest] = pathname.replace(/\/$/, '').split('/');
  const found = stub.hosted.find(account, token, new URL(request.url).origin);
  const wanted = rest.join('/');
  if (!found || (wanted !== '' && wanted !== 'pdf')) return gone(lang);

  const now = stub.clock.now();
  if (now > expiryOf(found)) return expired(found, lang);
  if (wanted === 'pdf') return pdf(found, lang, now);
  if (request.method === 'POST') return pay(request, stub, found, { account, token, lang });
  return show(found, lang, now, request, null);
}

/**
 * When a link stops working: 30 days after the due date, or after finalization where there is none, and never later
 * than 120 days after finalization (docs: hosted invoice page, invoice link expiration). Unix seconds.
 */
function expiryOf({ invoice }: HostedInvoice): number {
  const finalized = invoice.status_transitions.finalized_at ?? invoice.created;
  return Math.min((invoice.due_date ?? finalized) + 30 * DAY, finalized + 120 * DAY);
}

async function pay(
  request: Request,
  stub: StripeStub,
  found: HostedInvoice,
  { account, token, lang }: { account: string; token: string; lang: Language },
): Promise<Response> {
  const card = new URLSearchParams(await request.text()).get('card') ?? CHOSEN_CARD;
  const { origin, pathname } = new URL(request.url);
  const payment = stub.hosted.pay(account, token, card, origin);
  // A second click finds it paid, and is shown just that.
  if (payment.ok || payment.code === 'not_payable')
    return new Response(null, { status: 303, headers: { location: pathname } });
  const message = words[lang].declines[payment.code] ?? payment.message;
  return show(stub.hosted.find(account, token, origin) ?? found, lang, stub.clock.now(), request, {
    card,
    message,
  });
}

function show(
  found: HostedInvoice,
  lang: Language,
  now: number,
  request: Request,
  failed: FailedTry | null,
): Response {
  const path = new URL(request.url).pathname.replace(/\/$/, '');
  return document(
    invoicePage(viewInvoice(found, lang, now), `${path}/pdf`, failed),
    failed ? 402 : 200,
    lang,
  );
}

function pdf(found: HostedInvoice, lang: Language, now: number): Response {
  const { rendering, number, id } = found.invoice;
  const paper = rendering.pdf.page_size === 'a4' ? 'a4' : 'letter';
  return new Response(invoicePdf(viewInvoice(found, lang, now), paper), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="Invoice-${(number ?? id).replace(/[^\w-]/g, '_')}.pdf"`,
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
