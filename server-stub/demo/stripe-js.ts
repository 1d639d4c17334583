/** Stripe.js of the demo, while that has no Stripe account: the stand-in, over the API at the page's own address. */
import { createStripeJs } from '../stripe-js/index.js';

Object.assign(globalThis, { Stripe: createStripeJs({ api: '/v1' }) });
