// Who is who: the graph of one person, what would follow from a decision, and deciding.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import type { Page } from '../../../api/list.ts';
import type { SourceRef } from '../../../connect/sources/source-names.ts';
import type { MaskedField } from '../../../respect/masking/masked-fields.ts';
import { type Identifier, type Permission, type PersonEvent, personPath } from '../people-query.ts';

export type Identity = {
  profile_id: string;
  nodes: (Identifier & {
    id: string;
    first_seen_at: string;
    guessed: boolean;
    inert: string | null;
    links_withheld: number;
    profile_id: string | null;
    from_at: string | null;
    until_at: string | null;
  })[];
  edges: {
    a: string;
    b: string;
    kind: string;
    source: SourceRef;
    message_id: string | null;
    first_seen_at: string;
    last_seen_at: string;
    apart: boolean;
  }[];
  merges: {
    from_profile_id: string;
    into_profile_id: string;
    at: string;
    message_id: string | null;
    /** The decision of a member that it came of. */
    decision: { id: string; by: string; reason: string } | null;
  }[];
  /** Whether messages may link identifiers now. */
  linking: Permission;
  masked?: MaskedField[];
  refusals: {
    a: string;
    b: string;
    reason: string;
    type: string | null;
    limit: number | null;
    identifiers: string[];
    weaker: string;
    outcome: string;
    at: string;
  }[];
  decisions: {
    id: string;
    kind: Decision['action'];
    identifiers: Identifier[];
    at: string;
    by: string;
    by_name: string | null;
    reason: string;
  }[];
};

/** What a member decides: the body of the call without its reason. */
export type Decision =
  | { action: 'unlink' | 'link'; a: Identifier; b: Identifier }
  | { action: 'remove' | 'restore'; identifier: Identifier }
  | { action: 'split'; identifiers: Identifier[] }
  | { action: 'revert'; profile_id: string };

/** The people that hold other identifiers than before, as they are afterwards. */
export type Outcome = {
  people: { id: string; is_new: boolean; identifiers: Identifier[] }[];
  /** Ids that lead to one of them now. */
  merged: string[];
};

export function useIdentity(who: Identifier, purpose: string) {
  return useQuery({
    queryKey: ['person', who.type, who.value, 'identity', purpose],
    queryFn: ({ signal }) => api.get<Identity>(`${personPath(who)}/identity`, { purpose }, signal),
  });
}

/** What would follow; nothing of it stays. `undefined`: nothing is asked. */
export function usePreview(decision: Decision | undefined) {
  return useQuery({
    queryKey: ['identity-preview', decision],
    queryFn: () => api.post<Outcome>('/api/identity/preview', decision),
    enabled: decision !== undefined,
    // It must be true at the moment when it is read.
    staleTime: 0,
    gcTime: 0,
  });
}

export function useDecide() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ decision: { action, ...body }, reason }: { decision: Decision; reason: string }) =>
      api.post<Outcome>(`/api/identity/${action}`, { ...body, reason }),
    onSuccess: () => {
      for (const queryKey of [['person'], ['people'], ['home'], ['identity-preview']])
        void queryClient.invalidateQueries({ queryKey });
    },
  });
}

/** The event of a message, where it is among those of this person that the purpose may see. */
export function useEventOfMessage(who: Identifier, messageId: string, purpose: string) {
  return useQuery({
    queryKey: ['person', who.type, who.value, 'message', messageId, purpose],
    queryFn: async ({ signal }) => {
      const query = { purpose, message_id: messageId, limit: 1 };
      const { items } = await api.get<Page<PersonEvent>>(`${personPath(who)}/events`, query, signal);
      return items[0] ?? null;
    },
  });
}
