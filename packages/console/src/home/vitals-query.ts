// How the shop does: asked for when Home is opened, and every five minutes while it is.
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useOrdinaryPurpose } from '../respect/purposes/nameable-purposes.ts';

export type People = {
  active_known: number;
  active_anonymous: number;
  new_known: number;
  new_anonymous: number;
};
export type VitalsDay = People & { day: string; orders: number; revenue: number | null };
export type VitalsPeriod = {
  days: VitalsDay[];
  totals: People & {
    orders: number;
    orders_left_out: number;
    revenue: number | null;
    average_order_value: number | null;
    buyers: number;
    buyers_returning: number;
  };
};
export type Vitals = {
  currency: string | null;
  revenue_withheld: { code: string } | null;
  now: VitalsPeriod;
  before: VitalsPeriod;
  segments: { name: string; title: string; members: number; members_before: number | null }[] | null;
};

export const VITALS_DAYS = 28;
const OFTEN_MS = 5 * 60_000;

export function useVitals() {
  const purpose = useOrdinaryPurpose();
  return useQuery({
    queryKey: ['vitals', purpose],
    queryFn: ({ signal }) => api.get<Vitals>('/api/vitals', { purpose, days: String(VITALS_DAYS) }, signal),
    staleTime: OFTEN_MS,
    refetchInterval: OFTEN_MS,
  });
}
