// What is held about somebody, for the person: which kinds of data, from where, and what each is used for now.
//
// No values: whoever reads the messages of a shared address is not always the one whom they are about.
import type { Scope } from '../../../platform/workspaces/index.ts';
import { covers, isSpecial, toAttributeLabels } from '../../../respect/categories/index.ts';
import type { ContactPoint } from '../../../respect/preferences/index.ts';
import type { Purpose } from '../../../respect/purposes/index.ts';
import { toAsked } from '../../identity/index.ts';
import { categoryOfIdentifier } from '../../permissions/index.ts';
import { readProfile } from '../../profiles/index.ts';
import { listSources } from '../../sources/index.ts';
import type { Choices } from '../choices/choices.ts';
import { plainTexts } from '../texts/index.ts';

/** A person, as far as it has to be known to tell them what is held. */
export type Known = { profileId: number; data: Datum[] };
type Datum = { category: string | null; kind: string; sourceId: number };

export type HeldKind = {
  /** A key of `Texts.kinds`. */
  kind: string;
  /** Names of sources, as the company gave them. */
  sources: string[];
  /** Purposes that are on and cover some of it. */
  usedFor: Purpose[];
};

/** Undefined, where nobody has the contact point. */
export async function findKnown(scope: Scope, contact: ContactPoint): Promise<Known | undefined> {
  const profile = await readProfile(scope, toAsked(contact.type, contact.value));
  if (profile === undefined) return undefined;
  const labels = toAttributeLabels(Object.keys(profile.attributes), profile.labels);
  const told = [
    ...profile.identifiers.map(({ type, source_id }) => ({
      ...{ category: categoryOfIdentifier(type), sourceId: source_id },
    })),
    ...Object.entries(profile.attributes).map(([name, { s }]) => ({
      ...{ category: labels.get(name)?.category ?? null, sourceId: s },
    })),
  ];
  return { profileId: profile.id, data: told.map((one) => ({ ...one, kind: kindOf(one.category) })) };
}

/** Purposes that are on. */
export const runningOf = ({ choices, always }: Pick<Choices, 'choices' | 'always'>): Purpose[] => [
  ...choices.filter(({ state }) => state === 'on').map(({ purpose }) => purpose),
  ...always,
];

export async function listHeld(
  scope: Scope,
  { data }: Known,
  running: readonly Purpose[],
): Promise<HeldKind[]> {
  const nameOf = new Map((await listSources(scope)).map(({ id, name }) => [id, name]));
  return [...Map.groupBy(data, ({ kind }) => kind)].map(([kind, all]) => ({
    kind,
    sources: [...new Set(all.flatMap(({ sourceId }) => nameOf.get(sourceId) ?? []))].toSorted(),
    usedFor: running.filter((purpose) => all.some(({ category }) => isCovered(purpose, category))),
  }));
}

/** What a purpose may use of it, by kind. */
export const kindsFor = ({ data }: Known, purpose: Pick<Purpose, 'data_categories'>): string[] => [
  ...new Set(data.filter(({ category }) => isCovered(purpose, category)).map(({ kind }) => kind)),
];

/** Where nobody said what it is, a purpose may use it if it may use what people tell at all. */
const isCovered = (
  { data_categories: own }: Pick<Purpose, 'data_categories'>,
  category: string | null,
): boolean => category === null || own.some((one) => covers(one, category));

const kinds = new Set(Object.keys(plainTexts.kinds));

/** Of what is especially sensitive not even the kind is told: it would say something of them. */
export function kindOf(category: string | null): string {
  if (category !== null && isSpecial(category)) return 'special';
  const kind = category?.split('.').slice(0, 2).join('.') ?? 'other';
  return kinds.has(kind) ? kind : 'other';
}
