// The labels of what definitions look at.
import { type CatalogTypeRow, listCatalogTypes } from '../../connect/catalog/index.ts';
import { findFields } from '../../connect/permissions/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Label, openPropertyLabels } from '../../respect/categories/index.ts';
import type { Field } from './fields.ts';

const notSeen: Label = { category: null, state: 'unlabelled', reason: 'not_seen' };

/** The labels of these fields, asked for once: of each at least one, which may say that nobody has seen it. */
export async function openLabels(
  scope: Scope<Queryable>,
  fields: readonly Field[],
): Promise<(field: Field) => Label[]> {
  const names = [...new Set(fields.flatMap((field) => field.names))];
  const attributes = await findFields(scope, 'attribute', '', names);
  const properties = fields.some(({ subject }) => subject === 'property')
    ? await openPropertyLabels(scope, names)
    : () => [];
  const types = fields.some(({ subject }) => subject === 'field') ? await listCatalogTypes(scope) : [];
  return function labelsOf(field) {
    if (field.subject === 'field') return [labelOfField(types, field)];
    const ofAttribute = (name: string): Label[] => {
      const label = attributes.get(name);
      return label === undefined || label.reason === 'not_seen' ? [] : [label];
    };
    const found = field.names.flatMap((name) =>
      field.subject === 'attribute'
        ? ofAttribute(name)
        : [
            ...properties(name, (event) => isMeant(field.of, event)),
            ...(mayBeIdentify(field.of) ? ofAttribute(name) : []),
          ],
    );
    return found.length === 0 ? [notSeen] : found;
  };
}

/** A company says itself what its catalog holds; nobody looks into that. What it says nothing of is about things. */
function labelOfField(
  types: readonly CatalogTypeRow[],
  { type, names }: Field & { subject: 'field' },
): Label {
  const fields = types.find(({ name }) => name === type)?.fields ?? {};
  const [name = ''] = names;
  const category = (Object.hasOwn(fields, name) ? fields[name]?.category : undefined) ?? null;
  return { category, state: 'confirmed', reason: null };
}

type Meant = { name?: string | undefined; name_starts_with?: string | undefined; type?: string | undefined };

const isMeant = ({ name, name_starts_with: beginning = '' }: Meant, event: string): boolean =>
  name === undefined ? event.startsWith(beginning) : event === name;

/** What an identify call tells are attributes, and labelled as such. */
const mayBeIdentify = ({ type = 'identify', ...names }: Meant): boolean =>
  type === 'identify' && isMeant(names, 'identify');
