// Where others tell us what became of messages: an address for each account of a channel.
//
// Who may tell is decided by whoever knows how the other side signs: the provider of the account. It gets the bytes as they came,
// before anything has read them. An answer of 2xx means that it is kept; anything else, and the other side tells it again.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../platform/clock/index.ts';
import { toPublicBase } from '../../platform/http/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { listWorkspaces, type Scope } from '../../platform/workspaces/index.ts';
import {
  type Account,
  type Answer,
  type AnswerRequest,
  type Channel,
  CredentialsInvalid,
  getProvider,
  Misconfigured,
} from '../channels/index.ts';
import type { Feedback } from './feedback.ts';

type Deps = {
  db: Database;
  clock: Clock;
  publicUrl: string | undefined;
  channels: readonly Channel[];
  listAccounts(scope: Scope): Promise<readonly Account[]>;
  feedback: Pick<Feedback, 'answered'>;
};

const bodyBytesMax = 1024 * 1024;

type Hook = { Params: { channel: string; account: string; secret?: string }; Body: Buffer | null };

/** `secret`: where the other side signs nothing, its settings may ask for something that nobody guesses in the address. */
export function registerHooks(app: FastifyInstance, deps: Deps): void {
  app.register(async (hooks) => {
    // Nothing is read before whoever signed it is known.
    hooks.removeAllContentTypeParsers();
    hooks.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: bodyBytesMax },
      async (_: unknown, body: Buffer) => body,
    );
    hooks.post<Hook>('/hooks/:channel/:account/:secret?', async (request, reply) => {
      const { channel, account: slug } = request.params;
      const { workspaceId, account } = await findAccount(deps, channel, slug);
      const provider = getProvider(deps.channels, channel, account.provider);
      if (provider.answers === undefined) throw new AppError('account_not_found');
      const answers = await read(
        () => provider.answers?.(toRequest(deps, request), account.settings) ?? Promise.resolve([]),
      );
      await deps.feedback.answered({ workspaceId, channel, accountId: account.id }, answers);
      return reply.code(200).send({ taken: answers.length });
    });
  });
}

type Found = { workspaceId: number; account: Account & { id: number } };

/** One that is switched off is told what became of what it sent. Throws `account_not_found`. */
async function findAccount({ db, listAccounts }: Deps, channel: string, slug: string): Promise<Found> {
  for (const { id: workspaceId } of await listWorkspaces(db)) {
    const accounts = await listAccounts({ db, workspaceId });
    const account = accounts.find((one) => one.channel === channel && one.slug === slug && one.id !== null);
    if (account !== undefined) return { workspaceId, account: account as Found['account'] };
  }
  throw new AppError('account_not_found');
}

function toRequest({ clock, publicUrl }: Deps, request: FastifyRequest<Hook>): AnswerRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    headers: Object.fromEntries(headers) as AnswerRequest['headers'],
    body: request.body ?? Buffer.alloc(0),
    url: toPublicBase(request, publicUrl) + request.url,
    at: clock.nowMs(),
  };
}

async function read(answers: () => Promise<Answer[]>): Promise<Answer[]> {
  try {
    return await answers();
  } catch (error) {
    if (error instanceof CredentialsInvalid)
      throw new AppError('answer_not_signed', error.message, {}, error);
    if (error instanceof Misconfigured) throw new AppError('answer_unreadable', error.message, {}, error);
    // What cannot be parsed was none of the other side's.
    if (error instanceof SyntaxError) throw new AppError('answer_unreadable', undefined, {}, error);
    throw error;
  }
}
