// To whom something of a person was let go: whoever hands data to a recipient asks the gate first, and its permit is the record.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

export type LetGo = {
  recipient: string;
  purpose: string;
  /** What was asked for; null: all that the purpose may use. */
  categories: string[] | null;
  at: Date;
};

const rowsMax = 500;

/** The last time for each recipient, purpose and set of categories, of all ids that the person has had. */
export const listLetGo = (
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<LetGo[]> =>
  db.query<LetGo>(
    `select recipient, purpose, categories, max(decided_at) as at from decisions
     where workspace_id = $1 and profile_id = any($2::bigint[]) and recipient is not null and decision = 'permit'
     group by recipient, purpose, categories order by at desc limit $3`,
    [workspaceId, profileIds, rowsMax],
    'list_let_go',
  );
