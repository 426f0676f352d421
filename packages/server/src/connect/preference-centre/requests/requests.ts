// What somebody asks for in the centre: a copy, a correction, erasure. Recorded and acknowledged; what is done with it comes later.
import type { Scope } from '../../../platform/workspaces/index.ts';
import type { ContactPoint } from '../../../respect/preferences/index.ts';
import {
  type Filed,
  fileRequest,
  listOpenRequests,
  parseWords,
  requestKinds,
  type StoredRequest,
  takeBackRequest,
} from '../../../respect/requests/index.ts';
import type { NormalForm } from '../../../respect/suppression/index.ts';
import { toAsked } from '../../identity/index.ts';
import { recordedBy } from '../choices/choose.ts';
import type { Texts } from '../texts/index.ts';

export type AskOutcome = keyof Texts['requests']['told'];

type Deps = { normalForm: NormalForm };

/** Where nobody is reached by this, as it was written: a request has to be answered all the same. */
function toPoint(contact: ContactPoint, inNormalForm: ContactPoint | undefined): ContactPoint {
  const { type, value } = inNormalForm ?? toAsked(contact.type, contact.value);
  return { type, value };
}

export const listAsked = (
  scope: Scope,
  contact: ContactPoint,
  inNormalForm: ContactPoint | undefined,
): Promise<StoredRequest[]> => listOpenRequests(scope, toPoint(contact, inNormalForm));

type Form = (name: string) => string | undefined;
const outcomes: Record<Filed, AskOutcome> = {
  ...{ new: 'requested', before: 'requested_before', added: 'added', full: 'words_too_many' },
};

/** `unknown`: the form asks for nothing that there is. When it returns, it is recorded. */
export async function ask(
  { normalForm }: Deps,
  scope: Scope,
  contact: ContactPoint,
  field: Form,
  { language, at }: { language: string; at: Date },
): Promise<AskOutcome | 'unknown'> {
  const point = toPoint(contact, await normalForm(scope, contact));
  const asked = field('ask');
  if (asked === 'take_back')
    return (await takeBackRequest(scope, point, field('reference') ?? '', at)) ? 'taken_back' : 'unknown';
  const kind = requestKinds.find((one) => one === asked);
  if (kind === undefined) return 'unknown';
  const words = kind === 'correction' ? parseWords(field('words') ?? '') : null;
  if (words === undefined) return 'words_too_many';
  if (words === '') return 'words_missing';
  return outcomes[await fileRequest(scope, point, { kind, words, language, source: recordedBy, at })];
}
