/** Credit notes: the calls, each a thin step into `../invoices/credit.ts`. */
import { emit, difference, snapshot } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage, pageOf, within } from '../core/list.js';
import { expandable, mergeMetadata, metadata, paging, text, timeRange, unmodelled } from '../core/params.js';
import { id, route, type Route } from '../core/route.js';
import type { Call, CreditNoteRecord } from '../core/world.js';
import { creditNoteShape } from '../invoices/credit-plan.js';
import { issueCreditNote, previewCreditNote, voidCreditNote } from '../invoices/credit.js';
import { renderCreditNote } from '../invoices/render.js';

const PREVIEW_LINES = '/v1/credit_notes/preview/lines';

export const creditNoteRoutes: Route[] = [
  route(
    'GET',
    '/v1/credit_notes',
    listOf('credit_note'),
    { ...paging, created: timeRange, customer: text, customer_account: unmodelled, invoice: text },
    (call) => {
      const { created, customer, invoice } = call.params;
      if (customer !== undefined) must(call.world.customers, 'customer', customer, 'customer', 400);
      if (invoice !== undefined) must(call.world.invoices, 'invoice', invoice, 'invoice', 400);
      return listPage(call.world.creditNotes, call.params, {
        url: '/v1/credit_notes',
        kind: 'credit_note',
        match: ({ note }) =>
          (customer === undefined || note.customer === customer) &&
          (invoice === undefined || note.invoice === invoice) &&
          within(note.created, created),
        render: (record) => renderCreditNote(call, record),
      });
    },
  ),
  route('POST', '/v1/credit_notes', one('credit_note'), creditNoteShape, (call) =>
    renderCreditNote(call, issueCreditNote(call, call.params)),
  ),
  route('GET', '/v1/credit_notes/preview', one('credit_note'), creditNoteShape, (call) => {
    const preview = renderCreditNote(call, previewCreditNote(call, call.params));
    return { ...preview, lines: { ...preview.lines, url: PREVIEW_LINES } };
  }),
  route('GET', PREVIEW_LINES, listOf('credit_note_line_item'), { ...paging, ...creditNoteShape }, (call) =>
    pageOf(previewCreditNote(call, call.params).lines, call.params, PREVIEW_LINES, 'line item'),
  ),
  route('GET', '/v1/credit_notes/:id', one('credit_note'), expandable, (call) =>
    renderCreditNote(call, mustCreditNote(call, 'id')),
  ),
  route(
    'POST',
    '/v1/credit_notes/:id',
    one('credit_note'),
    { ...expandable, memo: text, metadata },
    (call) => {
      const record = mustCreditNote(call, 'id');
      const { note } = record;
      const before = snapshot(renderCreditNote(call, record));
      note.memo = call.params.memo ?? note.memo;
      note.metadata = mergeMetadata(note.metadata, call.params.metadata);
      const after = renderCreditNote(call, record);
      if (difference(before, snapshot(after))) emit(call, 'credit_note.updated', after, before);
      return after;
    },
  ),
  route('POST', '/v1/credit_notes/:id/void', one('credit_note'), expandable, (call) =>
    voidCreditNote(call, mustCreditNote(call, 'id')),
  ),
  route('GET', '/v1/credit_notes/:credit_note/lines', listOf('credit_note_line_item'), paging, (call) => {
    const { lines, note } = mustCreditNote(call, 'credit_note');
    return pageOf(lines, call.params, `/v1/credit_notes/${note.id}/lines`, 'line item');
  }),
];

/** The credit note in the path, whose placeholder is also the name it is refused under. */
function mustCreditNote(call: Call<unknown>, placeholder: 'credit_note' | 'id'): CreditNoteRecord {
  return must(call.world.creditNotes, 'credit_note', id(call, placeholder), placeholder);
}
