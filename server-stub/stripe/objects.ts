/**
 * The objects of the stand-in as they travel: Stripe's own field names, amounts in minor units of `currency`,
 * times in Unix seconds, API 2026-10-28.endive. An older dialect is a rendering of these.
 */
export type * from './objects/party.js';
export type * from './objects/catalog.js';
export type * from './objects/invoice.js';
export type * from './objects/payment.js';
export type * from './objects/credit-note.js';
export type * from './objects/refund.js';
export type * from './objects/event.js';
