// The scripts of the card and the SDK, as pages of other sites load them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHttpServer } from './platform/http/index.ts';
import { silentLog } from './platform/log/index.ts';
import { serveScripts } from './serve-scripts.ts';

for (const [name, content] of [
  ['rapport-view.js', /rapport-view/],
  ['rapport.js', /categoryPreferences/],
  ['rapport-banner-preview.js', /attachShadow/],
  ['rapport-asking.js', /showConsent/],
  ['rapport-ask-preview.js', /rapport-ask-preview/],
  ['rapport-push.js', /showNotification/],
  ['rapport-push-subscribe.js', /rapportPush/],
] as const) {
  test(`${name} comes to any page, and is not sent again while it is the same`, async () => {
    const http = openHttpServer(silentLog);
    serveScripts(http.app);
    const ask = (headers: Record<string, string>) =>
      http.app.inject({ method: 'GET', url: `/sdk/${name}`, headers });
    const first = await ask({ origin: 'https://desk.example' });
    assert.equal(first.statusCode, 200);
    assert.equal(first.headers['access-control-allow-origin'], '*');
    assert.match(String(first.headers['content-type']), /^text\/javascript/);
    assert.match(first.body, content);
    const again = await ask({ 'if-none-match': String(first.headers.etag) });
    assert.deepEqual([again.statusCode, again.body], [304, '']);
    assert.equal((await ask({ 'if-none-match': '"other"' })).statusCode, 200);
    await http.close();
  });
}
