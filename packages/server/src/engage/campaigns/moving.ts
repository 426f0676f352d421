// A campaign is started, paused, resumed, cancelled: each in one transaction that nobody makes messages of it meanwhile.
import { AppError } from '@rapport/protocol';
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { cancelMessages, holdMessages, releaseMessages } from '../messages/index.ts';
import { type CheckDeps, freeze, toInvalid } from './checking.ts';
import type { CampaignState, Plan } from './model.ts';
import { endRuns, insertRun, listenAgain } from './runs-store.ts';
import { findNextRun } from './schedule.ts';
import {
  type By,
  deleteCampaign,
  insertCampaign,
  type KeptCampaign,
  lockCampaign,
  moveCampaign,
  updateCampaign,
} from './store.ts';

type Own = Scope<Transaction>;

export const createCampaign = (scope: Own, told: Plan & { slug: string; title: string }, by: By) =>
  insertCampaign(scope, told, by);

/** Throws `campaign_not_found`, `campaign_invalid`, or `conflict` where it is too late, or another version holds. */
export async function changeCampaign(
  deps: CheckDeps,
  scope: Own,
  slug: string,
  { expected, ...told }: Plan & { title: string; expected: number | undefined },
  by: By,
): Promise<void> {
  const campaign = await lockCampaign(scope, slug);
  const { id, state, version } = campaign;
  if (expected !== undefined && expected !== version)
    throw new AppError('conflict', `Version ${version} was set meanwhile. Read it, and change that one.`, {
      version,
    });
  const isRepeated = campaign.when.kind === 'recurring' && told.when.kind === 'recurring';
  const began = state === 'running' || campaign.paused_from === 'running';
  if (state === 'finished' || state === 'cancelled' || (began && !isRepeated))
    throw new AppError('conflict', `It cannot be changed any more: the campaign is ${state}.`);
  if (state === 'draft') return updateCampaign(scope, id, told, { ...by, nextRunAt: null });
  if (told.when.kind !== campaign.when.kind)
    throw new AppError('conflict', 'Once it is started it goes out as it did: once, or again and again.');
  await freeze(deps, scope, told);
  const next = nextRun(told, by.at);
  if (next === undefined) throw toInvalid([noMoment]);
  await updateCampaign(scope, id, told, { ...by, nextRunAt: next });
}

const noMoment = { field: 'when', problem: 'there is no such moment any more' };

function nextRun({ when }: Plan, at: Date): Date | undefined {
  if (when.kind === 'once' && when.at === null) return at;
  const next = findNextRun(when, at.getTime());
  return next === undefined ? undefined : new Date(next);
}

/** Throws `campaign_not_found`, or `conflict` where it was started: then it is cancelled, and stays to be read. */
export async function removeCampaign(scope: Own, slug: string): Promise<void> {
  const { id, state } = await lockCampaign(scope, slug);
  if (state !== 'draft') throw new AppError('conflict', `Only drafts are removed; the campaign is ${state}.`);
  await deleteCampaign(scope, id);
}

/** Throws `campaign_invalid` or `conflict`. */
export async function startCampaign(deps: CheckDeps, scope: Own, slug: string, by: By): Promise<void> {
  const campaign = await lockIn(scope, slug, ['draft'], 'started');
  const frozen = await freeze(deps, scope, campaign);
  if (campaign.when.kind === 'event') {
    await insertRun(scope, campaign.id, { plannedAt: by.at, at: by.at, frozen, state: 'listening' });
    await moveCampaign(scope, campaign.id, { state: 'running', nextRunAt: null }, by);
    return;
  }
  const next = nextRun(campaign, by.at);
  if (next === undefined) throw toInvalid([noMoment]);
  await moveCampaign(scope, campaign.id, { state: 'scheduled', nextRunAt: next }, by);
}

export async function pauseCampaign(scope: Own, slug: string, by: By): Promise<void> {
  const { id, state, next_run_at: nextRunAt } = await lockIn(scope, slug, ['scheduled', 'running'], 'paused');
  await moveCampaign(scope, id, { state: 'paused', nextRunAt, pausedFrom: state }, by);
  await holdMessages(scope, id, by.at);
}

/** What was planned meanwhile and is repeated is not made up for. Throws `campaign_invalid` or `conflict`. */
export async function resumeCampaign(deps: CheckDeps, scope: Own, slug: string, by: By): Promise<void> {
  const campaign = await lockIn(scope, slug, ['paused'], 'resumed');
  const { id, when, paused_from: from, paused_at: since, throttle } = campaign;
  if (from === 'scheduled' || when.kind === 'recurring') await freeze(deps, scope, campaign);
  const isLate = campaign.next_run_at !== null && campaign.next_run_at <= by.at;
  const nextRunAt =
    when.kind === 'recurring' && isLate ? (nextRun(campaign, by.at) ?? null) : campaign.next_run_at;
  await moveCampaign(scope, id, { state: from ?? 'running', nextRunAt }, by);
  await listenAgain(scope, id, by.at);
  // What is spread over hours goes on as it was spread, later.
  const laterMs = throttle === null || since === null ? 0 : by.at.getTime() - since.getTime();
  await releaseMessages(scope, id, { at: by.at, laterMs });
}

export async function cancelCampaign(scope: Own, slug: string, by: By): Promise<void> {
  const open: CampaignState[] = ['draft', 'scheduled', 'running', 'paused'];
  const { id } = await lockIn(scope, slug, open, 'cancelled');
  await moveCampaign(scope, id, { state: 'cancelled', nextRunAt: null }, by);
  await endRuns(scope, id, by.at);
  await cancelMessages(scope, id, by.at, by.by);
}

async function lockIn(
  scope: Own,
  slug: string,
  states: readonly CampaignState[],
  done: string,
): Promise<KeptCampaign> {
  const campaign = await lockCampaign(scope, slug);
  if (states.includes(campaign.state)) return campaign;
  throw new AppError('conflict', `It cannot be ${done}: the campaign is ${campaign.state}.`, {
    state: campaign.state,
  });
}
