/** The few calls that a page may make with a publishable key and the secret of an intent. */
import { NEWEST_VERSION } from '../stripe/dialects/versions.js';
import { IntegrationError, type IntentResult, type PageIntent, type StripeJsError } from './errors.js';

export interface ApiOptions {
  /** URL of `/v1`. */
  api: string;
  fetch: (request: Request) => Promise<Response>;
  key: string;
  account: string | undefined;
}

const SECRET = /^(pi_\w+?)_secret_\w+$/;

/** The id of the intent that a secret belongs to. */
export function intentOf(secret: unknown, where: string): string {
  const id = typeof secret === 'string' ? SECRET.exec(secret)?.[1] : undefined;
  if (id === undefined) {
    throw new IntegrationError(
      `Invalid value for ${where}: clientSecret should be a client secret of the form \${id}_secret_\${secret}.`,
    );
  }
  return id;
}

export class PageApi {
  constructor(private readonly options: ApiOptions) {}

  retrieve(secret: string): Promise<IntentResult> {
    return this.#ask('GET', intentOf(secret, 'stripe.retrievePaymentIntent()'), '', {
      client_secret: secret,
    });
  }

  confirm(secret: string, params: Record<string, string>): Promise<IntentResult> {
    const id = intentOf(secret, 'stripe.confirmPayment()');
    return this.#ask('POST', id, '/confirm', { ...params, client_secret: secret });
  }

  /** Ends what the intent waits for; a call that the stand-in alone has. */
  authenticate(secret: string, outcome: 'succeed' | 'fail'): Promise<IntentResult> {
    const id = intentOf(secret, 'stripe.handleNextAction()');
    return this.#ask('POST', id, '/stand_in_authentication', { client_secret: secret, outcome });
  }

  async #ask(
    method: 'GET' | 'POST',
    intent: string,
    path: string,
    params: Record<string, string>,
  ): Promise<IntentResult> {
    const { api, account, key } = this.options;
    const form = new URLSearchParams(params);
    const url = `${api}/payment_intents/${encodeURIComponent(intent)}${path}${method === 'GET' ? `?${form}` : ''}`;
    try {
      const request = new Request(url, {
        method,
        headers: {
          'authorization': `Bearer ${key}`,
          'stripe-version': NEWEST_VERSION,
          ...(account !== undefined && { 'stripe-account': account }),
        },
        ...(method === 'POST' && { body: form }),
      });
      return await resultOf(await this.options.fetch(request));
    } catch {
      return { error: { type: 'api_connection_error', message: 'Stripe could not be reached.' } };
    }
  }
}

async function resultOf(response: Response): Promise<IntentResult> {
  const body = (await response.json().catch(() => null)) as
    { error: StripeJsError } | (PageIntent & { error?: undefined }) | null;
  if (response.ok && body && !body.error) return { paymentIntent: body };
  const error = body?.error ?? { type: 'api_error', message: 'An unknown error occurred.' };
  return { error: { ...error, type: typeOf(response.status, error) } };
}

/** Stripe.js has a word of its own for what the API tells by the status. */
function typeOf(status: number, { type }: StripeJsError): StripeJsError['type'] {
  if (status === 401) return 'authentication_error';
  return status === 429 ? 'rate_limit_error' : type;
}
