/**
 * A call of the stand-in's own, which Stripe has not: the end of an authentication, asked for by the page that shows it.
 * Stripe's own script leaves that to a frame of the bank; its counterpart in `server-stub/stripe-js` has only this.
 */
import { one } from '../core/answers.js';
import { oneOf, required, text } from '../core/params.js';
import { Problem } from '../core/problem.js';
import { refuse } from '../core/refusals.js';
import { route, type Route } from '../core/route.js';
import { endAuthentication } from '../payments/authentication.js';
import { askedFor, shown } from './payment-intents.js';

export const pageAuthenticationRoutes: Route[] = [
  {
    ...route(
      'POST',
      '/v1/payment_intents/:intent/stand_in_authentication',
      one('payment_intent'),
      { client_secret: required(text), outcome: required(oneOf('succeed', 'fail')) },
      (call) => {
        const intent = askedFor(call, call.params.client_secret);
        if (intent.status !== 'requires_action')
          throw refuse('nothing_to_authenticate', { status: intent.status });
        const problem = endAuthentication(call, intent, call.params.outcome);
        if (problem)
          throw new Problem({ ...problem.fields, payment_intent: structuredClone(shown(call, intent)) });
        return shown(call, intent);
      },
    ),
    publishable: true,
  },
];
