// Which call a path means. Everything that tracking clients send to, and nothing else.
import type { MessageType } from '@rapport/protocol';
import { type Adapter, posthog, snowplow } from './adapters/index.ts';

/** Whose name the settings hold: both, unless the address says for which client they are. */
export type SettingsClient = 'segment' | 'customerio';

export type Call =
  | { kind: 'messages'; type: MessageType | 'batch'; import?: true; adapter?: Adapter }
  | { kind: 'metrics' }
  | { kind: 'settings'; writeKey: string; client?: SettingsClient }
  | { kind: 'rudder_settings' };

const types: Record<string, MessageType | 'batch'> = {
  batch: 'batch',
  b: 'batch',
  track: 'track',
  t: 'track',
  identify: 'identify',
  i: 'identify',
  page: 'page',
  p: 'page',
  screen: 'screen',
  s: 'screen',
  group: 'group',
  g: 'group',
  alias: 'alias',
  a: 'alias',
};

/** The call at this path (without query), or undefined where the path belongs to somebody else. */
export function toCall(path: string): Call | undefined {
  const trimmed = path.endsWith('/') && path.length > 1 ? path.slice(0, -1) : path;
  if (trimmed.startsWith('/v1/')) return toVersionOneCall(trimmed.slice(4));
  const settings = /^\/(segment|customerio)\/v1\/projects\/([^/]+)\/settings$/.exec(trimmed);
  if (settings !== null)
    return {
      kind: 'settings',
      writeKey: decode(settings[2] as string),
      client: settings[1] as SettingsClient,
    };
  if (trimmed === '/beacon/v1/batch') return { kind: 'messages', type: 'batch' };
  // Dittofeed's client speaks the tracking protocol, at an address of its own.
  if (trimmed === '/api/public/apps/batch') return { kind: 'messages', type: 'batch' };
  if (trimmed === '/com.snowplowanalytics.snowplow/tp2')
    return { kind: 'messages', type: 'batch', adapter: snowplow };
  if (trimmed === '/batch') return { kind: 'messages', type: 'batch', adapter: posthog };
  if (trimmed === '/sourceConfig') return { kind: 'rudder_settings' };
  // Jitsu's client: one event a request, its type in the path or only in the body.
  const jitsu = /^\/api\/s\/(?:s2s\/)?([a-z]+)$/.exec(trimmed);
  const name = jitsu?.[1] ?? '';
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  return type === undefined || type === 'batch' ? undefined : { kind: 'messages', type };
}

function toVersionOneCall(rest: string): Call | undefined {
  if (Object.hasOwn(types, rest)) return { kind: 'messages', type: types[rest] as MessageType };
  if (rest === 'import') return { kind: 'messages', type: 'batch', import: true };
  if (rest === 'm') return { kind: 'metrics' };
  const settings = /^projects\/([^/]+)\/settings$/.exec(rest);
  return settings === null ? undefined : { kind: 'settings', writeKey: decode(settings[1] as string) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
