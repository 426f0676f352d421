// A mail is laid out once and filled for each person, and values stay values.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Liquid } from 'liquidjs';
import type { RenderInput } from '../channel.ts';
import { Rejected } from '../faults.ts';
import { compileMail } from './compiling.ts';
import { type EmailContent, emailContent } from './content.ts';
import { renderMail } from './rendering.ts';

const links = {
  unsubscribe: 'https://rapport.example/u/abc',
  preferences: 'https://rapport.example/p/abc',
  why: 'https://rapport.example/w/abc',
};

function inputOf(
  content: EmailContent,
  variables: object = {},
  more: Partial<RenderInput<EmailContent>> = {},
): RenderInput<EmailContent> {
  const html = new Liquid({ outputEscape: 'escape', strictVariables: true });
  const text = new Liquid({ strictVariables: true });
  return {
    content,
    fill: (source, into) => (into === 'html' ? html : text).parseAndRender(source, { links, ...variables }),
    links,
    language: 'en',
    track: (url) => `https://rapport.example/l/?to=${encodeURIComponent(url)}&m=1`,
    pixel: undefined,
    ...more,
  };
}

const mjml = `<mjml><mj-body>
  <mj-section><mj-column>
    <mj-text>Hello {{ name | default: "you" }}, 1 < 2</mj-text>
    <mj-raw>{% for item in items %}</mj-raw>
    <mj-text><a href="{{ item.url }}">{{ item.title }}</a></mj-text>
    <mj-raw>{% endfor %}</mj-raw>
    <mj-button href="{{ button | default: "https://shop.example/?a=1&b=2" }}" background-color="{{ colour }}">Look</mj-button>
    <mj-text><a href="{{ links.unsubscribe }}">Stop</a> <a href="mailto:shop@shop.example">Write</a></mj-text>
  </mj-column></mj-section>
</mj-body></mjml>`;
const variables = {
  name: '<b>Neha</b>',
  items: [
    { url: 'https://shop.example/1?x="><script>', title: 'Ring & chain' },
    { url: 'https://shop.example/2', title: 'Ohrring' },
  ],
  button: 'https://shop.example/all?a=1&b=2',
  colour: '#ff0000',
};

describe('MJML', () => {
  test('is laid out with its Liquid in it, and filled afterwards with values that stay values', async () => {
    const mail = await renderMail(inputOf({ subject: 'For {{ name }}', mjml }, variables));
    assert.match(mail.html, /Hello &lt;b&gt;Neha&lt;\/b&gt;, 1 < 2/);
    assert.match(mail.html, />Ring &amp; chain<[\s\S]*>Ohrring</);
    assert.doesNotMatch(mail.html, /<script>|\{\{|\{%|lq[0-9a-f]{12}n/);
    assert.match(mail.html, /background:\s?#ff0000/);
    assert.equal(mail.subject, 'For <b>Neha</b>');
  });

  test('of which a text is made that reads', async () => {
    const { text } = await renderMail(inputOf({ subject: 'x', mjml }, variables));
    assert.match(text, /^Hello <b>Neha<\/b>, 1 < 2/);
    assert.match(text, /Ring & chain <https:\/\/shop\.example\/1\?x="><script>>/);
    assert.match(text, /Stop <https:\/\/rapport\.example\/u\/abc>/);
    assert.doesNotMatch(text, /rapport\.example\/l\//, 'a text shows the addresses to which it leads');
  });

  test('loads nothing from elsewhere and includes no file', async () => {
    const source =
      '<mjml><mj-body><mj-include path="./package.json" /><mj-section><mj-column><mj-text>A</mj-text></mj-column></mj-section></mj-body></mjml>';
    const { html } = await compileMail({ subject: 'x', mjml: source }, 'en');
    assert.doesNotMatch(html, /fonts\.googleapis|"name":|@import/);
  });

  test('says of a tag where MJML would lose it, and of what it does not know, but not of what Liquid fills', async () => {
    const source =
      '<mjml><mj-body><mj-section background-color="{{ c }}" nonsense="1"><mj-column>{% if a %}<mj-text>A</mj-text>{% endif %}</mj-column></mj-section></mj-body></mjml>';
    const { problems } = await compileMail({ subject: 'x', mjml: source }, 'en');
    assert.equal(
      problems.some((problem) => problem.includes('{% if a %} stands where')),
      true,
    );
    assert.equal(
      problems.some((problem) => problem.includes('nonsense')),
      true,
    );
    assert.equal(
      problems.some((problem) => problem.includes('background-color')),
      false,
    );
  });

  test('is laid out once for each text and language', async () => {
    const content = { subject: 'x', mjml };
    assert.equal(compileMail(content, 'en'), compileMail({ ...content, subject: 'y' }, 'en'));
    assert.notEqual(compileMail(content, 'en'), compileMail(content, 'pl'));
    assert.match((await compileMail(content, 'pl')).html, /<html lang="pl"/);
  });
});

describe('Links', () => {
  const html =
    '<a class="x" href="https://shop.example/?a=1&amp;b=2">A</a><a HREF = \'http://shop.example/\'>B</a>' +
    '<a href="mailto:a@b.example">C</a><a href="{{ links.unsubscribe }}">D</a><a href="{{ links.why }}">E</a>' +
    '<a data-href="https://not.example/" href="#top">F</a><area href="https://area.example/"><a>G</a>' +
    '<a href=https://shop.example/bare>H</a><a title="a > b" href = "https://shop.example/late">I</a>';

  test('to the web tell of their click, all others stay', async () => {
    const mail = await renderMail(inputOf({ subject: 'x', html }));
    const hrefs = [...mail.html.matchAll(/\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, a, b]) => a ?? b);
    assert.deepEqual(hrefs, [
      'https://rapport.example/l/?to=https%3A%2F%2Fshop.example%2F%3Fa%3D1%26b%3D2&amp;m=1',
      'https://rapport.example/l/?to=http%3A%2F%2Fshop.example%2F&amp;m=1',
      'mailto:a@b.example',
      links.unsubscribe,
      links.why,
      '#top',
      'https://area.example/',
      'https://rapport.example/l/?to=https%3A%2F%2Fshop.example%2Fbare&amp;m=1',
      'https://rapport.example/l/?to=https%3A%2F%2Fshop.example%2Flate&amp;m=1',
    ]);
  });

  test('are as they are written where nothing is followed', async () => {
    const mail = await renderMail(inputOf({ subject: 'x', html }, {}, { track: (url) => url }));
    assert.match(mail.html, /href="https:\/\/shop\.example\/\?a=1&amp;b=2"/);
  });
});

describe('Around it', () => {
  test('a page is made of a piece, with its language, and the image that tells of the opening is at its end', async () => {
    const mail = await renderMail(
      inputOf(
        { subject: 'x', html: '<p>A</p>' },
        {},
        { pixel: 'https://rapport.example/o/1?a&b', language: 'zh-Hant' },
      ),
    );
    assert.match(mail.html, /^<!doctype html>\n<html lang="zh-Hant">/);
    assert.match(mail.html, /<img src="https:\/\/rapport\.example\/o\/1\?a&amp;b"[^>]*alt=""[^>]*><\/body>/);
    assert.equal(mail.text, 'A');
  });

  test('the preheader stands before everything, filled, and not in the text', async () => {
    const mail = await renderMail(
      inputOf(
        { subject: 'x', preheader: 'Only {{ n }}', html: '<body class="a"><p>A</p></body>' },
        { n: '<3' },
      ),
    );
    assert.match(mail.html, /<body class="a"><div style="display:none[^>]*>Only &lt;3&#847;/);
    assert.equal(mail.text, 'A');
  });

  test('a text of its own is taken as it is written', async () => {
    const mail = await renderMail(
      inputOf({ subject: 'x', html: '<p>A</p>', text: 'Dear {{ n }},' }, { n: 'N & M' }),
    );
    assert.equal(mail.text, 'Dear N & M,');
  });

  test('what is assigned in the head holds in the text', async () => {
    const source =
      '<html><head>{% assign n = "Neha" %}<title>x</title></head><body><p>Dear {{ n }}</p></body></html>';
    assert.equal((await renderMail(inputOf({ subject: 'x', html: source }))).text, 'Dear Neha');
  });

  test('no value breaks a line of the headers', async () => {
    const evil = 'A\r\nBcc: everybody@example.com\u2028x';
    const mail = await renderMail(
      inputOf({ subject: '{{ v }}', from_name: '{{ v }}', reply_to: 'a@b.example', html: 'x' }, { v: evil }),
    );
    assert.equal(mail.subject, 'A Bcc: everybody@example.com x');
    assert.equal(mail.fromName, mail.subject);
    assert.equal(mail.replyTo, 'a@b.example');
    const wrong = inputOf({ subject: 'x', reply_to: 'a@b.example\r\nBcc: c@d.example', html: 'x' });
    await assert.rejects(renderMail(wrong), Rejected);
  });

  test('a body is said once', () => {
    assert.equal(emailContent.safeParse({ subject: 'x', html: 'a', mjml: 'b' }).success, false);
    assert.equal(emailContent.safeParse({ subject: 'x' }).success, false);
    assert.equal(emailContent.safeParse({ subject: 'x', html: 'a' }).success, true);
  });
});

describe('Nothing that somebody writes takes long', () => {
  const bombs: [string, string][] = [
    ['tags that do not end', '{{'.repeat(200_000)],
    ['tags that are empty', '{{}}'.repeat(100_000)],
    ['links that do not end', '<a '.repeat(130_000)],
    ['links without quotes that end', `<a href="${'x'.repeat(10)}`.repeat(20_000)],
    ['attributes that do not end', `<a ${'b '.repeat(190_000)}`],
    ['bodies that do not end', '<body '.repeat(60_000)],
    ['hidden parts that do not end', '<div style="display:none'.repeat(16_000)],
    ['boxes in boxes', '<div>'.repeat(80_000)],
    ['so many boxes in boxes that they are not refused', '<div>'.repeat(19_000)],
  ];
  for (const [name, html] of bombs)
    test(name, async () => {
      const startedAt = performance.now();
      const raw = { fill: async (text: string) => text };
      const content = { subject: 'x', html, preheader: 'y' };
      // It may be refused.
      await renderMail(inputOf(content, {}, raw)).catch(() => {});
      const ms = performance.now() - startedAt;
      assert.ok(ms < 3000, `${ms} ms`);
    });
});
