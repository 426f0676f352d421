// The pipeline: how far each stage is, how fast, and what went wrong.
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';

export type PipelinePoint = {
  at: string;
  accepted: number;
  resolved: number;
  appended: number;
  quarantined: number;
  lag_seconds: number;
};

export type Pipeline = {
  inbox: { requests_waiting: number; events_waiting: number; oldest_seconds: number };
  position: { inbox: number | string; resolved: number | string; appended: number | string };
  rates: { accepted_per_second: number; resolved_per_second: number; appended_per_second: number };
  totals: { accepted: number; resolved: number; appended: number; duplicates: number; quarantined: number };
  history: PipelinePoint[];
  errors: { at: string; stage: string; message: string }[];
  state: 'running' | 'stalled';
};

export function usePipeline() {
  return useQuery({
    queryKey: ['pipeline'],
    queryFn: ({ signal }) => api.get<Pipeline>('/api/pipeline', undefined, signal),
    refetchInterval: 5_000,
  });
}
