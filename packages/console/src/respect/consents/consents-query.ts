// What a person expressed, what follows from it, and recording more.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { nextCursor, type Page } from '../../api/list.ts';
import { type Identifier, personPath } from '../../understand/people/people-query.ts';
import type { GateReason } from '../gate/gate-query.ts';

/** One thing that was expressed about one purpose. */
export type ConsentEvent = {
  id: string;
  purpose: string;
  purpose_version: number;
  state: string;
  consent_type: string;
  event_time: string;
  /** When it counts from: differs where the clock of the sender could not be trusted. */
  effective_at: string;
  received_at: string;
  valid_until: string | null;
  expressed_by: string;
  method: string;
  identifiers: Identifier[];
  notice: { hash: string; title: string | null; language: string | null } | null;
  jurisdiction: string | null;
  message_id: string | null;
  recorded_by: string | null;
  recorded_by_name: string | null;
  reason: string | null;
  unproven: boolean;
  /** Ids of consent events that it answers. */
  resolves: string[];
  evidence: Record<string, unknown>;
};

export type Conflict = {
  purpose: string;
  /** Ids of the consent events that permit, and that deny and so decide. */
  given: string;
  denied: string;
};

export type PurposePermission = {
  decision: 'permit' | 'deny';
  reason: GateReason;
  version: number;
  /** Who is bound by it, beside this company. */
  recipients: string[];
};

export type PersonPermissions = {
  profile_id: string;
  permissions: Record<string, PurposePermission>;
  conflicts: Conflict[];
};

/** What is recorded. */
export type Told = {
  subject: Identifier;
  /** `marketing.*` stands for each purpose of that group. */
  purpose: string;
  state: string;
  method: string;
  expressed_by: string;
  consent_type?: string;
  notice?: string;
  language?: string;
  reason?: string;
  event_time?: string;
  valid_until?: string;
  resolves?: string[];
  evidence?: Record<string, unknown>;
};

export function usePermissions(who: Identifier) {
  return useQuery({
    queryKey: ['person', who.type, who.value, 'permissions'],
    queryFn: ({ signal }) => api.get<PersonPermissions>(`${personPath(who)}/permissions`, undefined, signal),
  });
}

/** The consent events of a person, the newest record first. */
export function useLedger(who: Identifier) {
  return useInfiniteQuery({
    queryKey: ['person', who.type, who.value, 'consents'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ConsentEvent>>(`${personPath(who)}/consents`, { limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

/** Recorded when the call returns: every decision knows it then. */
export function useRecordConsent() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (told: Told) => api.post<{ items: { purpose: string }[] }>('/api/consents', told),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['person'] }),
  });
}
