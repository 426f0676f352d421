// A website for browser tests: one empty page, and beside it the files of Segment's browser client as npm has them.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';

export type PageServer = { url: string; close(): Promise<void> };

/**
 * Serves the `pages` that it is given, by their paths, and any other path that ends with `.html` as a page that has loaded the client, as `AnalyticsNext`. The client fetches
 * parts of itself later, from Segment's network unless the page says where they lie.
 */
export async function startPageServer(pages: Readonly<Record<string, string>> = {}): Promise<PageServer> {
  const main = createRequire(import.meta.url).resolve('@segment/analytics-next');
  const scripts = join(dirname(dirname(main)), 'umd');
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '/').split('?')[0] as string;
    if (path.endsWith('.html')) {
      return response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(pages[path] ?? toPage(basename(path, '.html')));
    }
    const script = path.endsWith('.js')
      ? await readFile(join(scripts, basename(path))).catch(() => undefined)
      : undefined;
    if (script === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const toPage = (title: string): string => `<!doctype html>
<title>${title}</title>
<h1>${title}</h1>
<script>window.analytics = { _cdn: location.origin };</script>
<script src="index.js"></script>
`;
