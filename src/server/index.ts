/** What runs beside the secret key. */
export { createInvoiceHandler, type InvoiceHandler } from './handler.js';
export type { HandlerSession, InvoiceHandlerOptions, LogEntry, Scope } from './options.js';
export {
  createEmbedTokens,
  type EmbedSession,
  type EmbedToken,
  type EmbedTokenOptions,
  type EmbedTokens,
} from './embed-tokens.js';
export { createLocalBus, type EventBus, type Message, type Published } from './events.js';
export { OUTPUT } from './output.js';
export type { Limit, LimitOptions, Limits, LimitStore } from './limits.js';
export type { RequestTrace, StripeCallEnd, TraceHook } from './observe.js';
export { checkStart, type StartFinding } from './start-check.js';
export { createLocalTurns, type InvoiceTurns, type Turn } from './turns.js';
