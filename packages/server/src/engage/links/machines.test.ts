// People and machines, by agents that were seen and by what no person does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fetched, isMachine, isMachineAgent, soonMs, togetherMs } from './machines.ts';

test('agents of machines are known, those of people are not taken for them', () => {
  const machines = [
    '',
    'Mozilla/5.0',
    ' Mozilla/5.0 ',
    'Barracuda Sentinel (EE)',
    'Mozilla/5.0 (compatible; Proofpoint)',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'facebookexternalhit/1.1',
    'WhatsApp/2.23.20.0',
    'python-requests/2.32.3',
    'curl/8.5.0',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0 Safari/537.36',
    'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
  ];
  const people = [
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 Safari/537.36',
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; ms-office; MSOffice 16)',
    'Mozilla/5.0 (Linux; Android 14; CUBOT X30) AppleWebKit/537.36 Chrome/124.0 Mobile Safari/537.36'.replace(
      'CUBOT',
      'Pixel 8',
    ),
    'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.6.0',
  ];
  for (const agent of machines) assert.equal(isMachineAgent(agent), true, agent);
  assert.equal(isMachineAgent(undefined), true);
  for (const agent of people) assert.equal(isMachineAgent(agent), false, agent);
});

const a = (given: Partial<Fetched>): Fetched => ({ kind: 'clicked', at: 100_000, byAgent: false, ...given });

test('what is opened within two seconds of being sent was opened by no person', () => {
  const opened = a({ kind: 'opened' });
  assert.equal(isMachine(opened, [], opened.at - soonMs + 1), true);
  assert.equal(isMachine(opened, [], opened.at - soonMs), false);
  assert.equal(isMachine(opened, [], undefined), false);
  assert.equal(isMachine(a({}), [], a({}).at - 1), false, 'nobody says so of a click');
});

test('several links within a second are clicked by no person; the same one twice is', () => {
  const [rings, chains] = [
    a({ url: 'https://shop.example/rings' }),
    a({ url: 'https://shop.example/chains', at: 100_900 }),
  ];
  for (const [one, other] of [
    [rings, chains],
    [chains, rings],
  ] as const)
    assert.equal(isMachine(one, [one, other], 0), true);
  assert.equal(isMachine(rings, [rings, { ...rings, at: rings.at + 300 }], 0), false);
  assert.equal(isMachine(rings, [rings, { ...chains, at: rings.at + togetherMs }], 0), false);
  assert.equal(isMachine(rings, [rings, { ...chains, kind: 'opened' }], 0), false);
});
