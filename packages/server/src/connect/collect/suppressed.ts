// Messages of people who must not be collected are taken out of a request before anything of it is stored.
//
// What is looked at is what the pipeline would look at later: each message with the defaults of its batch, read by the
// reader of identity. A message that is unfit to be stored would lie in quarantine as it is, so it is looked at as well,
// as far as it can be read. Nobody learns of it: the answer is the same, and what is counted holds no word of a message.
import { type Message, parseMessage } from '@rapport/protocol';
import type { NamedBy, StopScope, Suppressions } from '../../respect/suppression/index.ts';
import type { WholeReader } from '../identity/index.ts';
import type { Envelope } from '../inbox/index.ts';
import type { Identifying } from './identifying.ts';

type Fields = Record<string, unknown>;

export type Incoming = {
  workspaceId: number;
  sourceId: number;
  kind: Envelope['kind'];
  /** A message, or a batch of them. */
  body: Fields;
};

/** What may be stored of a request; an empty batch where that is nothing. `taken`: so many messages were taken out. */
export type Rest = { messageCount: number; json: Buffer; taken: number };

export type Withholding = {
  /** False while nobody in this workspace must not be collected: then a request is stored as it is, unread. */
  isNeeded(workspaceId: number): boolean;
  /** What is left of a request; undefined where nothing has to be taken out. Rejects with `storage_unavailable`. */
  findRest(incoming: Incoming): Promise<Rest | undefined>;
};

export function openWithholding(
  suppressions: Pick<Suppressions, 'stopsAny' | 'findStopped' | 'counts'>,
  { rulesOf }: Pick<Identifying, 'rulesOf'>,
): Withholding {
  return {
    isNeeded: (workspaceId) => suppressions.stopsAny(workspaceId),
    async findRest(incoming) {
      const { workspaceId, sourceId, kind, body } = incoming;
      const { readAll: read } = await rulesOf(workspaceId);
      const messages = kind === 'batch' ? body.batch : [body];
      // An odd row of quarantine: the pipeline sets it aside again.
      if (!Array.isArray(messages)) return undefined;
      const batch = kind === 'batch' ? body : undefined;
      const named = messages.map((value) => listNamed(value, { read, kind, batch }));
      const stopped = await suppressions.findStopped(workspaceId, named);
      const scopes = stopped?.filter((scope): scope is StopScope => scope !== undefined) ?? [];
      if (stopped === undefined || scopes.length === 0) return undefined;
      suppressions.counts.add(workspaceId, sourceId, scopes);
      const left = messages.flatMap((value, place) =>
        stopped[place] === undefined ? (toJsonText(value) ?? []) : [],
      );
      const isStopped = async (fields: Fields): Promise<boolean> => {
        const found = await suppressions.findStopped(workspaceId, [
          listNamed(fields, { read, kind: 'track' }),
        ]);
        return found?.[0] !== undefined;
      };
      const json = left.length === 0 ? '{"batch":[]}' : await toBatchText(body, left, isStopped);
      return { messageCount: left.length, json: Buffer.from(json), taken: scopes.length };
    },
  };
}

type Reading = { read: WholeReader; kind: Envelope['kind']; batch?: Fields | undefined };

function listNamed(value: unknown, { read, kind, batch }: Reading): NamedBy[] {
  if (!isObject(value)) return [];
  const whole = withDefaults(value, batch);
  const message = parseMessage(whole, kind === 'batch' ? undefined : kind);
  return typeof message === 'object' ? read(message) : readUnfit(whole, read);
}

/** As the pipeline gives them, as far as they name anybody. */
function withDefaults(value: Fields, batch: Fields | undefined): Fields {
  const [shared, integrations] = [batch?.context, batch?.integrations];
  if (!isObject(shared) && !isObject(integrations)) return value;
  const own = value.context ?? {};
  const result = { ...value };
  if (isObject(shared) && isObject(own)) result.context = { ...shared, ...own };
  if (isObject(integrations))
    result.integrations = { ...integrations, ...(isObject(value.integrations) ? value.integrations : {}) };
  return result;
}

/** Whatever in an unfit message would name somebody if it were fit, whichever call it was meant to be. */
function readUnfit(value: Fields, read: WholeReader): NamedBy[] {
  const message: Omit<Message, 'type'> = {
    ...{ messageId: undefined, event: undefined, name: undefined, groupId: undefined },
    ...{ userId: toText(value.userId), anonymousId: toText(value.anonymousId) },
    previousId: toText(value.previousId),
    ...{ properties: {}, body: value },
    traits: isObject(value.traits) ? value.traits : {},
    context: isObject(value.context) ? value.context : {},
  };
  return [...read({ ...message, type: 'identify' }), ...read({ ...message, type: 'alias' })];
}

/** What a batch gives to its messages and holds identifiers. */
const sharedKeys = ['traits', 'device', 'externalIds', 'ga_client_id', 'gaClientId', 'integrations'];

/**
 * The batch with what is left of its messages. Where what it gives to them names somebody who must not be collected, that
 * part goes: none of those that are left takes it over, since each has a part of its own in its place.
 */
async function toBatchText(
  body: Fields,
  left: readonly string[],
  isStopped: (fields: Fields) => Promise<boolean>,
): Promise<string> {
  const { batch: _, ...rest } = body;
  const kept: Fields = { ...rest };
  if (isObject(kept.context)) {
    const context = { ...kept.context };
    for (const key of sharedKeys)
      if (Object.hasOwn(context, key) && (await isStopped({ context: { [key]: context[key] } })))
        delete context[key];
    kept.context = context;
  }
  if (isObject(kept.integrations)) {
    const integrations = { ...kept.integrations };
    for (const [name, settings] of Object.entries(integrations))
      if (isObject(settings) && (await isStopped({ integrations: { [name]: settings } })))
        delete integrations[name];
    kept.integrations = integrations;
  }
  const fields = Object.entries(kept).flatMap(([name, value]) => {
    const text = toJsonText(value);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text},`];
  });
  return `{${fields.join('')}"batch":[${left.join(',')}]}`;
}

/** Undefined where it is nested too deep to be written again: it could not have been stored as an event either. */
function toJsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value ?? null);
  } catch {
    return undefined;
  }
}

const toText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() || undefined : undefined;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
