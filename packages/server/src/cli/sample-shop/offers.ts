// Offers: what the shop promises to everybody, or to the people of a segment, and until when.
import { type Calendar, day, hour, type WallTime } from './calendar.ts';

export type Offer = {
  id: string;
  title: string;
  description: string;
  code?: string;
  /** Name of a segment (`definitions.ts`); undefined for everybody. */
  segment?: string;
  /** Days from today. */
  from: number;
  until: number;
};

export const offers: readonly Offer[] = [
  {
    id: 'chairs-for-home',
    title: '10 % off every chair',
    description: 'For everybody who works at home, in the stores and on the web.',
    code: 'SITWELL10',
    from: -20,
    until: 25,
  },
  {
    id: 'free-delivery',
    title: 'Free delivery from 50 dollars',
    description: 'Nothing to enter: the till takes it off.',
    from: -90,
    until: 60,
  },
  {
    id: 'sorry',
    title: 'A voucher of 20 dollars for the trouble',
    description:
      'For whoever waits for a refund. Offer it in the same answer, and have the parcel collected for free.',
    code: 'SORRY20',
    segment: 'waiting_for_refund',
    from: -200,
    until: 160,
  },
  {
    id: 'evening-sparkle',
    title: '20 % off jewellery until midnight',
    description: 'New earrings under $20, for those who look in after work.',
    code: 'EVENING20',
    segment: 'evening_shoppers',
    from: -180,
    until: 30,
  },
  {
    id: 'sparkle-week',
    title: '15 % off two pieces of jewellery',
    description: 'For those who like it affordable.',
    code: 'SPARKLE15',
    segment: 'jewellery_lovers',
    from: -240,
    until: 14,
  },
  {
    id: 'office-restock',
    title: '5 % off paper by the carton',
    description: 'For those who look at office supplies most.',
    code: 'RESTOCK5',
    segment: 'office_buyers',
    from: -60,
    until: 45,
  },
  {
    id: 'summer-clearance',
    title: '30 % off what stood in the windows',
    description: 'While stock lasted.',
    code: 'SUMMER30',
    from: -130,
    until: -40,
  },
  {
    id: 'new-year',
    title: '12 % off storage, for a tidy start',
    description: 'Comes in with the new catalogue.',
    code: 'TIDY12',
    from: 21,
    until: 50,
  },
];

/** They begin in the morning and end at midnight, where the shop is. */
export const toDates = (
  { from, until }: Offer,
  { today, toIso }: Calendar,
): { from: string; until: string } => {
  const iso = (at: WallTime) => toIso(at, 'America/New_York');
  return { from: iso(today + from * day + 8 * hour), until: iso(today + (until + 1) * day) };
};
