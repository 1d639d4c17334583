/** The page of the single elements: each with a line of what it is, itself, and its tag. */
import { adapterForUrl } from '/invoice-elements.js';
import { words } from '/words.js';

/** The tags in their order, and the newest invoice of which status each shows; none where it shows many. */
const PIECES = [
  ['invoice-status-badge', 'open'],
  ['invoice-actions', 'open'],
  ['invoice-hosted-link', 'open'],
  ['invoice-payment', 'open'],
  ['finalize-button', 'draft'],
  ['invoice-schedule', 'draft'],
  ['invoice-timeline', 'paid'],
  ['invoice-credit-note', 'paid'],
  ['invoice-preview', 'open'],
  ['invoice-list', ''],
];

const say = () => words[document.documentElement.lang] ?? words.en;

/** Draws what is not there yet, and says it in the language of the page. */
export async function drawPieces(place, url) {
  if (!place.children.length) place.append(...PIECES.map(([tag]) => makePiece(tag, url)));
  for (const [index, [tag]] of PIECES.entries()) {
    place.children[index].querySelector('[data-field=about]').textContent = say().pieces[tag];
  }
  const adapter = adapterForUrl(url);
  await Promise.all(['open', 'draft', 'paid'].map((status) => fill(place, adapter, status)));
}

function makePiece(tag, url) {
  const piece = document.querySelector('#piece').content.firstElementChild.cloneNode(true);
  const element = document.createElement(tag);
  element.setAttribute('adapter-url', url);
  if (tag === 'invoice-list') element.hrefFor = ({ id }) => `#/invoices/${id}`;
  piece.querySelector('h3').textContent = tag;
  piece.querySelector('[data-field=stage]').append(element);
  drawTag(piece, element);
  return piece;
}

/** Gives the elements their invoice; where there is none, they say so themselves. */
async function fill(place, adapter, status) {
  const page = await adapter.list({ status, limit: 1 }).catch(() => ({ data: [] }));
  const [invoice] = page.data;
  for (const [index, [tag, wanted]] of PIECES.entries()) {
    const piece = place.children[index];
    const element = piece.querySelector(tag);
    if (wanted !== status || !invoice || element.getAttribute('invoice-id')) continue;
    element.setAttribute('invoice-id', invoice.id);
    drawTag(piece, element);
  }
}

function drawTag(piece, element) {
  const attributes = ['adapter-url', 'invoice-id']
    .filter((name) => element.hasAttribute(name))
    .map((name) => ` ${name}="${element.getAttribute(name)}"`);
  piece.querySelector('[data-field=tag]').textContent =
    `<${element.localName}${attributes.join('')}></${element.localName}>`;
}
