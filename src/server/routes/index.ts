/** Every route that asks for a session; the webhook's, which does not, is the handler's own. */
import { eventRoutes } from '../events.js';
import type { Streams } from '../streams.js';
import type { Route } from '../route.js';
import { catalogRoutes } from './catalog.js';
import { createAndFinalizeRoutes } from './create-and-finalize.js';
import { creditNoteRoutes } from './credit-notes.js';
import { customerRoutes } from './customers.js';
import { finalizeRoutes } from './finalize.js';
import { invoiceEventRoutes } from './invoice-events.js';
import { invoiceSearchRoutes } from './invoice-search.js';
import { invoiceRoutes } from './invoices.js';
import { lineRoutes } from './lines.js';
import { paymentRoutes } from './payments.js';
import { sessionRoutes } from './session.js';

export const routesOf = (streams: Streams): Route[] => [
  ...sessionRoutes,
  ...invoiceRoutes,
  ...invoiceSearchRoutes,
  ...invoiceEventRoutes,
  ...createAndFinalizeRoutes,
  ...lineRoutes,
  ...finalizeRoutes,
  ...paymentRoutes,
  ...creditNoteRoutes,
  ...customerRoutes,
  ...catalogRoutes,
  ...eventRoutes(streams),
];
