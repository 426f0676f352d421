// What a call is, and what follows from how it ended. Pure.
//
//   open ──▶ claimed ──▶ done: reached, refused, wrong_number, or no answer for the third time
//    ▲  │       │
//    │  │       └─ no_answer, call_back ──▶ open, later
//    │  └─ the gate says no when somebody claims it ──▶ refused
//    └── claimed, and nobody said in half an hour what came of it
import { z } from 'zod';
import type { AnswerKind } from '../channel.ts';

export const taskStates = ['open', 'claimed', 'done', 'refused'] as const;
export type TaskState = (typeof taskStates)[number];

export const outcomes = ['reached', 'no_answer', 'call_back', 'refused', 'wrong_number'] as const;
export type TaskOutcome = (typeof outcomes)[number];

export const claimMs = 30 * 60_000;
const againMs = 4 * 3_600_000;
const attemptsMax = 3;
const backMsMax = 90 * 86_400_000;

export const outcomeBody = z.strictObject({
  outcome: z
    .enum(outcomes)
    .describe(
      '`refused`: they want no more calls; it is kept as their choice. `wrong_number`: nobody they know is there.',
    ),
  call_back_at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Of `call_back`: when. At most 90 days ahead.'),
  note: z.string().trim().max(2000).default('').describe('What was said.'),
});
export type ToldOutcome = z.output<typeof outcomeBody>;

export type Next = {
  state: TaskState;
  dueAtMs: number | undefined;
  attempts: number;
  /** What the message is told; undefined: nothing is known yet. */
  answer: { kind: AnswerKind; hard?: boolean } | undefined;
};

const done = { state: 'done', dueAtMs: undefined } as const;

/** Undefined: the moment of the call back is missing, past, or too far. */
export function toNext(
  { outcome, call_back_at: backAt }: ToldOutcome,
  attempts: number,
  nowMs: number,
): Next | undefined {
  if (outcome === 'call_back') {
    const dueAtMs = backAt === undefined ? Number.NaN : Date.parse(backAt);
    if (!(dueAtMs > nowMs && dueAtMs <= nowMs + backMsMax)) return undefined;
    return { state: 'open', dueAtMs, attempts, answer: undefined };
  }
  if (outcome === 'no_answer') {
    const tried = attempts + 1;
    if (tried < attemptsMax)
      return { state: 'open', dueAtMs: nowMs + againMs, attempts: tried, answer: undefined };
    return { ...done, attempts: tried, answer: { kind: 'bounced', hard: false } };
  }
  const answers = {
    reached: { kind: 'delivered' },
    refused: { kind: 'unsubscribed' },
    wrong_number: { kind: 'bounced', hard: true },
  } as const;
  return { ...done, attempts, answer: answers[outcome] };
}
