// The figures of the home page, asked for every fifteen seconds.
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useOrdinaryPurpose } from '../respect/purposes/nameable-purposes.ts';

export type Home = {
  events_per_minute: number;
  events_last_hour: { minute: string; events: number }[];
  lag_seconds: number;
  people_known: number;
  people_anonymous: number;
  events_total: number;
  quarantine_waiting: number;
  requests_open: number;
  requests_overdue: number;
  /** By when the next has to be answered; null while none waits. */
  requests_due_at: string | null;
  sources: { id: string; name: string; last_event_at: string | null }[];
};

/** Home only counts. */
export function useHome() {
  const purpose = useOrdinaryPurpose();
  return useQuery({
    queryKey: ['home'],
    queryFn: ({ signal }) => api.get<Home>('/api/home', { purpose }, signal),
    refetchInterval: 15_000,
  });
}
