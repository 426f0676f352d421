// What holds for a contact point, and what was said of it: as the API tells it.
import type { Scope } from '../../platform/workspaces/index.ts';
import { listPrincipalNames } from '../../respect/access/index.ts';
import {
  type ContactPoint,
  listPreferenceEvents,
  listTopics,
  mayMessage,
  type Preference,
  type StoredPreference,
  type Topic,
  toCurrent,
  toRules,
} from '../../respect/preferences/index.ts';
import type { NamedInForms, Suppressions } from '../../respect/suppression/index.ts';

/** What is known by the hashed form of an address was said of the same address. */
export const formsOf = ({ type, value, hashed }: NamedInForms): ContactPoint[] => [
  { type, value },
  ...(hashed === undefined ? [] : [hashed]),
];

/** What was said of a contact point and stands, and the topics that there are. */
export async function readPreferences(
  scope: Scope,
  point: NamedInForms,
): Promise<{ preferences: Preference[]; topics: Topic[] }> {
  const [events, topics] = await Promise.all([
    listPreferenceEvents(scope, formsOf(point)),
    listTopics(scope),
  ]);
  return { preferences: toCurrent(events), topics };
}

/** Each topic that is offered, by each of its channels, with whether it may be sent. */
export const listOffered = (topics: readonly Topic[], preferences: readonly Preference[], at: number) =>
  topics
    .filter(({ retired }) => !retired)
    .flatMap((topic) =>
      topic.channels.map((channel) => ({
        ...{ topic, channel, frequency: null, language: null },
        ...mayMessage({ topic: toRules(topic), channel, at }, preferences),
      })),
    );

export async function describePreferences(
  scope: Scope,
  point: NamedInForms,
  at: number,
  suppressions: Pick<Suppressions, 'any' | 'listSuppressed'>,
) {
  const { preferences, topics } = await readPreferences(scope, point);
  const suppressed = suppressions.any(scope.workspaceId)
    ? await suppressions.listSuppressed(scope, [point])
    : [];
  return {
    ...{ type: point.type, value: point.value },
    preferences: preferences.map(toShown),
    topics: listOffered(topics, preferences, at).map(({ topic, ...wanted }) => ({
      ...{ topic: topic.slug, brand: topic.brand },
      ...wanted,
    })),
    no_contact: suppressed
      .filter((one) => one.scope === 'no_contact')
      .map(({ channel, since }) => ({ channel, since })),
  };
}

function toShown({ channel, topic, state, frequency, pause, language, newest }: Preference) {
  const decisive = state ?? newest;
  return {
    ...{ channel, topic, state: state?.value ?? 'default', frequency: frequency?.value ?? null },
    paused_until: pause === null ? null : toTime(pause.value),
    language: language?.value ?? null,
    ...{ since: toTime(decisive.sinceMs), source: decisive.source, updated_at: toTime(newest.sinceMs) },
  };
}

const toTime = (ms: number): string => new Date(ms).toISOString();

/** `name`: how a contact point is shown to whoever asks. */
export async function toHistory(
  scope: Scope,
  events: readonly StoredPreference[],
  name: (point: ContactPoint) => ContactPoint,
) {
  const names = await listPrincipalNames(
    scope,
    events.map(({ recordedBy }) => recordedBy),
  );
  return events.map((event) => ({
    ...{ id: String(event.id), contact_point: name({ type: event.type, value: event.value }) },
    ...{ channel: event.channel, topic: event.topic, state: event.state, frequency: event.frequency },
    paused_until: event.pausedUntilMs === null ? null : toTime(event.pausedUntilMs),
    ...{ resumed: event.resumed, language: event.language },
    ...{ said_at: toTime(event.eventMs), effective_at: toTime(event.effectiveMs) },
    ...{ received_at: toTime(event.receivedMs), source: event.source, request_id: event.requestId },
    ...{ recorded_by: event.recordedBy, recorded_by_name: names.get(event.recordedBy) ?? null },
  }));
}
