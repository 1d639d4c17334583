/** `invoice-elements stub`: the Stripe stand-in on a port of this machine, for programs in any language. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { toStubListener } from '../listener.js';
import { controlPages } from '../stripe/control.js';
import { hostedPages } from '../stripe/hosted/index.js';
import { createStripeStub, fixedClock, type StripeStub, type StripeStubOptions } from '../stripe/index.js';
import {
  COMMON,
  optionTable,
  readOptions,
  UsageError,
  type Command,
  type Given,
  type Option,
} from './command.js';

const DEFAULT_PORT = 4010;

const OPTIONS = {
  'port': { value: '<port>', help: `where to listen on 127.0.0.1; 0 for any that is free (${DEFAULT_PORT})` },
  'seed': { value: '<text>', help: 'make the same ids in every run' },
  'api-version': { value: '<version>', help: 'the API version of the account' },
  'now': {
    value: '<date>',
    help: 'a clock that stands there until it is moved: an ISO date or Unix seconds',
  },
  'webhook': { value: '<url>', help: 'send all events there; may be given more than once', multiple: true },
  'limits': { help: 'the rate limits of a Stripe sandbox' },
  ...COMMON,
} satisfies Record<string, Option>;

const HELP = `invoice-elements stub: a Stripe to test against, in memory, on this machine.

Usage: invoice-elements stub [options]

Options:
${optionTable(OPTIONS)}

It answers Stripe's API at /v1 (any test key), the hosted invoice page at /i, remote control of clock, faults, limits
and webhooks at /_stub, and /healthz.
`;

export const stub: Command = {
  summary: 'a Stripe to test against, on a port of this machine',
  async run(args) {
    const given = readOptions(args, OPTIONS);
    if (given.has('help')) {
      process.stdout.write(HELP);
      return 0;
    }
    const port = portOf(given.value('port'));
    const made = createStripeStub(stubOptions(given));
    made.mount(hostedPages);
    made.mount(controlPages);
    const hooks = given.values('webhook').map((url) => ({ url, ...made.addWebhook({ url: webUrl(url) }) }));
    const server = http.createServer(toStubListener((request) => answer(made, request)));
    try {
      const url = await listen(server, port);
      process.stdout.write(`The Stripe stand-in is at ${url}\n`);
    } catch (error) {
      process.stderr.write(`${explain(error, port)}\n`);
      return 1;
    }
    for (const { url, secret } of hooks)
      process.stdout.write(`Webhooks to ${url} are signed with ${secret}\n`);
    // Whatever is under way, held or slow by a fault, is not waited for.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
    return null;
  },
};

async function answer(made: StripeStub, request: Request): Promise<Response> {
  if (new URL(request.url).pathname === '/healthz')
    return new Response('ok', { headers: { 'content-type': 'text/plain; charset=utf-8' } });
  return made.fetch(request);
}

function stubOptions(given: Given): StripeStubOptions {
  const [seed, version, now] = [given.value('seed'), given.value('api-version'), given.value('now')];
  if (version !== undefined && !/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version))
    throw new UsageError(`--api-version is "${version}"; versions look like 2026-10-28.endive.`);
  return {
    ...(seed !== undefined && { seed }),
    ...(version !== undefined && { apiVersion: version }),
    ...(now !== undefined && { clock: fixedClock(timeOf(now)) }),
    limits: given.has('limits'),
  };
}

function portOf(value: string | undefined): number {
  const port = Number(value ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port is "${value}"; ports are whole numbers from 0 to 65535.`);
  return port;
}

/** Unix seconds. */
function timeOf(value: string): number {
  const seconds = /^\d+$/.test(value) ? Number(value) : Date.parse(value) / 1000;
  if (!Number.isFinite(seconds))
    throw new UsageError(`--now is "${value}"; say an ISO date (2026-11-20T09:00:00Z) or Unix seconds.`);
  return Math.floor(seconds);
}

function webUrl(value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new UsageError(`--webhook is "${value}"; say a whole URL, such as http://127.0.0.1:3000/webhook.`);
  return value;
}

function listen(server: http.Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

function explain(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Choose another: --port ${port + 1}, or --port 0 for any.`;
  if (code === 'EACCES')
    return `Port ${port} is not open to you. Choose one above 1023: --port ${DEFAULT_PORT}`;
  return message;
}
