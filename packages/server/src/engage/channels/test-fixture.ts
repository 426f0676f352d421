// What a provider brings for the contract test: the other side, as a real server of this machine that can be made to behave badly.
import type { z } from 'zod';
import type { Database } from '../../platform/postgres/index.ts';
import type { Channel, Point, Provider } from './channel.ts';

/**
 * - `well`: takes what comes
 * - `stall`: reads, and says nothing
 * - `reset`: breaks the connection when it has read
 * - `busy`: says that it cannot now
 * - `limited`: says that it takes no more for 7 seconds
 * - `refusing`: does not take this message
 * - `nobody`: nobody is at this address
 * - `stranger`: does not know us
 * - `malformed`: says what is not of its protocol
 */
export type Behaviour =
  | 'well'
  | 'stall'
  | 'reset'
  | 'busy'
  | 'limited'
  | 'refusing'
  | 'nobody'
  | 'stranger'
  | 'malformed';

export type OtherSide = {
  /** By which it is reached. */
  settings: unknown;
  to: Point;
  /** Of a template, as its schema reads it. */
  content: unknown;
  behave(behaviour: Behaviour): void;
  /** What it took: the ids of messages where they came along, or anything that differs. */
  listTaken(): Promise<readonly string[]> | readonly string[];
  close(): Promise<void>;
};

export type Fixture = {
  channel: Channel;
  provider: Provider<unknown, unknown>;
  /** Of the ways to behave badly those that its protocol has. */
  behaviours: readonly Behaviour[];
  /** `db`: where what has no other side lies. */
  open(db: Database): Promise<OtherSide>;
};

export const allBehaviours: readonly Behaviour[] = [
  ...(['well', 'stall', 'reset', 'busy', 'limited', 'refusing', 'nobody', 'stranger', 'malformed'] as const),
];

/** As the registry reads what a workspace wrote. */
export const readBy = <Value>(schema: z.ZodType<Value>, value: unknown): Value => schema.parse(value);
