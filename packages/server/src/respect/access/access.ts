// Answers one question for every route: who asks, in which workspace, and may they?
import { AppError } from '@rapport/protocol';
import type { FastifyRequest } from 'fastify';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type CardTokens, cardPrefix, type ViewSubject } from './card-tokens.ts';
import { mayDo, mayName, mayRead } from './grants.ts';
import type { Members } from './members.ts';
import { bearerOf, credentialOf, openPrincipals, type Principal } from './principals.ts';
import { openRate } from './rate.ts';

/** `noun:read` or `noun:write`. */
export type Scopes = `${string}:${'read' | 'write'}`;

export type ViewAsked = {
  view: string;
  /** That of the view, once it is known. */
  purpose?: string;
  /** Null: of the business. Absent: several, or not known yet. */
  subject?: ViewSubject | null;
};

type Permitted = { principal: Principal; scope: Scope };

export type Access = {
  /** Who asks, or a 401 / 403. The scope it returns reaches no other workspace. */
  permit(
    request: FastifyRequest,
    scope: Scopes,
    /** What it is read for, where the route asks. Whether there is such a purpose is asked by the route. */
    purpose?: unknown,
  ): Promise<Permitted>;
  /** Who reads this view, or a 401 / 403, or a 429. Keys that are bound to views and card tokens get in here, and nowhere else. */
  permitView(request: FastifyRequest, asked: ViewAsked): Promise<Permitted>;
  /** The same for many requests that are asked about at once: whoever opened several of them is looked up once. */
  permitTogether(): Pick<Access, 'permitView'>;
};

export type ViewLimits = {
  cardTokens: CardTokens;
  viewReadsPerMinuteMax: number;
  cardReadsPerMinuteMax: number;
};

/** `reads`: what views are read by. */
type Databases = { db: Database; reads: Database };

export function openAccess({ db, reads }: Databases, members: Members, limits: ViewLimits): Access {
  const findPrincipal = openPrincipals(db, members, limits.cardTokens);
  const refuseTooMany = openReadLimit(limits);

  async function getPrincipal(request: FastifyRequest): Promise<Principal> {
    const principal = await findPrincipal(request);
    if (principal !== undefined) return principal;
    throw new AppError(bearerOf(request)?.startsWith(cardPrefix) ? 'card_token_ended' : 'unauthorized');
  }

  function permitTo(request: FastifyRequest, principal: Principal, asked: ViewAsked): Permitted {
    refuseTooMany(request, principal);
    refuseUngranted(principal, 'views:read', asked.purpose);
    if (!mayRead(principal, asked.view))
      throw new AppError('forbidden', tellView(principal, asked.view.slice(0, 80)));
    refuseOtherSubject(request, principal, asked.subject);
    return { principal, scope: { db: reads, workspaceId: principal.workspaceId } };
  }

  return {
    async permit(request, needed, purpose) {
      const principal = await getPrincipal(request);
      refuseBound(principal, needed);
      refuseUngranted(principal, needed, purpose);
      return { principal, scope: { db, workspaceId: principal.workspaceId } };
    },
    permitView: async (request, asked) => permitTo(request, await getPrincipal(request), asked),
    permitTogether() {
      const known = new Map<string, Promise<Principal>>();
      return {
        async permitView(request, asked) {
          const credential = credentialOf(request);
          const principal = known.get(credential) ?? getPrincipal(request);
          known.set(credential, principal);
          return permitTo(request, await principal, asked);
        },
      };
    },
  };
}

function refuseUngranted(principal: Principal, needed: Scopes, purpose: unknown): void {
  if (!mayDo(principal, needed)) throw new AppError('forbidden', tellMissing(principal, needed));
  if (typeof purpose === 'string' && !mayName(principal, purpose))
    throw new AppError('forbidden', tellPurpose(principal, purpose.slice(0, 80)));
}

/** What is bound to views reads these. A key that is may lend them further as card tokens; a card token may not. */
function refuseBound({ subject, views }: Principal, needed: Scopes): void {
  if (subject !== undefined)
    throw new AppError('forbidden', 'A card token opens the view that it was made for, and nothing else.');
  if (views !== null && needed !== 'cards:write')
    throw new AppError('forbidden', `This key reads views and nothing else: ${views.join(', ')}.`);
}

function refuseOtherSubject(
  request: FastifyRequest,
  { subject: own }: Principal,
  asked: ViewAsked['subject'],
) {
  if (own === undefined) return;
  if (request.method !== 'GET')
    throw new AppError('forbidden', 'A card token reads one view of one person, by GET.');
  if (asked !== undefined && (own?.type !== asked?.type || own?.value !== asked?.value))
    throw new AppError(
      'forbidden',
      'This card token was made for somebody else. Make one for this person, written in the same way.',
    );
}

function openReadLimit({ viewReadsPerMinuteMax, cardReadsPerMinuteMax }: ViewLimits) {
  const rate = openRate();
  // A request is asked about more than once, and a stream for as long as it is open: it counts once.
  const counted = new WeakSet<FastifyRequest>();
  return function refuseTooMany(request: FastifyRequest, { kind, id, subject }: Principal): void {
    if (counted.has(request)) return;
    counted.add(request);
    const isCard = subject !== undefined;
    const who = isCard ? (bearerOf(request) as string) : `${kind}:${id}`;
    const seconds = rate.take(who, isCard ? cardReadsPerMinuteMax : viewReadsPerMinuteMax);
    if (seconds > 0)
      throw new AppError('view_reads_limited', `Too many reads of views. Retry in ${seconds} seconds.`, {
        retry_after: seconds,
      });
  };
}

const tellMissing = ({ kind, name }: Principal, scope: string): string =>
  kind === 'member'
    ? `This needs the scope ${scope}, which the role "${name}" does not have. Ask an owner of the workspace.`
    : `This needs the scope ${scope}. Ask an owner of the workspace for a key that has it.`;

const tellPurpose = ({ kind, name }: Principal, purpose: string): string =>
  kind === 'member'
    ? `The role "${name}" may not use data for "${purpose}". Choose another purpose, or ask an owner of the workspace.`
    : `This key may not use data for "${purpose}".`;

const tellView = ({ subject }: Principal, view: string): string =>
  subject === undefined
    ? `This key may not read the view "${view}". Ask an owner of the workspace for one that may.`
    : `This card token was made for another view than "${view}".`;
