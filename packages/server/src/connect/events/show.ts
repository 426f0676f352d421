// Events as a purpose and a reader may see them: of people who permit it now, collected for it or covered by a later consent,
// without the fields that it does not cover, and masked where the reader does not see in clear.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Mask, maskValue } from '../../respect/categories/index.ts';
import { decide, openSecondQuestion } from '../../respect/gate/index.ts';
import { labelOfIdentifier, listSubjects } from '../permissions/index.ts';
import { type Fields, openRedactor, type Redacted, type Viewing } from './redact.ts';

export type EventOf = {
  type: string;
  event: string | null;
  profile_id: number | string;
  permissions: string | bigint;
  timestamp: string;
  user_id: string | null;
  anonymous_id: string | null;
};
export type Shown<Row> = Redacted & { row: Row };

/** Those of the events that may be shown, in their order. `toMessage`: what they carry. */
export async function showEvents<Row extends EventOf>(
  scope: Scope<Queryable>,
  rows: readonly Row[],
  toMessage: (row: Row) => Fields,
  viewing: Viewing,
): Promise<Shown<Row>[]> {
  const { purpose, mask, at } = viewing;
  const ids = [...new Set(rows.map((row) => Number(row.profile_id)))];
  const subjects = await listSubjects(scope, ids, at);
  const asked = { purpose, at };
  const ofPerson = new Map(
    [...subjects].map(([id, subject]) => [
      id,
      decide(subject, asked).decision === 'permit' ? openSecondQuestion(subject, asked) : () => false,
    ]),
  );
  const permitted = rows.filter(({ profile_id: id, permissions, timestamp }) =>
    ofPerson.get(Number(id))?.(BigInt(permissions), Date.parse(timestamp)),
  );
  const events = permitted.map((row) => ({ row, message: toMessage(row) }));
  const redact = await openRedactor(scope, events, { ...viewing, subjects });
  return events.map(({ row, message }) => ({ row: maskIds(row, mask), ...redact(row, message) }));
}

/** The ids by which the row names the person. */
function maskIds<Row extends EventOf>(row: Row, mask: Mask | undefined): Row {
  if (mask === undefined) return row;
  const show = (id: string | null): string | null => {
    const label = labelOfIdentifier('user_id', id ?? '');
    return mask(label) === undefined ? id : String(maskValue(id, label.category));
  };
  return { ...row, user_id: show(row.user_id), anonymous_id: show(row.anonymous_id) };
}

/** The message as it is kept with the event. */
export const parseKept = ({ message }: { message: string }): Fields => JSON.parse(message) as Fields;
