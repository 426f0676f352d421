// Texts are filled as the person writes numbers and days, values stay values, and no text can cost more than a message may.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TemplateFault } from '../composing.ts';
import { openKept } from './kept.ts';
import { fillText, parseText, type Variables } from './texts.ts';

const polish = { locale: 'pl-PL', timeZone: 'Europe/Warsaw', at: Date.UTC(2026, 10, 28, 18) };
const english = { ...polish, locale: 'en-GB', timeZone: 'UTC' };
const order = {
  ...{
    total: 12345.5,
    paid: '12345.50',
    currency: 'EUR',
    placed_at: '2026-11-28T23:30:00Z',
    day: '2026-11-28',
  },
  items: [{ title: 'Knife', in_stock: true }, { title: 'Ring' }],
};
const fill = (text: string, variables: Variables = { order }, filling = english): string =>
  fillText(parseText(text, 'html'), variables, filling);
const faultOf = (text: string, variables: Variables = { order }): string => {
  try {
    fill(text, variables);
  } catch (error) {
    assert.ok(error instanceof TemplateFault, String(error));
    return error.message;
  }
  return assert.fail(`${text.slice(0, 80)} was filled`);
};
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('Filters say it as the person does:', () => {
  const both = (text: string, variables?: Variables): string[] =>
    [english, polish].map((filling) => plain(fill(text, variables, filling)));

  test('amounts', () => {
    assert.deepEqual(both('{{ order.total | money: order.currency }}'), ['€12,345.50', '12 345,50 €']);
    assert.deepEqual(both('{{ order.paid | money: "jpy", "ja" }}'), ['￥12,346', '￥12,346']);
    assert.match(faultOf('{{ order.total | money }}'), /needs a currency/);
    assert.match(faultOf('{{ order.currency | money: "EUR" }}'), /is no number/);
  });
  test('numbers', () => {
    assert.deepEqual(both('{{ order.total | number }} {{ order.total | number: 2 }}'), [
      ...['12,345.5 12,345.50', '12 345,5 12 345,50'],
    ]);
  });
  test('days and times, in a zone', () => {
    assert.deepEqual(both('{{ order.placed_at | date }}, {{ order.placed_at | time }}'), [
      ...['28 November 2026, 23:30', '29 listopada 2026, 00:30'],
    ]);
    assert.equal(fill('{{ order.placed_at | date: "iso", "Asia/Taipei" }}'), '2026-11-29');
    assert.equal(fill('{{ "now" | time: "iso" }} {{ 0 | date: "iso" }}'), '18:00 1970-01-01');
    assert.deepEqual(both('{{ order.day | date: "iso", "Pacific/Auckland" }}'), ['2026-11-28', '2026-11-28']);
    for (const wrong of ['"2026-02-30" | date', '"soon" | date', 'order.placed_at | date: "%Y"'])
      assert.match(faultOf(`{{ ${wrong} }}`), /no date|date knows/);
    assert.match(faultOf('{{ order.placed_at | time: "short", "Mars/Base" }}'), /Mars/);
  });
  test('forms of a number', () => {
    const text = '{{ n | plural: one: "# sztuka", few: "# sztuki", many: "# sztuk", other: "# sztuki" }}';
    const said = [1, 3, 5, 1.5].map((n) => fill(text, { n }, polish));
    assert.deepEqual(said, ['1 sztuka', '3 sztuki', '5 sztuk', '1,5 sztuki']);
  });
  test('lists', () => {
    assert.equal(fill('{% assign own = order.items | where: "in_stock" %}{{ own.first.title }}'), 'Knife');
    assert.equal(fill('{% for one in order.items %}{{ one.title }} {% endfor %}'), 'Knife Ring ');
  });
});

describe('What is not there', () => {
  test('is a fault with its name, unless there is something else', () => {
    assert.match(faultOf('{{ person.first_name }}'), /"person" is not there/);
    assert.match(faultOf('{{ order.colour }}'), /"order.colour" is not there/);
    assert.equal(fill('{{ person.address.city | default: "here" }}'), 'here');
    assert.equal(fill('{% if order.colour %}a{% else %}b{% endif %}'), 'b');
  });
  test('is not made up', () => {
    for (const name of ['size', 'first', 'last', 'length'])
      assert.match(faultOf(`{{ order.${name} }}`), /is not there/);
    assert.equal(
      fill('{{ order.items.size }} {{ order.currency.size }} {{ o.size }}', { order, o: { size: 'M' } }),
      '2 3 M',
    );
  });
  test('is looked for in no prototype', () => {
    for (const path of [
      'constructor',
      '__proto__',
      'toString',
      'items.constructor',
      'items.map',
      'hasOwnProperty',
    ])
      assert.match(faultOf(`{{ order.${path} }}`), /is not there/);
    assert.match(faultOf('{{ order[name] }}', { order, name: 'constructor' }), /is not there/);
    assert.equal(fill('{{ order.items | map: "constructor" | join }}'), ' ');
    assert.match(faultOf('{{ constructor }}'), /is not there/);
  });
});

describe('A value', () => {
  const someText = fc.string({ unit: 'grapheme', maxLength: 60 });
  const markup = fc.oneof(
    someText,
    fc.constantFrom(
      '<script>alert(1)</script>',
      '{{ order.total }}',
      '{% raw %}',
      '"onload="x',
      "'><img src=x>",
    ),
  );
  /** Every way by which a text puts a value out. */
  const ways = [
    ...[
      '{{ v }}',
      '{{ v | default: "x" }}',
      '{{ v | append: v }}',
      '{{ "a" | append: v }}',
      '{{ v | escape }}',
    ],
    ...[
      '{% assign a = v %}{{ a }}',
      '{% capture c %}{{ v }}{% endcapture %}{{ c }}',
      '{{ v | split: "" | join: v }}',
    ],
    ...['{% for one in list %}{{ one }}{% endfor %}', '{{ list }}', '{{ v | replace: "a", v }}', '{{ o.k }}'],
    ...[
      '{{ 1 | plural: other: v }}',
      '{{ list | where: "x" }}',
      '{{ v | truncate: 5, v }}',
      '{{ list | first }}',
    ],
    '{% if v %}{{ v }}{% endif %}',
  ];
  test('never becomes markup, and is never read as a text', () => {
    fc.assert(
      fc.property(markup, fc.constantFrom(...ways), (v, way) => {
        const filled = fill(way, { v, list: [v, v], o: { k: v } });
        assert.ok(!/[<>"']/.test(filled), filled);
        if (way === '{{ v }}') assert.equal(toValue(filled), toPrintable(v));
      }),
    );
  });
  test('stays what it is in plain text', () => {
    fc.assert(
      fc.property(markup, (v) => {
        assert.equal(fillText(parseText('{{ v }}', 'text'), { v }, english), toPrintable(v));
      }),
    );
  });
  test('of several parts is not told as [object Object]', () => {
    assert.match(faultOf('{{ order }}'), /several parts/);
  });
  test('in any writing goes through', () => {
    const said = 'مرحبا 你好 zażółć 👩‍👩‍👧';
    assert.equal(fill('{{ said }}：{{ said }}', { said }), `${said}：${said}`);
  });
  const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  const toValue = (text: string): string =>
    text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] as string);
  const toPrintable = (text: string): string => text.toWellFormed().replace(/[^\P{Cc}\n\r\t]/gu, '');
});

describe('A text that wants too much is refused in time:', () => {
  const nested = (n: number, inner: string) =>
    Array.from({ length: n }, (_, i) => `{% for i${i} in (1..1000) %}`).join('') +
    inner +
    '{% endfor %}'.repeat(n);
  const bombs: Record<string, string> = {
    'a long range': '{% for i in (1..100000000) %}x{% endfor %}',
    'loops in loops': nested(3, ''),
    'loops in loops over a list': nested(3, '{{ order.total }}'),
    'a text that doubles':
      '{% assign s = "xxxxxxxxxx" %}{% for i in (1..99) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
    'what is captured and doubles':
      '{% capture s %}xxxx{% endcapture %}{% for i in (1..99) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}{{ s }}',
    'a replacement that doubles':
      '{% assign s = "aaaaaaaa" %}{% for i in (1..99) %}{% assign s = s | replace: "a", "aa" %}{% endfor %}{{ s }}',
    'a list that doubles':
      '{% assign l = "a,b" | split: "," %}{% for i in (1..99) %}{% assign l = l | concat: l %}{% endfor %}{{ l }}',
    'more than a megabyte': 'x'.repeat(1_000_001),
    'ifs in ifs': '{% if order %}'.repeat(10_000),
    'names in names': `{{ a${'[a'.repeat(60_000)} }}`,
    'openings that are not closed': '{{'.repeat(99_000),
    'filters that are none': '{{ "x" | repeat: 1000000 }}',
    files: '{% include "/etc/passwd" %}',
    'other texts': '{% render "other" %}',
    'what is put out as it is': '{{ order.total | raw }}',
    'what nests a list in itself': '{% assign l = order.items | push: order.items %}',
  };
  for (const [name, text] of Object.entries(bombs))
    test(name, () => {
      const began = performance.now();
      faultOf(text);
      const took = performance.now() - began;
      assert.ok(took < 5_000, `${took} ms`);
    });
  test('tags that put values out as they are do not exist', () => {
    for (const tag of [
      'echo order.total',
      'cycle order.total',
      'liquid',
      'tablerow i in order.items',
      'layout "x"',
    ])
      assert.match(faultOf(`{% ${tag} %}`), /not found/);
  });
  test('while much of what is reasonable goes through', () => {
    const filled = fill('{% for i in (1..5000) %}<p>{{ i | number }}</p>{% endfor %}');
    assert.ok(filled.endsWith('<p>5,000</p>'));
  });
});

test('What a text names is read from it', () => {
  const text =
    '{% assign x = person.first_name | default: "" %}{% for one in view.items %}{{ one.price | money: "EUR" }}{{ x }}{% endfor %}{{ person[event.key] }}{{ person["a b"].c }}';
  const { paths, isLocal, isZoned } = parseText(text, 'html').named;
  assert.deepEqual(paths.map((path) => path.join('.')).sort(), [
    ...['event.key', 'person', 'person.a b.c', 'person.first_name', 'view.items'],
  ]);
  assert.deepEqual([isLocal, isZoned], [true, false]);
});

test('What was parsed is kept up to so many letters, what was used last for longest', () => {
  const kept = openKept<number>(1_000);
  for (const [i, text] of ['a', 'b', 'c', 'd'].entries()) {
    kept.add(text.repeat(10), i);
    kept.find('a'.repeat(10));
  }
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((text) => kept.find(text.repeat(10))),
    [0, 1, 2, 3],
  );
  kept.add('e'.repeat(300), 4);
  assert.equal(kept.find('a'.repeat(10)), undefined);
  assert.equal(kept.find('d'.repeat(10)), 3);
  assert.ok(kept.letters() <= 1_000);
  assert.equal(parseText('{{ order.total }}', 'html'), parseText('{{ order.total }}', 'html'));
});
