// Purposes: what data may be used for, and on what ground; what they meant before; publishing, changing, ending them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';

export type Ground = { legal_basis: string; consent_model: string };

/** What a purpose means: another meaning is another thing to consent to. */
export type Meaning = Ground & {
  jurisdictions: Record<string, Ground>;
  data_categories: string[];
  processing_kinds: string[];
  recipients: string[];
  special_categories: boolean;
  covers_past_data: boolean;
};

/** How it is carried out. */
export type Handling = {
  parent: string | null;
  /** ISO 8601 duration. */
  retention: string | null;
  channel: string | null;
  gpc_effect: string;
  tcf_purposes: number[];
  gcm_signals: string[];
  gpp_opt_outs: string[];
  banner_categories: string[];
  minimum_age: number;
  accepts_unproven: boolean;
  lia_ref: string | null;
  dpia_ref: string | null;
  /** By language tag. */
  translations: Record<string, { name: string; description: string }>;
};

/** All that is published of a purpose. */
export type PurposeBody = Meaning & Handling & { name: string; description: string };

export type Purpose = PurposeBody & {
  slug: string;
  version: number;
  /** The version since which it means this. */
  meaning_version: number;
};

export type PurposeVersion = Purpose & {
  published_at: string;
  /** `member:` or `api_key:` and an id, or `shipped`. */
  published_by: string | null;
  published_by_name: string | null;
  retired_at: string | null;
};

export function usePurposes() {
  return useQuery({
    queryKey: ['purposes'],
    queryFn: ({ signal }) => api.get<Page<Purpose>>('/api/purposes', undefined, signal),
    staleTime: 5 * 60_000,
  });
}

export function useRetiredPurposes() {
  return useQuery({
    queryKey: ['purposes', 'retired'],
    queryFn: ({ signal }) => api.get<Page<Purpose>>('/api/purposes', { retired: true }, signal),
  });
}

/** All versions of a purpose, the newest first. Also of one that was retired. */
export function usePurposeVersions(slug: string) {
  return useQuery({
    queryKey: ['purposes', 'versions', slug],
    queryFn: ({ signal }) =>
      api.get<Page<PurposeVersion>>(`/api/purposes${toPath(slug, 'versions')}`, undefined, signal),
  });
}

export function usePublishPurpose() {
  const queryClient = useQueryClient();
  return useMutation({
    /** `changed` is the version that was changed; absent for a purpose that is new. */
    mutationFn: ({ slug, changed, body }: { slug: string; changed?: number; body: PurposeBody }) =>
      changed === undefined
        ? api.post<Purpose>('/api/purposes', { slug, ...body })
        : api.put<Purpose>(`/api/purposes${toPath(slug)}`, { ...body, expected_version: changed }),
    // Also where it was refused: then somebody else may have published.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['purposes'] }),
  });
}

/** From then on nothing is permitted for it. */
export function useRetirePurpose(slug: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(`/api/purposes${toPath(slug, 'retire')}`, {}),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['purposes'] }),
  });
}
