// Recognises who asks: by an API key, by a card token, or by the session of a member.
import type { FastifyRequest } from 'fastify';
import type { Database } from '../../platform/postgres/index.ts';
import { type CardToken, type CardTokens, cardPrefix, type ViewSubject } from './card-tokens.ts';
import { type Grants, mayDo, mayRead, narrower } from './grants.ts';
import type { Member, Members } from './members.ts';
import { type ApiKey, findApiKey, findApiKeyById } from './store.ts';

export type Principal = Grants & {
  kind: 'api_key' | 'member';
  id: string;
  /** Of the key, or of the role of the member. */
  name: string;
  workspaceId: number;
  /** The views that it reads, and then nothing else; null: it is not bound to any. */
  views: readonly string[] | null;
  /** Of a card token, which acts for whoever made it: the one person whom it shows; null: its view is about nobody. */
  subject?: ViewSubject | null;
};

export const bearerOf = ({ headers }: FastifyRequest): string | undefined =>
  headers.authorization?.startsWith('Bearer ') ? headers.authorization.slice(7).trim() : undefined;

/** All that somebody is recognised by. */
export const credentialOf = ({ headers }: FastifyRequest): string =>
  JSON.stringify([headers.authorization, headers.cookie, headers.host]);

/** Keys and makers are asked from the database at most once in this time: long enough for speed, short enough for a revocation. */
const rememberMs = 1000;
const rememberedMax = 1000;

export function openPrincipals(db: Database, members: Members, cardTokens: CardTokens) {
  const keys = openRemembered((key) => findApiKey(db, key).then(toPrincipal));
  const makers = openRemembered(async (maker) => {
    const [kind, id = ''] = maker.split(':');
    if (kind === 'api_key') return toPrincipal(await findApiKeyById(db, Number(id)));
    return ofMember(await members.findMemberById(id));
  });

  /** A token gives what its maker still has of what they had when they made it. */
  async function findCard(text: string): Promise<Principal | undefined> {
    const card = cardTokens.open(text);
    const maker = card && (await makers(`${card.maker.kind}:${card.maker.id}`));
    return maker?.workspaceId === card?.workspaceId ? maker && narrowed(maker, card as CardToken) : undefined;
  }

  return async function findPrincipal(request: FastifyRequest): Promise<Principal | undefined> {
    const bearer = bearerOf(request);
    if (bearer === undefined) return ofMember(await members.findMember(request));
    return bearer.startsWith(cardPrefix) ? findCard(bearer) : keys(bearer);
  };
}

const narrowed = (maker: Principal, { view, subject, given }: CardToken): Principal => ({
  ...{ ...maker, ...narrower(maker, given) },
  scopes: mayDo(maker, 'views:read') ? ['views:read'] : [],
  views: mayRead(maker, view) ? [view] : [],
  subject,
});

const toPrincipal = (key: ApiKey | undefined): Principal | undefined =>
  key && {
    kind: 'api_key',
    id: String(key.id),
    name: key.name,
    workspaceId: key.workspace_id,
    scopes: key.scopes,
    purposes: key.purposes,
    unmasked: key.unmasked,
    views: key.views,
  };

const ofMember = (member: Member | undefined): Principal | undefined =>
  member && {
    kind: 'member',
    id: member.id,
    name: member.role.name,
    workspaceId: member.workspaceId,
    scopes: member.role.scopes,
    purposes: member.role.purposes,
    unmasked: member.role.unmasked,
    views: null,
  };

function openRemembered(find: (name: string) => Promise<Principal | undefined>) {
  const remembered = new Map<string, { at: number; found: Principal | undefined }>();
  return async (name: string): Promise<Principal | undefined> => {
    const known = remembered.get(name);
    if (known !== undefined && performance.now() - known.at < rememberMs) return known.found;
    const found = await find(name);
    if (remembered.size >= rememberedMax) remembered.clear();
    remembered.set(name, { at: performance.now(), found });
    return found;
  };
}
