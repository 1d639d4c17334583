/** All calls. Fixed words stand before placeholders within each room (`/search` before `/:invoice`). */
import type { Route } from '../core/route.js';
import { accountRoutes } from './account.js';
import { balanceTransactionRoutes } from './balance-transactions.js';
import { chargeRoutes } from './charges.js';
import { couponRoutes } from './coupons.js';
import { creditNoteRoutes } from './credit-notes.js';
import { customerRoutes } from './customers.js';
import { eventRoutes } from './events.js';
import { invoiceItemRoutes } from './invoiceitems.js';
import { invoiceLineRoutes } from './invoice-lines.js';
import { invoicePaymentRoutes } from './invoice-payments.js';
import { invoiceRoutes } from './invoices.js';
import { paymentIntentRoutes } from './payment-intents.js';
import { paymentMethodRoutes } from './payment-methods.js';
import { paymentRecordRoutes } from './payment-records.js';
import { pageAuthenticationRoutes } from './page-authentication.js';
import { priceRoutes } from './prices.js';
import { productRoutes } from './products.js';
import { promotionCodeRoutes } from './promotion-codes.js';
import { renderingTemplateRoutes } from './rendering-templates.js';
import { shippingRateRoutes } from './shipping-rates.js';
import { taxIdRoutes } from './tax-ids.js';
import { refundRoutes } from './refunds.js';
import { taxRateRoutes } from './tax-rates.js';
import { upcomingRoutes } from './upcoming.js';
import { webhookEndpointRoutes } from './webhook-endpoints.js';

export const routes: Route[] = [
  ...accountRoutes,
  ...balanceTransactionRoutes,
  ...chargeRoutes,
  ...couponRoutes,
  ...creditNoteRoutes,
  ...customerRoutes,
  ...eventRoutes,
  ...upcomingRoutes,
  ...invoiceRoutes,
  ...invoiceLineRoutes,
  ...invoiceItemRoutes,
  ...invoicePaymentRoutes,
  ...pageAuthenticationRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...paymentRecordRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...promotionCodeRoutes,
  ...renderingTemplateRoutes,
  ...shippingRateRoutes,
  ...taxIdRoutes,
  ...refundRoutes,
  ...taxRateRoutes,
  ...webhookEndpointRoutes,
];
