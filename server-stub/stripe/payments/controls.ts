/**
 * What a test or a control page does to payments in the place of customers at their bank.
 */
import { ownContext, type World } from '../core/world.js';
import type { PaymentIntent } from '../objects.js';
import { endAuthentication, type Authentication } from './authentication.js';

export interface PaymentControls {
  /**
   * Ends the authentication that an intent waits for, in whichever account it is: it is paid, or wants another payment
   * method. Throws when there is no such intent or nothing to authenticate. Answers the intent as it is then.
   */
  authenticate(paymentIntentId: string, how: Authentication): PaymentIntent;
}

export function createPaymentControls(worlds: () => Iterable<World>): PaymentControls {
  return {
    authenticate(paymentIntentId, how) {
      for (const world of worlds()) {
        const intent = world.intents.get(paymentIntentId);
        if (!intent) continue;
        endAuthentication(ownContext(world), intent, how);
        return structuredClone(intent);
      }
      throw new TypeError(`There is no payment intent ${paymentIntentId}.`);
    },
  };
}
