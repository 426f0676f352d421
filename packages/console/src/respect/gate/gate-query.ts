// The gate: asking it, and looking at a decision that it gave.
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import type { Identifier } from '../../understand/people/people-query.ts';

export type GateReason = {
  code: string;
  message: string;
  /** What was expressed, where that decided. */
  consent_event?: {
    id: string;
    state: string;
    event_time: string;
    method: string;
    expressed_by: string;
    notice: { hash: string; title: string; language: string } | null;
  };
};

export type GateQuestion = {
  subject: Identifier;
  purpose: string;
  recipient?: string;
  categories?: string[];
  /** ISO 8601; absent: now. */
  at?: string;
};

/** A decision as it is kept. */
export type GateDecision = {
  decision_id: string;
  decision: 'permit' | 'deny';
  reason: GateReason;
  decided_at: string;
  asked_by: string;
  asked_by_name: string | null;
  /** Null: nobody has the identifier. */
  profile_id: string | null;
  purpose: string;
  recipient: string | null;
  categories: string[] | null;
};

export function useAskGate() {
  return useMutation({
    mutationFn: (question: GateQuestion) => api.post<{ decision_id: string }>('/api/decide', question),
  });
}

/** A decision never changes. */
export function useDecision(id: string) {
  return useQuery({
    queryKey: ['decision', id],
    queryFn: ({ signal }) => api.get<GateDecision>(`/api/decisions${toPath(id)}`, undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
