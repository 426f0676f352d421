// How many people say yes and no to each purpose, now and by day, and how often browsers say no for them.
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

export type AnswerDay = {
  day: string;
  given: number;
  refused: number;
  withdrawn: number;
  signalled: number;
};

export type PurposeRates = {
  purpose: string;
  name: string;
  consent_model: string;
  now: { given: number; denied: number; signalled: number; rate: number | null };
  /** Days without an answer are left out. */
  days: AnswerDay[];
};

export type SignalDay = {
  day: string;
  events: number;
  signalled: number;
  people: number;
  people_signalled: number;
};

export type ConsentRates = {
  from: string;
  to: string;
  purposes: PurposeRates[];
  gpc: { days: SignalDay[] };
};

const DAY_MS = 86_400_000;

/** Days are those of UTC, as the server counts them. */
export function useConsentRates(days: number) {
  return useQuery({
    queryKey: ['consent-rates', days],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - (days - 1) * DAY_MS).toISOString().slice(0, 10);
      return api.get<ConsentRates>('/api/consents/rates', { from }, signal);
    },
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
}
