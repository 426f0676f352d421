// Purposes: what data may be used for, and on what ground.
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';

export type Purpose = {
  slug: string;
  version: number;
  name: string;
  description: string;
  consent_model: string;
  legal_basis: string;
};

export function usePurposes() {
  return useQuery({
    queryKey: ['purposes'],
    queryFn: ({ signal }) => api.get<Page<Purpose>>('/api/purposes', undefined, signal),
    staleTime: 5 * 60_000,
  });
}
