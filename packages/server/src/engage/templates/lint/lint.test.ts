// Markup is looked at from the front to the back: what cannot be read is found, and nothing that somebody writes takes long.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { listLowContrasts } from './contrast.ts';
import { isTag, listPieces, withoutLiquid } from './markup.ts';
import { whyUnknown } from './variables.ts';

const low = (markup: string): string[] =>
  listLowContrasts(listPieces(withoutLiquid(markup))).map(({ colour, ground }) => `${colour} on ${ground}`);

describe('Words that cannot be read', () => {
  test('are found by the colours of their element and of those around it', () => {
    assert.deepEqual(low('<p style="color:#999">pale</p><p>dark</p>'), ['#999999 on #ffffff']);
    assert.deepEqual(low('<div style="background:#000"><p>dark</p></div>'), ['#000000 on #000000']);
    assert.deepEqual(low('<td bgcolor="#222222"><b style="color: white">light</b></td>'), []);
    assert.deepEqual(low('<p style="color:#999">a</p><p style="color:#999">b</p>'), ['#999999 on #ffffff']);
    assert.deepEqual(low('<p style="color:#999"><br></p><img style="color:#999">'), []);
  });
  test('are found in MJML, with what it gives elements that say nothing', () => {
    const mjml = (head: string, body: string) =>
      `<mjml><mj-head>${head}</mj-head><mj-body>${body}</mj-body></mjml>`;
    assert.deepEqual(
      low(mjml('', '<mj-section background-color="#111111"><mj-text>dark</mj-text></mj-section>')),
      ['#000000 on #111111'],
    );
    assert.deepEqual(low(mjml('', '<mj-button background-color="#eeeeee">light</mj-button>')), [
      '#ffffff on #eeeeee',
    ]);
    const pale = '<mj-attributes><mj-text color="#aaaaaa"></mj-text></mj-attributes>';
    assert.deepEqual(low(mjml(pale, '<mj-text>pale</mj-text>')), ['#aaaaaa on #ffffff']);
    assert.deepEqual(low(mjml(pale, '<mj-text color="#000000">dark</mj-text>')), []);
  });
  test('are not guessed at where a variable says the colour', () => {
    assert.deepEqual(low('<p style="color:{{ brand.accent | default: "#fff" }}">?</p>'), []);
    assert.deepEqual(
      low(
        '<style>p { color: #fff }</style><p>{% if a < b %}x{% endif %}</p><!-- <p style="color:#fff">x</p> -->',
      ),
      [],
    );
  });
});

describe('Markup', () => {
  test('is read with its attributes, whatever stands in them', () => {
    const [tag] = listPieces('<a title="1 > 0" href=\'x\' hidden>go</a>').filter(isTag);
    assert.deepEqual(
      [...(tag?.attributes ?? [])],
      [
        ['title', '1 > 0'],
        ['href', 'x'],
        ['hidden', ''],
      ],
    );
    assert.equal(withoutLiquid('a {{ "}" }} b {% if x %}c{% endif %} {{ open'), 'a {} b c {{ open');
  });
  test('that is odd harms nothing', () => {
    const parts = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '<p ',
      '</p>',
      '{{',
      '}}',
      '{%',
      '%}',
      '<!--',
      '-->',
      'a',
      '=',
      '<style>',
      '\u0000',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 60 }), (all) => {
        listLowContrasts(listPieces(withoutLiquid(all.join(''))));
      }),
    );
  });
  test('that is large is looked at in time', () => {
    for (const part of [
      '<p ',
      '<a "',
      '{{',
      '{{ x }}',
      '<',
      '<!--',
      '<style>',
      '<p>',
      '</p>',
      '<img x="',
      ' a=',
      '<b \'">',
    ]) {
      const began = performance.now();
      listLowContrasts(listPieces(withoutLiquid(part.repeat(400_000 / part.length))));
      const took = performance.now() - began;
      assert.ok(took < 3_000, `${part} ${took}`);
    }
  });
});

test('Variables that are not there are told, and not those that whoever asks for the message says', () => {
  const known = {
    attributes: new Set(['plan', 'a b']),
    traits: new Set(['spent']),
    ...{ fields: new Set(['orders']), links: new Set(['why']) },
  };
  const ok = [
    'person.plan',
    'person.plan.x',
    'person.traits.spent',
    'view.orders',
    'joined.orders.products',
    'links.why',
    'brand.name',
    'order.id',
    'event',
    'trigger.name',
    'language',
  ];
  for (const path of ok) assert.equal(whyUnknown(path.split('.'), known), undefined, path);
  const odd = [
    'person',
    'view',
    'person.none',
    'person.traits',
    'person.traits.none',
    'view.none',
    'links.unsubscribe',
    'brand.colour',
  ];
  for (const path of odd) assert.ok(whyUnknown(path.split('.'), known), path);
  assert.match(whyUnknown(['view', 'orders'], { ...known, fields: undefined }) ?? '', /has none/);
});
