// The account after a crash run: what the server holds against what the client was promised.
//
// Nothing of the server's own code decides here. Who is one person is worked out again from the stored messages: two
// identifiers in one message belong to one person.
import type { List } from '../answers.ts';
import { type Client, toProfilePath } from '../client.ts';
import type { SentMessage, Traffic } from './crash-traffic.ts';

export type Account = {
  acknowledged: number;
  stored: number;
  /** Acknowledged, but not in the event store. */
  lost: string[];
  /** In the event store more than once. */
  doubled: string[];
  /** In the event store, but never sent. */
  unknown: string[];
  /** Stored although no answer said so: allowed, once. */
  unacknowledgedStored: number;
  people: { expected: number; listed: number };
  /** Everything else that does not agree, in words. */
  wrong: string[];
};

type Person = { nodes: Set<string>; messages: SentMessage[] };

/** Reads everything back through the API. The server must have settled. */
export async function takeAccount(client: Client, traffic: Traffic): Promise<Account> {
  const counts = await countStored(client);
  const stored = [...counts.keys()].flatMap((id) => traffic.sent.get(id) ?? []);
  const people = joinPeople(stored);
  const wrong: string[] = [];
  for (const person of people) wrong.push(...(await comparePerson(client, person)));
  const listed = await get<{ total: number }>(client, '/api/profiles?purpose=service&limit=1');
  const quarantined = await client.listQuarantine();
  if (quarantined.length > 0) wrong.push(`${quarantined.length} messages are in quarantine`);
  const pipeline = await get<{ totals: { appended: number }; state: string }>(client, '/api/pipeline');
  if (pipeline.totals.appended !== counts.size)
    wrong.push(`the pipeline counts ${pipeline.totals.appended} events, the event store has ${counts.size}`);
  return {
    acknowledged: traffic.acknowledged.size,
    stored: counts.size,
    lost: [...traffic.acknowledged].filter((id) => !counts.has(id)),
    doubled: [...counts].filter(([, count]) => count > 1).map(([id]) => id),
    unknown: [...counts.keys()].filter((id) => !traffic.sent.has(id)),
    unacknowledgedStored: [...counts.keys()].filter((id) => !traffic.acknowledged.has(id)).length,
    people: { expected: people.length, listed: listed.total },
    wrong,
  };
}

async function countStored(client: Client): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let cursor = '';
  do {
    const page = await get<List<{ message_id: string }>>(
      client,
      `/api/events?purpose=service&limit=1000${cursor}`,
    );
    for (const { message_id } of page.items) counts.set(message_id, (counts.get(message_id) ?? 0) + 1);
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
  } while (cursor !== '');
  return counts;
}

/** Connected components of the stored messages. */
function joinPeople(messages: SentMessage[]): Person[] {
  const personOf = new Map<string, Person>();
  for (const message of messages) {
    const nodes = [
      ...(message.userId === undefined ? [] : [`user_id ${message.userId}`]),
      ...(message.anonymousId === undefined ? [] : [`anonymous_id ${message.anonymousId}`]),
    ];
    const joined: Person = { nodes: new Set(nodes), messages: [message] };
    for (const other of new Set(nodes.flatMap((node) => personOf.get(node) ?? []))) {
      for (const node of other.nodes) joined.nodes.add(node);
      joined.messages.push(...other.messages);
    }
    for (const node of joined.nodes) personOf.set(node, joined);
  }
  return [...new Set(personOf.values())];
}

async function comparePerson(client: Client, { nodes, messages }: Person): Promise<string[]> {
  const [type, value] = ([...nodes][0] as string).split(' ') as [string, string];
  const found = await client.findPerson(type, value);
  if (found === undefined) return [`${value} is nobody`];
  const wrong: string[] = [];
  const expect = (what: string, actual: unknown, expected: unknown): void => {
    if (JSON.stringify(actual) !== JSON.stringify(expected))
      wrong.push(`${value}: ${what} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  };
  expect('identifiers', found.identifiers.map((one) => `${one.type} ${one.value}`).sort(), [...nodes].sort());
  expect('event_count', found.event_count, messages.length);
  const identifies = messages.filter((message) => message.type === 'identify');
  const last = identifies.toSorted((a, b) => b.timestamp.localeCompare(a.timestamp))[0];
  expect('step', found.attributes.step?.value, last?.traits?.step);
  expect('name', found.attributes.name?.value, last?.traits?.name);
  const lineage = await get<List<{ message_id: string }>>(
    client,
    `${toProfilePath(type, value)}/lineage/step?purpose=service`,
  );
  expect(
    'lineage',
    lineage.items.map((item) => item.message_id).sort(),
    identifies.map((message) => message.messageId).sort(),
  );
  return wrong;
}

async function get<Body>(client: Client, path: string): Promise<Body> {
  const answer = await client.api<Body>('GET', path);
  if (answer.status !== 200)
    throw new Error(`${path} was answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  return answer.body;
}
