// Whether a contact point wants a message of a topic, for whoever sends it: asked when it is sent, of what holds then.
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  getTopic,
  listPreferenceEvents,
  type MessageChannel,
  mayMessage,
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
  const own = formsOf(withHashedForm(point));
  const isOwn = ({ type, value }: NamedBy): boolean =>
    own.some((form) => form.type === type && form.value === value);
  const held = profileId === null ? [] : await listLeadingTo(scope, profileId);
  const others = held
    .map(([type, value]) => formsOf(withHashedForm({ type, value })))
    .filter((forms) => !forms.some(isOwn));
  const events = await listPreferenceEvents(scope, [...own, ...others.flat()]);
  const said = (forms: readonly NamedBy[]) =>
    toCurrent(
      events.filter(({ type, value }) => forms.some((form) => form.type === type && form.value === value)),
    );
  return mayMessage({ topic, channel, at }, said(own), others.flatMap(said));
}
