// Shows appended events to those who watch the live stream.
import { type EventStream, type LiveEvent, parseEventLine, perBatchMax } from '../events/index.ts';

/** Parses the newest lines of a batch; a busy pipeline shows a sample, not everything. */
export function publishLines(stream: EventStream, lines: Buffer): void {
  if (lines.length === 0) return;
  stream.publish(lines.toString('utf8').split('\n').slice(-perBatchMax).map(toLiveEvent));
}

function toLiveEvent(line: string): LiveEvent {
  const row = parseEventLine(line);
  const textOf = (name: keyof typeof row): string | null => (row[name] === '' ? null : row[name]);
  return {
    workspaceId: Number(row.workspace_id),
    permissions: BigInt(row.permissions ?? 0),
    id: String(row.id),
    message_id: String(row.message_id),
    type: String(row.type),
    event: row.type === 'track' ? textOf('event') : null,
    name: textOf('name'),
    profile_id: String(row.profile_id),
    timestamp: `${String(row.timestamp).replace(' ', 'T')}Z`,
    received_at: `${String(row.received_at).replace(' ', 'T')}Z`,
    source: { id: Number(row.source_id), name: '' },
    user_id: textOf('user_id'),
    anonymous_id: textOf('anonymous_id'),
    told: JSON.parse(row.properties ?? '{}'),
  };
}
