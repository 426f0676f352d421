// Collect: the one way in for messages. Authenticate, parse, store durably, answer.
//
// A plain handler in front of the router: this road carries nearly all traffic. It checks what decides the answer
// (key, size, JSON, shape); what is wrong with a single message is found later, by the pipeline, and never sinks the
// messages beside it. Nothing of a request reaches a log.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@rapport/protocol';
import type { Clock } from '../../platform/clock/index.ts';
import type { AddressOf, FrontHandler } from '../../platform/http/index.ts';
import { type Envelope, type Inbox, packBody } from '../inbox/index.ts';
import type { Source, SourceKeys } from '../sources/index.ts';
import { allowOrigin, answerFault, answerJson, answerPreflight, answerSuccess } from './answers.ts';
import { parseJsonObject, readBody } from './body.ts';
import { type Call, toCall } from './calls.ts';
import { toRudderSettings, toSettings } from './client-settings.ts';
import { findBearer, findWriteKey } from './credentials.ts';
import { toEnvelope } from './envelope.ts';
import { openRateLimits } from './rate-limit.ts';
import type { Rest, Withholding } from './suppressed.ts';

export type CollectLimits = { messageBytesMax: number; batchBytesMax: number; importBytesMax: number };
export type CollectDeps = {
  inbox: Pick<Inbox, 'append'>;
  withholding: Withholding;
  sourceKeys: Pick<SourceKeys, 'find'>;
  clock: Clock;
  limits: CollectLimits;
  addressOf: AddressOf;
  /** Seconds to wait while the pipeline is too far behind; 0 when it is not. */
  secondsBehind(): number;
  onAnswer?(status: number, messages: number): void;
};

type MessagesCall = Extract<Call, { kind: 'messages' }>;

/** A single call may carry a little more than its message. */
const singleCallBytesSpare = 1024;

/** The handler of all collect paths. It takes over requests that are its own. */
export function openCollect(deps: CollectDeps): FrontHandler {
  const rateLimits = openRateLimits();

  return function collect(request, response) {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const call = toCall(mark === -1 ? url : url.slice(0, mark));
    if (call === undefined) return false;
    const search = mark === -1 ? '' : url.slice(mark);
    answer(call, request, response, search).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else answerFault(response, error, call.kind === 'messages' ? call.adapter?.tooLargeStatus : undefined);
      deps.onAnswer?.(response.statusCode, 0);
    });
    return true;
  };

  async function answer(
    call: Call,
    request: IncomingMessage,
    response: ServerResponse,
    search: string,
  ): Promise<void> {
    if (request.method === 'OPTIONS') return answerPreflight(request, response);
    allowOrigin(request, response);
    if (call.kind === 'settings') return answerSettings(call, request, response);
    if (call.kind === 'rudder_settings') {
      const source = await deps.sourceKeys.find(findWriteKey(request, search) ?? findBearer(request) ?? '');
      if (source === undefined) throw new AppError('write_key_unknown');
      return answerJson(response, toRudderSettings(source), { 'cache-control': 'public, max-age=300' });
    }
    if (request.method !== 'POST') throw new AppError('method_not_allowed', 'Send messages with POST.');
    if (call.kind === 'metrics') {
      request.resume();
      return answerSuccess(response);
    }
    const messages = await acceptMessages(call, request, search);
    answerSuccess(response);
    deps.onAnswer?.(200, messages);
  }

  async function answerSettings(
    { writeKey, client }: Extract<Call, { kind: 'settings' }>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const source = await deps.sourceKeys.find(writeKey);
    if (source === undefined) throw new AppError('write_key_unknown');
    answerJson(response, toSettings(source, request.headers.host ?? 'localhost', client), {
      'cache-control': 'public, max-age=300',
    });
  }

  async function acceptMessages(
    call: MessagesCall,
    request: IncomingMessage,
    search: string,
  ): Promise<number> {
    const headerKey = findWriteKey(request, search);
    // An unknown key is refused before its body is read: that keeps a wrong client cheap.
    const headerSource = headerKey === undefined ? undefined : await findSource(deps.sourceKeys, headerKey);
    const sent = await readBody(request, bytesMaxOf(call, deps.limits));
    const { body, bytes } = translate(call, sent);
    const source =
      headerSource ?? (await findSource(deps.sourceKeys, await chooseKey(deps.sourceKeys, request, body)));
    const messageCount = countMessages(call, body);
    refuseAbsurdCount(messageCount, bytes.length);
    const seconds = deps.secondsBehind();
    if (seconds > 0) throw new AppError('pipeline_behind', undefined, { retry_after: seconds });
    const wait = rateLimits.take(source.id, source.settings.rate_limit_per_second, messageCount);
    if (wait > 0) throw new AppError('rate_limited', undefined, { retry_after: wait });
    if (messageCount === 0) return 0;
    const envelope = toEnvelope(call, request, source, deps.addressOf);
    const rest = await findRest(deps, source, envelope.kind, body);
    await deps.inbox.append({
      workspaceId: source.workspace_id,
      sourceId: source.id,
      receivedAtMs: deps.clock.nowMs(),
      // A request of which nothing is left is committed too, empty: or the time of the answer would tell.
      envelope: rest?.messageCount === 0 ? { kind: 'batch' } : envelope,
      messageCount: rest?.messageCount ?? messageCount,
      body: packBody(rest?.json ?? bytes),
    });
    return messageCount;
  }
}

/** What is left without those who must not be collected; undefined where that is all. */
async function findRest(
  { withholding }: CollectDeps,
  { workspace_id: workspaceId, id: sourceId }: Source,
  kind: Envelope['kind'],
  body: Record<string, unknown>,
): Promise<Rest | undefined> {
  if (!withholding.isNeeded(workspaceId)) return undefined;
  return withholding.findRest({ workspaceId, sourceId, kind, body });
}

/** The body, in the tracking protocol. */
function translate(
  { adapter }: MessagesCall,
  bytes: Buffer,
): { body: Record<string, unknown>; bytes: Buffer } {
  const body = parseJsonObject(bytes);
  if (adapter === undefined) return { body, bytes };
  const translated = adapter.translate(body);
  try {
    return { body: translated, bytes: Buffer.from(JSON.stringify(translated)) };
  } catch (cause) {
    throw new AppError('malformed_body', 'The body is nested too deeply.', {}, cause);
  }
}

/** A bearer token that is no write key leaves the choice to the body. */
async function chooseKey(
  sourceKeys: CollectDeps['sourceKeys'],
  request: IncomingMessage,
  { writeKey }: Record<string, unknown>,
): Promise<unknown> {
  const bearer = findBearer(request);
  const isKey = bearer !== undefined && (await sourceKeys.find(bearer)) !== undefined;
  return isKey || typeof writeKey !== 'string' || writeKey === '' ? (bearer ?? writeKey) : writeKey;
}

/** The source of this key. Throws where there is none or it may not send. */
async function findSource(sourceKeys: CollectDeps['sourceKeys'], key: unknown): Promise<Source> {
  if (typeof key !== 'string' || key === '') throw new AppError('write_key_missing');
  const source = await sourceKeys.find(key);
  if (source === undefined) throw new AppError('write_key_unknown');
  if (!source.enabled) throw new AppError('source_disabled');
  return source;
}

function bytesMaxOf(call: MessagesCall, limits: CollectLimits): number {
  if (call.import) return limits.importBytesMax;
  return call.type === 'batch' ? limits.batchBytesMax : limits.messageBytesMax + singleCallBytesSpare;
}

const plausibleCountMax = 10_000;
const messageBytesMin = 24;

/** A surplus of messages goes to quarantine one by one; a list of nothings is not worth a row each. */
function refuseAbsurdCount(messages: number, bytes: number): void {
  if (messages <= plausibleCountMax || bytes >= messages * messageBytesMin) return;
  throw new AppError('malformed_body', `The batch holds ${messages} items too small to be messages.`);
}

function countMessages(call: MessagesCall, body: Record<string, unknown>): number {
  if (call.type !== 'batch') return 1;
  if (Array.isArray(body.batch)) return body.batch.length;
  throw new AppError('malformed_body', 'The body must hold its messages in an array: {"batch": […]}.');
}
