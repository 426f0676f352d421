// The views that ship, as they are written down.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { readTraitDefinition, readView, type View } from '@rapport/protocol';
import { starterPurposes } from '../../respect/purposes/index.ts';

type Trait = { name: string; purpose: string; definition: unknown };

const read = async <T>(file: string): Promise<T> =>
  JSON.parse(await readFile(new URL(`ready-made/${file}`, import.meta.url), 'utf8')) as T;
const files = (await readdir(new URL('ready-made', import.meta.url))).filter((file) =>
  file.endsWith('.json'),
);
const viewFiles = files.filter((file) => file !== 'traits.json');
const traits = await read<Trait[]>('traits.json');

describe('The views that ship', () => {
  test('are five', () =>
    assert.deepEqual(viewFiles.toSorted(), [
      'commerce.json',
      'marketing.json',
      'sales.json',
      'service-desk.json',
      'shop-floor.json',
    ]));

  for (const file of viewFiles) {
    test(`${file} is a view of that name, and asks for no trait that does not ship for its purpose`, async () => {
      const given = await read<View>(file);
      const result = readView(given);
      assert.ok('definition' in result, JSON.stringify(result));
      assert.equal(`${given.name}.json`, file);
      for (const field of given.fields)
        if ('trait' in field)
          assert.ok(
            traits.some(({ name, purpose }) => name === field.trait && purpose === given.purpose),
            field.trait,
          );
    });
  }

  test('need traits that are valid, each of another name', () => {
    for (const trait of traits) {
      const result = readTraitDefinition(trait);
      assert.ok('definition' in result, `${trait.name}: ${JSON.stringify(result)}`);
    }
    assert.equal(new Set(traits.map(({ name }) => name)).size, traits.length);
  });

  test('ask each of those traits', async () => {
    const views = await Promise.all(viewFiles.map((file) => read<View>(file)));
    const asked = views.flatMap(({ fields }) => fields.flatMap((one) => ('trait' in one ? one.trait : [])));
    assert.deepEqual([...new Set(asked)].toSorted(), traits.map(({ name }) => name).toSorted());
  });

  test('show the service desk nothing of marketing but what the person permits', async () => {
    const { fields } = await read<View>('service-desk.json');
    const others = fields.filter((field) => !('permits' in field));
    assert.doesNotMatch(JSON.stringify(others), /marketing/);
    const [first] = fields;
    assert.ok(first !== undefined && 'permits' in first);
    assert.equal(first.permits[0], 'marketing.phone');
    const channels = starterPurposes.filter(({ slug }) => slug.startsWith('marketing.'));
    for (const { slug } of channels) assert.ok(first.permits.includes(slug), slug);
  });
});
