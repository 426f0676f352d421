// What the preview of the centre shows: the workspace's own purposes and topics, and choices that nobody made.
import type { Scope } from '../../../platform/workspaces/index.ts';
import { decide, type Subject } from '../../../respect/gate/index.ts';
import { type ContactPoint, listTopics } from '../../../respect/preferences/index.ts';
import { listPurposes, type Purpose } from '../../../respect/purposes/index.ts';
import { listRecipients } from '../../../respect/recipients/index.ts';
import { listSources } from '../../sources/index.ts';
import { isChosen, toChoice } from '../choices/choices.ts';
import type { Shown } from '../choices/choices-page.ts';
import { type HeldKind, runningOf } from '../held/held.ts';
import { nameOf, type Received } from '../held/received.ts';

export const examplePoint: ContactPoint = { type: 'email', value: 'sarah@example.com' };

const dayMs = 86_400_000;

/** As the gate would see somebody who said yes to one purpose, no to the next, and was not asked about the third; and so on. */
export async function toExample(scope: Scope, at: number, tellsHeld: boolean): Promise<Shown> {
  const purposes = await listPurposes(scope);
  const always = purposes.filter((purpose) => !isChosen(purpose));
  const choices = purposes.filter(isChosen).map((purpose, i) => {
    const subject: Subject = { statements: toStatements(purpose, i, at), known: true };
    return toChoice(purpose, decide(subject, { purpose, at }));
  });
  const topics = (await listTopics(scope)).filter(
    ({ retired, channels }) => !retired && channels.includes('email'),
  );
  const wishes = topics.map((topic) => ({
    ...{ topic, channel: 'email' as const, isOn: topic.default === 'in', frequency: null },
  }));
  const running = runningOf({ choices, always });
  return {
    ...{ choices, always, wishes, pausedUntil: null, open: [] },
    held: tellsHeld ? await toHeld(scope, running) : undefined,
    received: await toReceived(scope, running),
  };
}

function toStatements({ bit, version }: Purpose, i: number, at: number): Subject['statements'] {
  const said = { e: i + 1, p: bit, v: version, t: at - (i + 3) * dayMs, i: [1], m: 'form' };
  if (i % 3 === 2) return [];
  return [{ ...said, s: i % 3 === 0 ? 'given' : 'withdrawn', x: 'explicitly_expressed' }];
}

async function toHeld(scope: Scope, usedFor: Purpose[]): Promise<HeldKind[]> {
  const sources = (await listSources(scope)).slice(0, 1).map(({ name }) => name);
  return ['user.contact', 'user.content'].map((kind) => ({ kind, sources, usedFor }));
}

/** One that the purposes name, and to which nothing went. */
async function toReceived(scope: Scope, running: readonly Purpose[]): Promise<Received> {
  const purposes = running.filter(({ recipients }) => recipients.length > 0).slice(0, 1);
  const known = await listRecipients(scope);
  const receivers = purposes.flatMap(({ recipients }) =>
    recipients.slice(0, 1).map((slug) => ({
      ...nameOf(slug, known),
      ...{ may: { kinds: ['user.contact'], purposes }, had: [] },
    })),
  );
  return { receivers, exportedAt: null };
}
