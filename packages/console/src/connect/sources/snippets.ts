// Snippets to copy and paste: they send a first event with the clients people already have.

export const SNIPPET_KINDS = ['browser', 'node', 'curl', 'python'] as const;
export type SnippetKind = (typeof SNIPPET_KINDS)[number];

export const SNIPPET_NAMES: Record<SnippetKind, string> = {
  browser: 'Browser',
  node: 'Node.js',
  curl: 'curl',
  python: 'Python',
};

/** `host` is where Rapport answers, `key` the write key of the source. */
export function snippetFor(kind: SnippetKind, host: string, key: string): string {
  return SNIPPETS[kind](host, key);
}

const SNIPPETS: Record<SnippetKind, (host: string, key: string) => string> = {
  browser: (host, key) => `// npm install @segment/analytics-next
import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load(
  { writeKey: '${key}', cdnURL: '${host}' },
  { integrations: { 'Segment.io': { apiHost: '${new URL(host).host}/v1', protocol: '${new URL(host).protocol.slice(0, -1)}' } } },
);

analytics.page();
analytics.identify('sarah-1042', { email: 'sarah@example.com' });
analytics.track('Order Completed', { total: 42.5, currency: 'EUR' });`,

  node: (host, key) => `// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${key}', host: '${host}' });

analytics.identify({ userId: 'sarah-1042', traits: { email: 'sarah@example.com' } });
analytics.track({
  userId: 'sarah-1042',
  event: 'Order Completed',
  properties: { total: 42.5, currency: 'EUR' },
});
await analytics.closeAndFlush();`,

  curl: (host, key) => `curl ${host}/v1/track \\
  --user '${key}:' \\
  --header 'content-type: application/json' \\
  --data '{
    "userId": "sarah-1042",
    "event": "Order Completed",
    "properties": { "total": 42.5, "currency": "EUR" }
  }'`,

  python: (host, key) => `# pip install segment-analytics-python
import segment.analytics as analytics

analytics.write_key = '${key}'
analytics.host = '${host}'

analytics.identify('sarah-1042', {'email': 'sarah@example.com'})
analytics.track('sarah-1042', 'Order Completed', {'total': 42.5, 'currency': 'EUR'})
analytics.flush()`,
};
