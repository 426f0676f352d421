// Messages in hand: put together, handed over, and written down.
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Account, type ChannelSlug, getProvider, type Outgoing, Rejected } from '../channels/index.ts';
import { type ComposeAsked, type Composed, TemplateFault } from '../templates/index.ts';
import type { Claimed } from './claiming.ts';
import { openHandingOver } from './handing-over.ts';
import { openOutcomes } from './outcome-of-sending.ts';
import { openPace } from './pace.ts';
import type { SendingDeps } from './sending.ts';

export type Delivering = {
  deliver(scope: Scope, claimed: readonly Claimed[]): void;
  count(workspaceId?: number, channel?: ChannelSlug): number;
  /** So many more this account may take now. */
  allowance(workspaceId: number, account: Account): number;
  /** Waits for what is in hand. */
  close(): Promise<void>;
};

const closeMs = 8000;

export function openDelivering(deps: SendingDeps, onRoom: () => void): Delivering {
  const inHand = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  const { handOver } = openHandingOver(deps);
  const outcomes = openOutcomes(deps);
  const pace = openPace();
  const nameOf = (workspaceId: number, channel: ChannelSlug): string => `${workspaceId} ${channel}`;
  const add = (name: string, by: number): void => void inHand.set(name, (inHand.get(name) ?? 0) + by);

  async function sendOne(
    scope: Scope,
    { message, verdict }: Claimed,
    composed: Composed,
    ask: ComposeAsked,
  ): Promise<void> {
    const { account, channel } = verdict;
    const outgoing: Outgoing = {
      ...{ id: String(message.id), profileId: message.profileId, purpose: verdict.purpose.slug },
      ...{ to: verdict.point, rendered: composed.rendered, links: ask.links },
      ...{ language: composed.language, brand: composed.brand, at: deps.clock.nowMs() },
    };
    let isOut = false;
    const { isIdempotent } = getProvider([channel], channel.slug, account.provider);
    try {
      const sender = await deps.senders.get(scope.workspaceId, account);
      const { providerId } = await sender.send(outgoing, (write) =>
        handOver(scope, message.id, () => {
          write();
          isOut = true;
        }),
      );
      outcomes.sent(scope, { message, verdict }, providerId);
    } catch (error) {
      await outcomes.failed(scope, { message, verdict }, error, { isOut, isIdempotent });
    }
  }

  async function deliverAll(scope: Scope, claimed: readonly Claimed[]): Promise<void> {
    const asked = claimed.map(({ message, verdict }) => toAsked(deps, scope, { message, verdict }));
    const composed = await deps.composer.compose(scope, asked, deps.clock.nowMs());
    await Promise.all(
      claimed.map(async (one, i) => {
        const text = composed[i] as Composed | TemplateFault;
        const sending =
          text instanceof TemplateFault
            ? outcomes.failed(scope, one, new Rejected(text.message), {
                isOut: false,
                isIdempotent: false,
                code: 'template_fault',
              })
            : sendOne(scope, one, text, asked[i] as ComposeAsked);
        await sending.finally(() => {
          add(nameOf(scope.workspaceId, one.verdict.channel.slug), -1);
          onRoom();
        });
      }),
    );
  }

  return {
    deliver(scope, claimed) {
      if (claimed.length === 0) return;
      for (const { verdict } of claimed) {
        add(nameOf(scope.workspaceId, verdict.channel.slug), 1);
        pace.took(scope.workspaceId, verdict.account, deps.clock.nowMs());
      }
      const work: Promise<void> = deliverAll(scope, claimed).catch(async (error: unknown) => {
        // None of them was composed: the database did not answer, and will.
        deps.log.warn({ err: error }, 'Messages could not be put together and go back');
        await outcomes.giveBack(scope, claimed);
        for (const { verdict } of claimed) add(nameOf(scope.workspaceId, verdict.channel.slug), -1);
      });
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
    },
    count: (workspaceId, channel) =>
      workspaceId === undefined || channel === undefined
        ? [...inHand.values()].reduce((sum, count) => sum + count, 0)
        : (inHand.get(nameOf(workspaceId, channel)) ?? 0),
    allowance: (workspaceId, account) => pace.allowance(workspaceId, account, deps.clock.nowMs()),
    async close() {
      const inTime = new Promise<void>((resolve) => void setTimeout(resolve, closeMs).unref());
      await Promise.race([Promise.all([...underWay]), inTime]);
      await outcomes.close();
    },
  };
}

function toAsked(
  { links }: SendingDeps,
  { workspaceId }: Scope,
  { message, verdict }: Claimed,
): ComposeAsked {
  const made = links.linksOf({
    ...{ workspaceId, messageId: message.id, to: verdict.point, language: verdict.language },
    ...{ topic: message.topic, brand: undefined },
  });
  return {
    ...{
      template: { id: message.templateId, version: message.templateVersion },
      channel: verdict.channel.slug,
    },
    ...{
      language: verdict.language,
      profileId: message.profileId,
      to: verdict.point,
      purpose: verdict.purpose.slug,
    },
    variables: { ...message.variables, trigger: message.trigger },
    ...made,
  };
}
