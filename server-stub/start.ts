/**
 * `npm start`. `PORT` chooses the port (4242). With `STRIPE_SECRET_KEY`, a test key, the handler talks to Stripe instead
 * of the stand-in; `STRIPE_WEBHOOK_SECRET` then lets `/api/billing/webhook` be called for live updates, and
 * `STRIPE_PUBLISHABLE_KEY` lets invoices be paid in the page.
 */
import { startDemo } from './demo/server.js';

const {
  PORT,
  STRIPE_SECRET_KEY: stripeKey,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  STRIPE_PUBLISHABLE_KEY: publishableKey,
} = process.env;

try {
  const demo = await startDemo({
    port: portOf(PORT),
    ...(stripeKey && { stripeKey }),
    ...(webhookSecret && { webhookSecret }),
    ...(publishableKey && { publishableKey }),
  });
  console.log(`Invoice Elements is at ${demo.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void demo.close());
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

function portOf(value: string | undefined): number {
  const port = Number(value || 4242);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT is "${value}", which is no port number.`);
  return port;
}

function explain(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${PORT || 4242} is in use. Choose another: PORT=4343 npm start`;
  if (code === 'EACCES') return `Port ${PORT} is not open to you. Choose one above 1023: PORT=4343 npm start`;
  return message;
}
