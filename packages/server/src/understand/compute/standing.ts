// What definitions for a purpose make of a person, as the API tells it.
import type { Standing } from '../../connect/profiles/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listDefinitions } from '../definitions/index.ts';
import { findState } from './store.ts';

export async function findStanding(scope: Scope, profileId: number, purpose: string): Promise<Standing> {
  const own = (await listDefinitions(scope)).filter((one) => one.purpose === purpose);
  const state = own.length === 0 ? undefined : await findState(scope, profileId);
  const traits: Standing['traits'] = {};
  const segments: Standing['segments'] = [];
  for (const { id, kind, name } of own) {
    const [stay, trait] = [state?.stays[id], state?.traits[id]];
    if (kind === 'segment' && stay !== undefined && stay[1] === 0)
      segments.push({ name, since: toIso(stay[0]) });
    if (kind === 'trait' && trait !== undefined)
      traits[name] = { value: trait.v, computed_at: toIso(trait.t) };
  }
  return { traits, segments };
}

const toIso = (ms: number): string => new Date(ms).toISOString();
