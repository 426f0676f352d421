// Definitions that look at the canaries of the leak matrix, of each purpose its own: what they tell must be no more than what the
// purpose and the reader may see.
import { taxonomy } from '../respect/categories/index.ts';
import type { TestServer } from './server.ts';

/** Purposes of each sort: by contract, by interest, by consent, by consent that covers the past. */
export const seeing = ['service', 'personalisation', 'marketing.email', 'memories'];
/** Of other purposes there are no definitions, so nothing can be asked of them. */
export const isSeeing = (purpose: string): boolean => seeing.includes(purpose);

/** Of each sort some: shown to all, masked, special, never told. All of them would be too many definitions. */
const looked = new Set([
  'user.behavior.purchase_history',
  'user.contact.email',
  'user.content.public',
  'user.financial.credit_card',
  'user.health_and_medical',
  'user.location',
]);
const indexes = taxonomy.flatMap(({ key }, i) => (looked.has(key) ? [i] : []));

const toSlug = (purpose: string): string => purpose.replaceAll('.', '_');
export const everyoneName = (purpose: string): string => `everyone_${toSlug(purpose)}`;
export const partsName = (purpose: string): string => `parts_${toSlug(purpose)}`;

type Named = { name: string; definition: object };

/** One for each canary, and one over events of many names, whose properties are labelled each in its own way. */
export const listTraits = (purpose: string): Named[] => [
  ...indexes.flatMap((i) =>
    Object.entries(valuesOf(i)).map(([place, definition]) => ({
      name: `${place}_${i}_${toSlug(purpose)}`,
      definition,
    })),
  ),
  {
    name: `notes_${toSlug(purpose)}`,
    definition: { list: 'note', of: { name_starts_with: 'Note ' }, at_most: 1000 },
  },
];

const valuesOf = (i: number) => ({
  attribute: { attribute: `attribute_${i}` },
  property: { last_value: `property_${i}`, of: { name: 'Canary' } },
  note: { list: 'note', of: { name: `Note ${i}` }, at_most: 10 },
});

/** A segment whose parts each test one canary. */
const parts = {
  any: indexes.flatMap((i) => [
    { attribute: `attribute_${i}`, exists: true },
    { events: { name: 'Canary' }, last_value: `property_${i}`, is: { exists: true } },
    { events: { name: `Note ${i}` }, first_value: 'note', is: { exists: true } },
  ]),
};

/** Traits that are made of several: no number comes of them, but their explanations show each. */
export const listSums = (purpose: string): Named[] =>
  indexes.map((i) => {
    const { attribute, property, note } = valuesOf(i);
    return {
      name: `sum_${i}_${toSlug(purpose)}`,
      definition: { add: [attribute, { add: [property, note] }] },
    };
  });

/** So many categories are tested by each segment: of more, one question about all of them takes long. */
const testedMax = 12;

/** Who has a canary of these categories, by how it is collected. */
export const listTests = (indexes: readonly number[]): Record<string, object> => ({
  attribute: { any: indexes.map((i) => testsOf(i).attribute) },
  property: { any: indexes.map((i) => testsOf(i).property) },
  note: { any: indexes.map((i) => testsOf(i).note) },
});

/** Each is true of whoever has the canary. */
export const testsOf = (i: number) => ({
  attribute: { attribute: `attribute_${i}`, contains: 'canary' },
  property: {
    events: { name: 'Canary', where: [{ property: `property_${i}`, contains: 'canary' }] },
    count: { at_least: 1 },
  },
  note: { events: { name: `Note ${i}` }, last_value: 'note', is: { contains: 'canary' } },
});

export const testName = (purpose: string, place: string, covered: boolean): string =>
  `${covered ? 'covered' : 'uncovered'}_${place}_${toSlug(purpose)}`;

export const viewName = (purpose: string): string => `canaries_${toSlug(purpose)}`;

/** Shows each canary in each way in which a view shows what is collected. */
export const toView = (purpose: string) => ({
  ...{ name: viewName(purpose), title: 'Canaries', purpose },
  fields: [
    ...indexes.map((i) => ({ name: `attribute_${i}`, attribute: `attribute_${i}` })),
    ...listTraits(purpose).map(({ name }) => ({ name: `trait_${name}`.slice(0, 63), trait: name })),
    {
      name: 'events',
      events: 'all',
      properties: [...indexes.map((i) => `property_${i}`), 'note'],
      at_most: 50,
    },
    { name: 'accounts', accounts: true, members: 50 },
  ],
});

/** Of the purposes that people can say no to a message needs a topic. */
const topicName = (purpose: string): string => `canaries-${purpose.replaceAll('.', '-')}`;
const hasTopic = (purpose: string): boolean => purpose !== 'service';

/** A mail that names each canary in each way in which a text can. */
export const toPreview = (purpose: string, userId: string) => {
  const inEvents = [...indexes.map((i) => `property_${i}`), 'note'];
  const named = [
    ...indexes.map((i) => `person.attribute_${i}`),
    ...listTraits(purpose).map(({ name }) => `person.traits.${name}`),
    ...indexes.map((i) => `view.attribute_${i}`),
    ...listTraits(purpose).map(({ name }) => `view.trait_${name}`.slice(0, 68)),
  ];
  const html = [
    ...named.map((name) => `<p>{{ ${name} | default: "" }}</p>`),
    '{% for one in view.events %}',
    ...inEvents.map((name) => `<p>{{ one.properties.${name} | default: "" }}</p>`),
    '{% endfor %}',
  ].join('');
  const about = hasTopic(purpose) ? { topic: topicName(purpose) } : { purpose };
  const contents = { email: { en: { subject: 'Canaries', html } } };
  const person = { type: 'user_id', value: userId };
  return { draft: { ...about, contents, view: viewName(purpose) }, channel: 'email', person };
};

async function defineTopics(server: TestServer): Promise<void> {
  const made = await server.api('POST', '/api/brands', { slug: 'canaries', name: 'Canaries' });
  if (made.status !== 201) throw new Error(made.text);
  for (const purpose of seeing.filter(hasTopic)) {
    const topic = { slug: topicName(purpose), brand: 'canaries', titles: { en: 'Canaries' } };
    const { status, text } = await server.api('POST', '/api/topics', {
      ...topic,
      purpose,
      channels: ['email'],
    });
    if (status !== 201) throw new Error(text);
  }
}

/** To be called before anything is labelled: nobody could define what a purpose does not cover later. */
export async function defineSeeing(
  server: TestServer,
  isAsked: (purpose: string, index: number) => boolean,
): Promise<void> {
  for (const purpose of seeing) {
    const all = taxonomy.map((_, i) => i);
    const tests = [true, false].flatMap((covered) => {
      const own = all.filter((i) => isAsked(purpose, i) === covered);
      const some = own.filter((_, n) => n % Math.ceil(own.length / testedMax) === 0);
      return Object.entries(listTests(some)).map(([place, definition]) => ({
        ...{ name: testName(purpose, place, covered), definition },
      }));
    });
    const segments: Named[] = [
      { name: everyoneName(purpose), definition: { everyone: true } },
      { name: partsName(purpose), definition: parts },
      ...tests,
    ];
    const traits = [...listTraits(purpose), ...listSums(purpose)];
    for (const [path, own] of [
      ['/api/segments', segments],
      ['/api/traits', traits],
    ] as const)
      for (const one of own) {
        const { status, text } = await server.api('POST', path, { ...one, purpose });
        if (status !== 201) throw new Error(text);
      }
    const { status, text } = await server.api('POST', '/api/views', toView(purpose));
    if (status !== 201) throw new Error(text);
  }
  await defineTopics(server);
  await server.settle(120_000);
}
