/**
 * The hosted invoice page as a document. It works without script: paying is a form.
 */
import { html, type Html } from './html.js';
import type { Fact, InvoiceView, Row } from './view.js';
import type { Language, Words } from './words.js';

/** The cards that the page offers, the one that works first. */
const CARDS = [
  { number: '4242424242424242', outcome: 'cardGood' },
  { number: '4000000000000002', outcome: 'cardDeclined' },
  { number: '4000000000009995', outcome: 'cardNoFunds' },
  { number: '4000000000000069', outcome: 'cardExpired' },
  { number: '4000002500003155', outcome: 'cardAuthentication' },
] as const satisfies { number: string; outcome: keyof Words }[];

/** The card that is chosen until somebody chooses another. */
export const CHOSEN_CARD = CARDS[0].number;

/** The last try, if it failed. */
export interface FailedTry {
  card: string;
  message: string;
}

/** @param path of the page itself; what else there is lies below it */
export function invoicePage(view: InvoiceView, path: string, failed: FailedTry | null): string {
  const { words: say } = view;
  return page(
    view.lang,
    `${say.invoice} ${view.number} · ${view.seller}`,
    html`<main>
        <header class="summary">
          <p class="seller">${view.seller}</p>
          <h1>
            <span class="what">${say.invoice} ${view.number}</span>
            <span class="headline">${view.headline}</span>
          </h1>
          <p class="when">
            <span class="status" data-tone="${view.status.tone}">${view.status.word}</span>
            ${view.dueSentence === null ? null : html`<span>${view.dueSentence}</span>`}
          </p>
          ${view.note && html`<p class="note" role="status"><strong>${view.note.title}.</strong> ${view.note.text}</p>`}
          <p class="download"><a href="${path}/pdf">${say.download}</a></p>
        </header>
        ${view.payLabel === null ? null : payment(view, view.payLabel, path, failed)} ${document(view)}
      </main>
      <footer>${say.testMode}</footer>`,
  );
}

function payment(view: InvoiceView, label: string, path: string, failed: FailedTry | null): Html {
  const { words: say } = view;
  const chosen = CARDS.some(({ number }) => number === failed?.card) ? failed?.card : CHOSEN_CARD;
  return html`<form class="payment" method="post" action="${path}" aria-labelledby="pay-with">
    <h2 id="pay-with">${say.payWith}</h2>
    ${failed && html`<p class="problem" role="alert" id="problem"><strong>${say.notCharged}.</strong> ${failed.message}</p>`}
    ${view.waitsForCustomer ? waiting(say, path) : null}
    <fieldset>
      <legend>${say.testCard}</legend>
      <div class="cards">
        ${CARDS.map(({ number, outcome }) => card(say[outcome], number, number === chosen))}
      </div>
    </fieldset>
    <button type="submit">${label}</button>
  </form>`;
}

function waiting(say: Words, path: string): Html {
  return html`<p class="waiting">
    <strong>${say.waitsForYou}.</strong>
    <a href="${path}/authenticate">${say.authenticate}</a>
  </p>`;
}

function card(outcome: string, number: string, checked: boolean): Html {
  const radio = checked
    ? html`<input type="radio" name="card" value="${number}" checked />`
    : html`<input type="radio" name="card" value="${number}" />`;
  return html`<label
    >${radio}<span
      ><span class="digits">${number.replace(/(.{4})(?=.)/g, '$1 ')}</span> <small>${outcome}</small></span
    ></label
  >`;
}

function document(view: InvoiceView): Html {
  const { words: say } = view;
  return html`<article class="document" aria-label="${say.invoice} ${view.number}">
    <div class="parties">
      ${party(say.from, view.seller, view.sellerLines)} ${party(say.billTo, view.buyer, view.buyerLines)}
      <dl>${view.facts.map(fact)}</dl>
    </div>
    ${view.memo === null ? null : html`<p class="memo">${view.memo}</p>`}
    <table>
      <thead>
        <tr>
          <th scope="col">${say.description}</th>
          <th scope="col" class="number">${say.quantity}</th>
          <th scope="col" class="number">${say.unitPrice}</th>
          <th scope="col" class="number">${say.amount}</th>
        </tr>
      </thead>
      <tbody>
        ${view.rows.map((row) => line(say, row))}
      </tbody>
    </table>
    <dl class="totals">${view.totals.map(fact)}</dl>
    ${view.footer === null ? null : html`<p class="memo">${view.footer}</p>`}
  </article>`;
}

function party(label: string, name: string, lines: string[]): Html {
  return html`<address>
    <h2>${label}</h2>
    <strong>${name}</strong>${lines.map((each) => html`<span>${each}</span>`)}
  </address>`;
}

function fact({ label, value, strong }: Fact): Html {
  const pair = html`<dt>${label}</dt>
    <dd>${value}</dd>`;
  return strong ? html`<div class="strong">${pair}</div>` : html`<div>${pair}</div>`;
}

function line(say: Words, row: Row): Html {
  return html`<tr>
    <th scope="row">${row.description}</th>
    <td class="number" data-label="${say.quantity}">${row.quantity}</td>
    <td class="number" data-label="${say.unitPrice}">${row.unitPrice}</td>
    <td class="number" data-label="${say.amount}">${row.amount}</td>
  </tr>`;
}

/** What the bank of a card shows its holder, as far as a test needs it. */
export function authenticationPage(view: InvoiceView, path: string): string {
  const { words: say } = view;
  return page(
    view.lang,
    `${say.authenticate} · ${view.seller}`,
    html`<main class="ask">
        <form method="post">
          <h1>${say.authenticate}</h1>
          <p>${say.authenticateSentence(view.seller)}</p>
          <p class="amount">
            <span class="what">${say.invoice} ${view.number}</span> <strong>${view.remaining}</strong>
          </p>
          <button name="outcome" value="succeed">${say.complete}</button>
          <button name="outcome" value="fail" class="second">${say.fail}</button>
          <p class="back"><a href="${path}">${say.back}</a></p>
        </form>
      </main>
      <footer>${say.testMode}</footer>`,
  );
}

/** A page that has no invoice to show. */
export function emptyPage(lang: Language, title: string, text: string): string {
  return page(
    lang,
    title,
    html`<main class="empty">
      <h1>${title}</h1>
      <p>${text}</p>
    </main>`,
  );
}

function page(lang: Language, title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="/i/style.css" />
        <link rel="icon" type="image/svg+xml" href="/i/icon.svg" />
      </head>
      <body>
        ${body}
      </body>
    </html>`.text.replace(/^\s+(?=<)/gm, '');
}
