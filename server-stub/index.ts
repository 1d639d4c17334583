/**
 * `invoice-elements/stub`: a Stripe to test against, with no Stripe account. {@link createStripeStub} is Stripe's REST
 * API in memory, {@link createWorld} puts the real SDK and the real handler in front of it, {@link scenarios} makes an
 * invoice in each of its states, and {@link mswHandlers} carries a page's requests to all of that.
 */
export * from './stripe/index.js';
export { controlPages } from './stripe/control.js';
export { hostedPages } from './stripe/hosted/index.js';
export { createStripeJs, type StandInConstructor, type StripeJsOptions } from './stripe-js/index.js';
export { currencyOf, type CustomerName } from './customers.js';
export { people, PERSON_KEY, type Person, type TenantName } from './people.js';
export { combinations, type Combination } from './combinations.js';
export { scenarios, type Scenario, type ScenarioOptions, type ScenarioInvoice } from './scenarios.js';
export { mswHandlers, type MswFault, type MswOptions } from './msw.js';
export { yearOfInvoices, YEAR_SPAN, type YearOptions } from './year.js';
export { createWorld, sdkFor, WORLD_START, type Tenant, type World, type WorldOptions } from './world.js';
