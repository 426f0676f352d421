// A campaign: one communication to many people, and when it goes to whom.
//
//            start ┌──────────┐ its moment ┌─────────┐ all went, or were told why not ┌──────────┐
//   draft ────────▶│ scheduled │──────────▶│ running │────────────────────────────────▶│ finished │
//                  └────┬─────┘            └──┬──▲───┘                                 └──────────┘
//                       └──── pause ─▶ paused ◀┘  │ resume
//                                        └────────┘          cancel, from any of these but finished ─▶ cancelled
//
// A recurring one runs until its last day, one that events start until it is paused, cancelled, or its last day is over. Each time that
// it goes out is a run:
//
//   enrolling ──▶ making ──▶ sending ──▶ finished        (listening, for one that events start)
//
// A run goes by what was frozen when it began, whatever is changed meanwhile.
import type { PropertyTest } from '@rapport/protocol';
import type { ChannelSlug } from '../channels/index.ts';
import type { Arm } from './assignment.ts';

export const campaignStates = ['draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled'] as const;
export type CampaignState = (typeof campaignStates)[number];
export const runStates = ['enrolling', 'making', 'sending', 'listening', 'finished', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

export type Audience = {
  segments: string[];
  match: 'any' | 'all';
  excluding: { segments: string[]; lists: string[] };
};
/** `fallbacks`: in their order, after what was chosen; where nothing was, they are what is tried. */
export type ByChannel =
  | { by: 'fixed'; channel: ChannelSlug; fallbacks: ChannelSlug[] }
  | { by: 'trait'; trait: string; fallbacks: ChannelSlug[] }
  | { by: 'shares'; traits: Partial<Record<ChannelSlug, string>>; fallbacks: ChannelSlug[] };
/** `otherwise`: the time on the person's clock where nothing is known of them; null: as planned. */
export type Hour =
  | { by: 'trait'; trait: string; reads: 'hour' | 'hour_of_week' | 'daypart'; otherwise: string | null }
  | { by: 'shares'; traits: Partial<Record<string, string>>; otherwise: string | null };
/** `zone`: IANA, or `person`: each in their own. */
export type When =
  | { kind: 'once'; at: string | null; zone: string }
  | {
      kind: 'recurring';
      every: 'day' | 'week' | 'month';
      weekdays: number[];
      day_of_month: number;
      time: string;
      zone: string;
      from: string | null;
      until: string | null;
    }
  | { kind: 'event'; event: string; where: PropertyTest[]; delay: string };

export type PlannedArm = Arm & { template: string | null };
export type Plan = {
  template: string;
  audience: Audience;
  channel: ByChannel;
  hour: Hour | null;
  when: When;
  /** So many an hour at most. */
  throttle: number | null;
  /** ISO 8601: so long after it was due it makes no sense any more. */
  expires_after: string | null;
  priority: number | null;
  experiment: { arms: PlannedArm[]; holdout: number };
  conversion: { event: string; within_hours: number; purpose: string } | null;
};

export type Campaign = Plan & {
  id: number;
  slug: string;
  title: string;
  state: CampaignState;
  next_run_at: Date | null;
  started_at: Date | null;
  version: number;
  created_at: Date;
  updated_at: Date;
  updated_by: string;
};

/** A template as a run sends it. */
export type FrozenTemplate = {
  slug: string;
  id: number;
  version: number;
  topic: string | null;
  purpose: string | null;
  channels: ChannelSlug[];
};
/** A trait that is asked, with the purposes for which that may be. */
export type FrozenTrait = { id: number; name: string; purpose: string };

/** What a run goes by. Whatever has a name is named by its id as well: the name may be somebody else's later. */
export type Frozen = {
  plan: Plan;
  /** By the name of the arm; the empty name is everybody's who has none. */
  templates: Record<string, FrozenTemplate>;
  audience: { segments: number[]; excludedSegments: number[]; excludedLists: number[] };
  /** Purposes of its segments that a person has to permit when the message is made, since the claim asks for another. */
  purposes: string[];
  traits: Record<string, FrozenTrait>;
};

export type Run = {
  id: number;
  campaign_id: number;
  number: number;
  planned_at: Date;
  state: RunState;
  started_at: Date;
  made_at: Date | null;
  ended_at: Date | null;
};
