// How answers move a message: forward only, whatever order they come in, as `model.ts` draws it.
//
// Each kind of answer says from which states it leads on. What comes late (a delivery behind an opening) or was never possible
// (an opening of what was refused) is written into the history and moves nothing. What a machine opened or clicked tells that
// the message has arrived, and no more. A `failed` message that is answered was sent after all: it must not be sent again.
import type { AnswerKind } from '../channels/index.ts';
import type { MessageState } from './model.ts';

export type Outcome = { kind: AnswerKind; at: number; machine: boolean; text?: string | undefined };

type Entry = { state: AnswerKind; at: string; machine?: true; detail?: string };
export type Answered = {
  state: MessageState;
  deliveredMs: number | null;
  openedMs: number | null;
  clickedMs: number | null;
  endedMs: number | null;
  history: readonly unknown[];
};

const road = ['sent', 'delivered', 'opened', 'clicked', 'replied', 'unsubscribed', 'complained'] as const;

/** From which states this kind leads on. */
function ledFrom(kind: AnswerKind): readonly MessageState[] {
  if (kind === 'failed') return ['sent'];
  if (kind === 'bounced') return ['failed', 'sent', 'delivered'];
  return ['failed', ...road.slice(0, road.indexOf(kind))];
}

/** What it means for the state: of what a machine did, that it has arrived. */
const toKind = ({ kind, machine }: Outcome): AnswerKind =>
  machine && (kind === 'opened' || kind === 'clicked') ? 'delivered' : kind;

/** More than that tells nothing new: each is an event too. */
export const historyMax = 100;
const detailLengthMax = 200;
const ending: readonly AnswerKind[] = ['bounced', 'failed', 'complained'];

/** In whatever order they come, the state is the same. */
export function moveForward(message: Answered, outcomes: readonly Outcome[]): Answered {
  return outcomes.reduce<Answered>(moveByOne, message);
}

function moveByOne(before: Answered, outcome: Outcome): Answered {
  const kind = toKind(outcome);
  const { at, machine, text } = outcome;
  const isMoved = ledFrom(kind).includes(before.state);
  const first = (known: number | null, of: AnswerKind): number | null =>
    kind === of ? Math.min(known ?? at, at) : known;
  const entry: Entry = {
    ...{ state: outcome.kind, at: new Date(at).toISOString() },
    ...(machine && { machine }),
    ...(text !== undefined && kind !== 'replied' && { detail: text.slice(0, detailLengthMax) }),
  };
  return {
    state: isMoved ? (kind as MessageState) : before.state,
    deliveredMs: first(before.deliveredMs, 'delivered'),
    openedMs: first(before.openedMs, 'opened'),
    clickedMs: first(before.clickedMs, 'clicked'),
    endedMs: isMoved && ending.includes(kind) ? at : before.endedMs,
    history: before.history.length < historyMax ? [...before.history, entry] : before.history,
  };
}
