/** A small file server for tests: a folder on a free port of this machine. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface StaticServerOptions {
  /** Sent with every answer, such as a Content-Security-Policy. */
  headers?: Record<string, string>;
  /** Pages that are not files: path → content. Anything that does not start with `<` is a script. */
  pages?: Record<string, string>;
}

export interface StaticServer {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  origin: string;
  close(): Promise<void>;
}

/** Serves a folder. Folders answer with their `index.html`; what isn't there answers 404. */
export async function serveFolder(folder: string, options: StaticServerOptions = {}): Promise<StaticServer> {
  const base = resolve(folder);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
    const page = options.pages?.[path];
    if (page !== undefined) {
      response.setHeader('content-type', types[page.trimStart().startsWith('<') ? '.html' : '.js'] ?? '');
      response.end(page);
    } else {
      void sendFile(base, path, response);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function sendFile(base: string, path: string, response: ServerResponse): Promise<void> {
  const file = join(base, path.endsWith('/') ? `${path}index.html` : path);
  const found = file.startsWith(base + sep) && (await stat(file).catch(() => undefined))?.isFile();
  if (!found) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
  createReadStream(file).pipe(response);
}
