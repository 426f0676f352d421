// What a member types of what a person said, and what is recorded of it.
import type { Identifier } from '../../understand/people/people-query.ts';
import type { NoticeText } from '../notices/notices-query.ts';
import type { Told } from './consents-query.ts';
import { isPositive } from './statement-words.ts';

export const TOLD_STATES = [
  'given',
  'renewed',
  'opted_in',
  'refused',
  'withdrawn',
  'objected',
  'opted_out',
  'restricted',
  'invalidated',
  'terminated',
] as const;

/** A person through the member who records it, or somebody for them. */
export const TOLD_BY = ['operator', 'parent', 'agent'] as const;

export type ToldDraft = {
  subject: Identifier;
  purpose: string;
  state: string;
  method: string;
  by: string;
  /** Agreed in so many words. */
  explicit: boolean;
  notice: Pick<NoticeText, 'hash' | 'language'> | undefined;
  at: string | undefined;
  until: string | undefined;
  words: string;
  evidence: string;
  /** Ids of the browser's signals that the person was told of. */
  answers: string[];
};

/** What only a consent can have is left out of everything else. */
export function toTold(draft: ToldDraft): Told {
  const { purpose, state, method, by, notice, at, until } = draft;
  // The page may know more of an identifier than its name.
  const subject = { type: draft.subject.type, value: draft.subject.value };
  const [words, evidence] = [draft.words.trim(), draft.evidence.trim()];
  const positive = isPositive(state);
  return {
    ...{ subject, purpose, state, method, expressed_by: by },
    ...(positive && draft.explicit && { consent_type: 'explicitly_expressed' }),
    ...(notice && { notice: notice.hash, language: notice.language }),
    ...(at !== undefined && { event_time: at }),
    ...(positive && until !== undefined && { valid_until: until }),
    ...(words !== '' && { reason: words }),
    ...(positive && draft.answers.length > 0 && { resolves: draft.answers }),
    ...(evidence !== '' && { evidence: { source: evidence } }),
  };
}
