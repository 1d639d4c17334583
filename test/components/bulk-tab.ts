/** A page of its own in a frame, with a list in it: taken away, it is gone as after a crash, with its locks and all that it waits for. */
import { HttpAdapter } from '../../src/adapter/http.js';
import '../../src/components/invoice-list/invoice-list.define.js';

/** What the frame's requests are answered by; requests of one page are none of another, so plain data goes between. */
export type Backend = (
  method: string,
  url: string,
  headers: [string, string][],
  body: string,
) => Promise<{ status: number; headers: [string, string][]; body: string }>;

const { bulkBackend, location } = parent as unknown as { bulkBackend: Backend; location: Location };

const list = document.createElement('invoice-list');
list.lang = 'en';
list.adapter = new HttpAdapter({
  url: `${location.origin}/api/billing`,
  retry: { attempts: 5, baseDelay: 1, maxDelay: 4 },
  async fetch(request) {
    const { method, url, headers } = request;
    const answer = await bulkBackend(method, url, [...headers], await request.text());
    return new Response(answer.status === 204 ? null : answer.body, answer);
  },
});
document.body.append(list);
