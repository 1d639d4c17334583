/** From what there is to pay to a form that can be typed into. */
import { orAborted } from '../../adapter/timing.js';
import { checkIntent, partSecret, secretOf, type Bill, type Payable } from './bill.js';
import { lookUp, MountedForm, type FormEvents, type IntentFacts } from './mounted-form.js';
import { isMade } from './settling.js';
import type { FlowView, PaymentHost } from './steps.js';
import { toStripeProblem } from './stripe-errors.js';
import { stripeJs } from './stripe-js.js';
import { stripeLocale } from './stripe-locale.js';

export type Opened =
  | { kind: 'form'; bill: Bill; form: MountedForm }
  /** Paid already, in another window; only the invoice does not say so yet. */
  | { kind: 'made'; bill: Bill; intent: IntentFacts }
  | { kind: 'no_secret' };

/** Mounts the form for an amount (minor units); rejects with an `InvoiceProblem`, or the signal's reason. */
export async function openForm(
  host: PaymentHost,
  { lang }: FlowView,
  { store, invoice, key, account }: Payable,
  { amount, slot, signal, ...events }: FormEvents & { amount: number; slot: string; signal: AbortSignal },
): Promise<Opened> {
  const part = amount < invoice.amount_remaining;
  const [stripe, secret] = await orAborted(
    Promise.all([
      stripeJs({ key, account, locale: stripeLocale(lang) }),
      part ? partSecret(host, amount) : secretOf(store, invoice.id),
    ]),
    signal,
  );
  if (!secret) return { kind: 'no_secret' };
  const asked = part ? amount : invoice.amount_remaining;
  const bill: Bill = { store, invoice, amount: asked, part, unsettled: false };
  const looking = lookUp(stripe, secret);
  // The slot that it is shown in, and the probe, are drawn by then.
  await host.updateComplete;
  const probe = host.renderRoot.querySelector('.probe') ?? host;
  const place = { host, slot, probe, lang, fonts: host.fonts, signal, ...events };
  let form: MountedForm | null = null;
  try {
    form = await MountedForm.mount(stripe, secret, invoice, place);
    const { intent, error } = await orAborted(looking, signal);
    if (error) throw toStripeProblem(error);
    checkIntent(intent, bill);
    return { kind: 'form', bill, form };
  } catch (error) {
    form?.destroy();
    const { intent } = await looking;
    if (intent && isMade(intent) && !signal.aborted) return { kind: 'made', bill, intent };
    throw error;
  }
}
