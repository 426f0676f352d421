// Events of a batch that a campaign waits for, read off the lines that the event store got.
import { parseEventLine } from '../../connect/events/index.ts';

export type HeardEvent = {
  workspaceId: number;
  profile_id: string;
  message_id: string;
  type: string;
  event: string | null;
  name: string;
  timestamp: string;
  receivedMs: number;
  permissions: string;
  user_id: string | null;
  anonymous_id: string | null;
  properties: Record<string, unknown>;
};

/** `isHeard`: whether anybody waits for events of this name in this workspace. History is no news: what was imported starts nothing. */
export function listHeard(
  lines: Buffer,
  isHeard: (workspaceId: number, name: string) => boolean,
): HeardEvent[] {
  if (lines.length === 0) return [];
  const found: HeardEvent[] = [];
  for (const line of lines.toString('utf8').split('\n')) {
    // Most are not meant: no more is read of them than these.
    const [workspace = '', , name = ''] = line.split('\t', 3);
    if (!name.includes('\\') && !isHeard(Number(workspace), name)) continue;
    const row = parseEventLine(line);
    if (row.type !== 'track' || row.imported === '1' || !isHeard(Number(row.workspace_id), row.event ?? ''))
      continue;
    found.push({
      ...{ workspaceId: Number(row.workspace_id), profile_id: String(row.profile_id) },
      ...{ message_id: String(row.message_id), type: row.type, event: row.event, name: String(row.event) },
      timestamp: toIso(row.timestamp),
      receivedMs: Date.parse(toIso(row.received_at)),
      permissions: String(row.permissions ?? 0),
      ...{ user_id: row.user_id, anonymous_id: row.anonymous_id },
      properties: JSON.parse(row.properties ?? '{}') as Record<string, unknown>,
    });
  }
  return found;
}

const toIso = (time: string | null): string => `${String(time).replace(' ', 'T')}Z`;
