// Laying out identity graphs: nothing overlaps, nothing leaves the width, and the same graph gives the same drawing.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findNext, type Layout, layOut, type Rect } from './graph-layout.ts';
import { type Graph, toGraph, toStrongest } from './graph-model.ts';
import type { Identity } from './identity-query.ts';

const AT = '2026-05-04T10:00:00.000Z';

/** `links`: `a b` joins, `a-b` is set apart, `a!b` was refused. Names are types; `x*` is another person's. */
function toIdentity(links: string, more: Partial<Identity> = {}): Identity {
  const identity: Identity = {
    ...{
      profile_id: '1',
      nodes: [],
      edges: [],
      merges: [],
      linking: { decision: 'permit', reason: { code: 'basis_contract', message: '' } },
      refusals: [],
      decisions: [],
    },
    ...more,
  };
  const add = (name: string) => {
    if (identity.nodes.some(({ id }) => id === name)) return;
    const own = {
      first_seen_at: AT,
      guessed: false,
      inert: null,
      links_withheld: 0,
      from_at: null,
      until_at: null,
    };
    const profile_id = name.endsWith('*') ? '2' : '1';
    identity.nodes.push({ ...own, id: name, type: toType(name), value: name, profile_id });
  };
  for (const link of links.split(', ').filter(Boolean)) {
    const [, a = '', sign, b = ''] = /^([\w*]+)([ !-])([\w*]+)$/.exec(link) ?? [];
    add(a);
    add(b);
    const seen = {
      first_seen_at: AT,
      last_seen_at: AT,
      message_id: 'm',
      source: 'website',
      kind: 'identify',
    };
    identity.edges.push({ a, b, ...seen, apart: sign === '-' });
    if (sign === '!') {
      const limit = { reason: 'limit', type: 'user_id', limit: 1, identifiers: [a, b], weaker: b };
      identity.refusals.push({ a, b, ...limit, outcome: 'kept', at: AT });
    }
  }
  return identity;
}

const toType = (name: string): string =>
  name.startsWith('email_sha256') ? 'email_sha256' : name.replace(/\d+\*?$/, '');
const graphOf = (links: string): Graph => toGraph(toIdentity(links));
const star = (count: number): string =>
  Array.from({ length: count }, (_, n) => `user_id1 anonymous_id${n}`).join(', ');

function overlaps(one: Rect, other: Rect): boolean {
  const apart =
    one.x + one.width <= other.x ||
    other.x + other.width <= one.x ||
    one.y + one.height <= other.y ||
    other.y + other.height <= one.y;
  return !apart;
}

function assertSound({ nodes, boxes, edges, height }: Layout, width: number): void {
  const outside = [...nodes.filter(({ inBox }) => !inBox), ...boxes];
  for (const [index, one] of outside.entries()) {
    assert.ok(one.x >= 0 && one.x + one.width <= width + 1, `${one.x} + ${one.width} of ${width}`);
    assert.ok(one.y >= 0 && one.y + one.height <= height + 1, 'it is as high as what is in it');
    for (const other of outside.slice(index + 1))
      assert.ok(!overlaps(one, other), JSON.stringify([one, other]));
  }
  const inside = nodes.filter(({ inBox }) => inBox);
  for (const [index, one] of inside.entries()) {
    assert.ok(boxes.some((box) => overlaps(box, one)));
    for (const other of inside.slice(index + 1)) assert.ok(!overlaps(one, other));
  }
  for (const { path } of [...edges, ...boxes]) assert.doesNotMatch(path, /NaN|Infinity|undefined/);
}

describe('What is drawn', () => {
  test('The strongest identifier comes first, others by what they tell', () => {
    const { nodes } = graphOf(
      'anonymous_id1 email1, email1 user_id1, user_id1!user_id2*, user_id1 loyalty_id1',
    );
    assert.deepEqual(
      nodes.map(({ id }) => id),
      ['user_id1', 'email1', 'loyalty_id1', 'anonymous_id1', 'user_id2*'],
    );
  });

  test('Links say whether they join, and why not', () => {
    const { edges } = graphOf('user_id1 email1, user_id1-email2*, user_id1!user_id2*, email1 email3*');
    assert.deepEqual(
      edges.map(({ state }) => state),
      ['joins', 'apart', 'refused', 'idle'],
    );
    assert.equal(edges[2]?.refusal?.limit, 1);
  });

  test('A hash beside its address alone is not drawn, and one that links more is', () => {
    const folded = graphOf('user_id1 email1, email1 email_sha256');
    assert.deepEqual(
      folded.nodes.map(({ id, hash }) => [id, hash?.value]),
      [
        ['user_id1', undefined],
        ['email1', 'email_sha256'],
      ],
    );
    assert.equal(graphOf('email1 email_sha256, email_sha256 user_id1').nodes.length, 3);
  });

  test('Who had it twice has it once, with both times', () => {
    const identity = toIdentity('user_id1 phone1');
    const phone = { ...(identity.nodes[1] as Identity['nodes'][number]), profile_id: '2' };
    identity.nodes = [
      identity.nodes[0] as Identity['nodes'][number],
      { ...phone, from_at: null, until_at: '2026-01-01T00:00:00.000Z' },
      { ...phone, from_at: '2026-02-01T00:00:00.000Z', until_at: '2026-03-01T00:00:00.000Z' },
    ];
    const { nodes, edges } = toGraph(identity);
    assert.deepEqual(
      nodes.map(({ state, periods }) => [state, periods.length]),
      [
        ['own', 0],
        ['past', 2],
      ],
    );
    assert.equal(edges[0]?.state, 'idle');
  });
});

describe('Where it stands', () => {
  const graphs: Record<string, string> = {
    'one link': 'user_id1 email1',
    'a chain': 'user_id1 email1, email1 phone1, phone1 anonymous_id1, anonymous_id1 anonymous_id2',
    'a circle': 'user_id1 email1, email1 phone1, phone1 user_id1, phone1 anonymous_id1',
    'many devices': star(60),
    'two trees and others': `${star(9)}, email1 phone1, phone1!user_id2*, user_id1-email7*`,
    'devices of devices': `${star(8)}, anonymous_id3 email4, email4 phone9, phone9 loyalty_id1`,
  };
  for (const [name, links] of Object.entries(graphs)) {
    for (const width of [320, 358, 640, 900, 1400]) {
      test(`${name} at ${width} px`, () => {
        const graph = graphOf(links);
        const layout = layOut(graph, width);
        assertSound(layout, width);
        assert.deepEqual(
          layout.nodes.map(({ node }) => node.id).sort(),
          graph.nodes.map(({ id }) => id).sort(),
          'each stands once',
        );
        const boxed = layout.boxes.flatMap(({ leaves }) => leaves.edges.map(({ key }) => key));
        assert.deepEqual(
          [...layout.edges.map(({ edge }) => edge.key), ...boxed].sort(),
          graph.edges.map(({ key }) => key).sort(),
          'each link is drawn once',
        );
        assert.deepEqual(layOut(graph, width), layout);
      });
    }
  }

  test('An identifier without links stands alone', () => {
    const layout = layOut(toGraph(toIdentity('', { nodes: graphNodes('user_id1') })), 600);
    assert.deepEqual([layout.nodes.length, layout.edges.length, layout.height], [1, 0, 48]);
    assert.deepEqual(layOut(graphOf(''), 600).nodes, []);
  });

  test('The order of the answer does not show', () => {
    const identity = toIdentity(`${star(12)}, user_id1 email1, email1 phone1, user_id1!user_id2*`);
    const turned = { ...identity, nodes: identity.nodes.toReversed(), edges: identity.edges.toReversed() };
    const places = (layout: Layout) => layout.nodes.map(({ node, x, y }) => `${node.id} ${x} ${y}`).sort();
    assert.deepEqual(places(layOut(toGraph(turned), 900)), places(layOut(toGraph(identity), 900)));
  });

  test('Of two hundred the strongest hundred are drawn', () => {
    const graph = toStrongest(graphOf(star(200)), 100);
    const layout = layOut(graph, 640);
    assertSound(layout, 640);
    assert.equal(layout.nodes.length, 100);
    assert.ok(layout.height < 1600, `${layout.height} px are too many to look over`);
  });
});

test('Arrow keys go to the nearest that lies ahead', () => {
  const points = [
    { id: 'right', x: 100, y: 10 },
    { id: 'far right', x: 300, y: 0 },
    { id: 'below', x: 0, y: 50 },
  ];
  const from = { x: 0, y: 0 };
  assert.equal(findNext(from, points, 'right')?.id, 'right');
  assert.equal(findNext(from, points, 'down')?.id, 'below');
  assert.equal(findNext(from, points, 'up'), undefined);
  assert.equal(findNext({ x: 300, y: 0 }, points, 'left')?.id, 'right');
});

function graphNodes(...names: string[]): Identity['nodes'] {
  return toIdentity(names.map((name) => `${name} ${name}`).join(', ')).nodes;
}
