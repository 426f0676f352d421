// The durable inbox: an accepted request is a committed row here before anyone is told so.
//
// Group commit. A commit costs a disk flush, whether it carries one request or a thousand. So requests that arrive
// while a commit is under way wait for it and then go together in the next one: under load the groups grow by
// themselves, and a lone request waits for nobody. Writers (also those of other processes) take turns through an
// advisory lock that is held until their commit is visible; so rows appear in the order of `seq`, and a reader that
// remembers the last `seq` it saw can never step over a row that commits late.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@rapport/protocol';
import { binaryArray, binaryColumns, type Database } from '../../platform/postgres/index.ts';

export type Envelope = {
  /** The call that the path named, or `batch`. */
  kind: 'batch' | 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias';
  /** Historical messages: times are kept as given. */
  import?: true;
  ip?: string;
  user_agent?: string;
  /** `Sec-GPC: 1` came with the request. */
  gpc?: true;
  /** Sent again from quarantine: when it first came, in milliseconds since 1970. */
  received_ms?: number;
  /** Sent again from quarantine: where it first stood. Messages without an id keep the one that they got there. */
  first?: { seq: number; place: number };
};

export type InboxRequest = {
  workspaceId: number;
  sourceId: number;
  receivedAtMs: number;
  envelope: Envelope;
  messageCount: number;
  /** JSON text, as `packBody` gives it. */
  body: Buffer;
};

export type Inbox = {
  /** Resolves when the request is committed. Rejects with `storage_unavailable` or `pipeline_behind`; then nothing was stored. */
  append(request: InboxRequest): Promise<void>;
  /** Calls back after each commit with the number of messages it added. */
  onAppend(listener: (messageCount: number) => void): void;
  /** Waits for the commits under way. */
  close(): Promise<void>;
};

const groupSizeMax = 512;
const pendingBytesMax = 64 * 1024 * 1024;
export const inboxLockKey = 4_711_310_002;

type Waiting = { request: InboxRequest; resolve: () => void; reject: (error: Error) => void };

export function openInbox(db: Database): Inbox {
  const pending: Waiting[] = [];
  let pendingBytes = 0;
  let committing: Promise<void> | undefined;
  let listener: (messageCount: number) => void = () => {};

  function takeGroup(): Waiting[] {
    const group = pending.splice(0, groupSizeMax);
    pendingBytes -= group.reduce((sum, { request }) => sum + request.body.length, 0);
    return group;
  }

  async function commitGroups(): Promise<void> {
    // Let the requests that are being read right now join the first group.
    await nextTurn();
    let group = takeGroup();
    let committed = commit(group);
    while (group.length > 0) {
      const failure = await committed;
      const next = takeGroup();
      if (next.length > 0) {
        // The next group sets out first, so that the database works while this one is answered.
        committed = commit(next);
        await nextTurn();
      }
      tell(group, failure);
      group = next;
    }
    committing = undefined;
    if (pending.length > 0) committing = commitGroups();
  }

  /** Undefined when the group is stored. */
  const commit = (group: Waiting[]): Promise<AppError | undefined> =>
    insertRequests(
      db,
      group.map(({ request }) => request),
    ).then(
      () => undefined,
      (cause: unknown) => new AppError('storage_unavailable', undefined, {}, cause),
    );

  function tell(group: Waiting[], failure: AppError | undefined): void {
    if (failure === undefined) listener(group.reduce((sum, { request }) => sum + request.messageCount, 0));
    for (const { resolve, reject } of group) {
      if (failure === undefined) resolve();
      else reject(failure);
    }
  }

  return {
    append(request) {
      if (pendingBytes > pendingBytesMax)
        return Promise.reject(new AppError('pipeline_behind', undefined, { retry_after: 2 }));
      pendingBytes += request.body.length;
      return new Promise((resolve, reject) => {
        pending.push({ request, resolve, reject });
        committing ??= commitGroups();
      });
    },
    onAppend: (given) => {
      listener = given;
    },
    close: async () => {
      while (committing !== undefined) await committing;
    },
  };
}

async function insertRequests(db: Database, requests: InboxRequest[]): Promise<void> {
  await db.query(
    `with turn as materialized (select pg_advisory_xact_lock(${inboxLockKey}))
     insert into inbox (workspace_id, source_id, received_at, envelope, message_count, body)
     select r.* from turn, unnest($1::int4[], $2::int4[], $3::timestamptz[], $4::jsonb[], $5::int4[], $6::bytea[]) r`,
    [
      ...binaryColumns(requests, { workspaceId: 'int4', sourceId: 'int4', receivedAtMs: 'timestamptz' }),
      binaryArray(
        'jsonb',
        requests.map((request) => JSON.stringify(request.envelope)),
      ),
      ...binaryColumns(requests, { messageCount: 'int4', body: 'bytea' }),
    ],
    'insert_requests',
  );
}
