/** Reads what a page sent: JSON only, and no more of it than fits. */
import { Refusal } from './problems.js';

/** 250 lines with long descriptions stay far below. */
const MAX_BYTES = 1024 * 1024;

/** The text of a body, cut off by a 413 as soon as it is too long, whatever its Content-Length says. */
export async function readText(request: Request): Promise<string> {
  const reader = request.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(brokenOff);
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) {
      await reader.cancel();
      throw new Refusal(413, 'body_too_large', `The body is larger than ${MAX_BYTES} bytes.`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Whoever leaves midway hears nothing of it; it is no fault of the backend, and not reported as one. */
function brokenOff(): never {
  throw new Refusal(400, 'body_incomplete', 'The body broke off before its end. Send it again.', {
    retryable: true,
  });
}

/** The parsed JSON body; `{}` where there is none. A form cannot send this type without a preflight. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  if (text.trim() === '') return {};
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refusal(415, 'unsupported_media_type', 'Send JSON, with Content-Type: application/json.');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, 'json_invalid', 'The body is not valid JSON.');
  }
}
