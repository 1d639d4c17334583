/**
 * The handler's requests and its calls to Stripe as spans of OpenTelemetry. Copy it into your project, and give it the
 * package as it is:
 *
 *     import * as api from '@opentelemetry/api';
 *     createInvoiceHandler({ …, trace: openTelemetry(api) });
 */
// In your project: from 'invoice-elements/server'.
import type { TraceHook } from '../src/server/index.js';

/** The part of `@opentelemetry/api` that is used here. */
export interface OpenTelemetry {
  trace: { getTracer(name: string): Tracer; setSpan(context: unknown, span: Span): unknown };
  context: { active(): unknown };
  propagation: { extract(context: unknown, carrier: unknown): unknown };
}

interface Tracer {
  startSpan(name: string, options: { kind: number }, context: unknown): Span;
}

interface Span {
  updateName(name: string): unknown;
  setAttributes(attributes: Record<string, string | number | boolean>): unknown;
  setStatus(status: { code: number; message?: string }): unknown;
  end(): void;
}

/** `SpanKind` and `SpanStatusCode` of the package. */
const [SERVER, CLIENT, ERROR] = [1, 2, 2];

export function openTelemetry({ trace, context, propagation }: OpenTelemetry): TraceHook {
  const tracer = trace.getTracer('invoice-elements');
  return (request) => {
    // Goes on with the trace that the page or a proxy began.
    const around = propagation.extract(context.active(), Object.fromEntries(request.headers));
    const span = tracer.startSpan(request.method, { kind: SERVER }, around);
    const inside = trace.setSpan(around, span);
    return {
      stripeCall({ writing }) {
        const call = tracer.startSpan('Stripe', { kind: CLIENT }, inside);
        return ({ requestId, status, code }) => {
          call.setAttributes({
            'invoice_elements.writing': writing,
            ...(requestId && { 'stripe.request_id': requestId }),
            ...(status !== null && { 'http.response.status_code': status }),
          });
          if (code) call.setStatus({ code: ERROR, message: code });
          call.end();
        };
      },
      end({ route, status, code, tenant, invoice }) {
        span.updateName(route);
        span.setAttributes({
          'http.route': route,
          'http.response.status_code': status,
          ...(tenant && { 'invoice_elements.tenant': tenant }),
          ...(invoice && { 'invoice_elements.invoice': invoice }),
          ...(code && { 'error.type': code }),
        });
        if (status >= 500) span.setStatus({ code: ERROR });
        span.end();
      },
    };
  };
}
