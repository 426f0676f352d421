// Whether a contact point wants a message of a topic, for whoever sends it: asked when it is sent, of what holds then.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  getTopic,
  listPreferenceEvents,
  type MessageChannel,
  mayMessage,
  type Preference,
  type PreferenceDecision,
  toCurrent,
  toRules,
} from '../../respect/preferences/index.ts';
import type { NamedBy } from '../../respect/suppression/index.ts';
import { listLeadingTo, withHashedForm } from '../identity/index.ts';
import { formsOf } from './show.ts';

export type WantedAsked = {
  /** In normal form. */
  point: NamedBy;
  /** To whom it goes, where that is known: their choices of topics elsewhere follow them here. */
  profileId: number | null;
  channel: MessageChannel;
  /** The slug of a topic; null for a message that is of none. */
  topic: string | null;
  /** Milliseconds since 1970. */
  at: number;
};

/** Throws `topic_not_found`. */
export async function askPreferences(
  scope: Scope,
  { point, profileId, channel, topic: slug, at }: WantedAsked,
): Promise<PreferenceDecision> {
  const topic = slug === null ? null : toRules(await getTopic(scope, slug));
  const held = profileId === null ? [] : await listLeadingTo(scope, profileId);
  const points = [point, ...held.map(([type, value]) => ({ type, value }))];
  const said = await readSayings(scope, points);
  return mayMessage({ topic, channel, at }, said.own(point), said.elsewhere(point, points.slice(1)));
}

/** What was said of contact points: of one by all its forms, and of others of the same person. */
export type Sayings = {
  own(point: NamedBy): Preference[];
  elsewhere(point: NamedBy, others: readonly NamedBy[]): Preference[];
};

/** Of all these at once. */
export async function readSayings(scope: Scope<Queryable>, points: readonly NamedBy[]): Promise<Sayings> {
  const formsOfPoint = (point: NamedBy): NamedBy[] => formsOf(withHashedForm(point));
  const events = Map.groupBy(
    await listPreferenceEvents(scope, distinct(points.flatMap(formsOfPoint))),
    nameOf,
  );
  function own(point: NamedBy): Preference[] {
    if (events.size === 0) return [];
    const said = formsOfPoint(point).flatMap((form) => events.get(nameOf(form)) ?? []);
    return said.length === 0 ? [] : toCurrent(said);
  }
  return {
    own,
    elsewhere(point, others) {
      if (events.size === 0) return [];
      const forms = new Set(formsOfPoint(point).map(nameOf));
      return others.filter((one) => !formsOfPoint(one).some((form) => forms.has(nameOf(form)))).flatMap(own);
    },
  };
}

const nameOf = ({ type, value }: NamedBy): string => `${type} ${value}`;

const distinct = (points: readonly NamedBy[]): NamedBy[] => [
  ...new Map(points.map(({ type, value }) => [nameOf({ type, value }), { type, value }])).values(),
];
