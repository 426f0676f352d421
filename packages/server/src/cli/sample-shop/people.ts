// The people: what everyone has (devices, habits), and what the shop knows of its customers.
import { day, hour, type WallTime, type Zone } from './calendar.ts';
import type { Company } from './companies.ts';
import { type Device, drawLaptop, drawPhone } from './devices.ts';
import type { Order } from './orders.ts';
import type { Random } from './random.ts';
import type { Place } from './superstore.ts';

export type Habits = {
  /** The hour of the day around which this person shops, and how far from it. */
  hour: number;
  spread: number;
  /** How often the phone is used rather than the laptop, 0 to 1. */
  phoneShare: number;
};

/** Anybody who looks at the shop. */
export type Visitor = {
  /** Names this person in message ids and streams of chance. Never sent. */
  key: string;
  zone: Zone;
  phone: Device;
  laptop: Device;
  habits: Habits;
};

export type Segment = 'Consumer' | 'Corporate' | 'Home Office';

/** Somebody with an account at the shop. */
export type Customer = Visitor & {
  /** The customer number: what messages carry as `userId`. */
  id: string;
  name: string;
  firstName: string;
  lastName: string;
  email: string;
  /** The same address as typed when signing in on the other device. */
  typedEmail: string;
  phoneNumber: string | undefined;
  /** The number that replaces the first one, one day. */
  laterPhoneNumber: string | undefined;
  /** As YYYY-MM-DD. */
  birthday: string | undefined;
  segment: Segment;
  home: Place;
  company: Company | undefined;
  joinedAt: WallTime;
  joinedOn: Device;
  /** When it was ordered and cancelled, and how much of it is opened, 0 to 1. */
  newsletter: { from: WallTime; until: WallTime; opens: number } | undefined;
  /** When and where they let the shop choose for them by what they look at; undefined for those who did not. */
  recommendations: { from: WallTime; on: Device } | undefined;
  /** Oldest first; empty for those who have not bought yet. */
  orders: Order[];
};

export function drawHabits(segment: Segment, random: Random): Habits {
  if (segment === 'Corporate') {
    return { hour: random.pick([9.5, 10.5, 13.5, 15]), spread: 1.2, phoneShare: random.between(0.05, 0.3) };
  }
  if (segment === 'Home Office') {
    return { hour: random.pick([8.5, 11, 16, 21]), spread: 1.5, phoneShare: random.between(0.2, 0.5) };
  }
  const favouriteHour = random.weighted([
    [20, 45],
    [12.5, 20],
    [9, 15],
    [16.5, 20],
  ]);
  return { hour: favouriteHour, spread: 1.4, phoneShare: random.between(0.3, 0.9) };
}

/** A time of day at which someone with these habits shops. Nobody shops at night. */
export const drawTimeOfDay = ({ hour: favourite, spread }: Habits, random: Random): number =>
  Math.floor(Math.min(23.2, Math.max(6.2, random.around(favourite, spread))) * hour);

/** A visit's start: on the day that begins at `midnight`, at this person's time of day. */
export const drawMoment = (midnight: WallTime, habits: Habits, random: Random): WallTime =>
  Math.floor(midnight / day) * day + drawTimeOfDay(habits, random);

/** A phone (with the app, more often than not, for those who use it most) and a laptop. */
export function drawDevices(
  owner: string,
  zone: Zone,
  habits: Habits,
  random: Random,
): { phone: Device; laptop: Device } {
  const locale = random.chance(0.06) ? 'es-US' : 'en-US';
  const isApp = random.chance(habits.phoneShare * 0.6);
  return {
    phone: drawPhone(owner, zone, locale, isApp, random),
    laptop: drawLaptop(owner, zone, locale, random),
  };
}

export const pickDevice = (visitor: Visitor, random: Random): Device =>
  random.chance(visitor.habits.phoneShare) ? visitor.phone : visitor.laptop;

export const otherDevice = (visitor: Visitor, device: Device): Device =>
  device === visitor.phone ? visitor.laptop : visitor.phone;
