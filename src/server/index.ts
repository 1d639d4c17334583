/** What runs beside the secret key. */
export { createInvoiceHandler, type InvoiceHandler } from './handler.js';
export type { HandlerSession, InvoiceHandlerOptions, LogEntry, Scope } from './options.js';
export { createLocalBus, type EventBus, type Message, type Published } from './events.js';
export { OUTPUT } from './output.js';
