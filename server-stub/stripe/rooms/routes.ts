/** All calls. Fixed words stand before placeholders within each room (`/search` before `/:invoice`). */
import type { Route } from '../core/route.js';
import { accountRoutes } from './account.js';
import { chargeRoutes } from './charges.js';
import { couponRoutes } from './coupons.js';
import { customerRoutes } from './customers.js';
import { eventRoutes } from './events.js';
import { invoiceItemRoutes } from './invoiceitems.js';
import { invoiceLineRoutes } from './invoice-lines.js';
import { invoicePaymentRoutes } from './invoice-payments.js';
import { invoiceRoutes } from './invoices.js';
import { paymentIntentRoutes } from './payment-intents.js';
import { paymentMethodRoutes } from './payment-methods.js';
import { paymentRecordRoutes } from './payment-records.js';
import { priceRoutes } from './prices.js';
import { productRoutes } from './products.js';
import { taxRateRoutes } from './tax-rates.js';
import { webhookEndpointRoutes } from './webhook-endpoints.js';

export const routes: Route[] = [
  ...accountRoutes,
  ...chargeRoutes,
  ...couponRoutes,
  ...customerRoutes,
  ...eventRoutes,
  ...invoiceRoutes,
  ...invoiceLineRoutes,
  ...invoiceItemRoutes,
  ...invoicePaymentRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...paymentRecordRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...taxRateRoutes,
  ...webhookEndpointRoutes,
];
