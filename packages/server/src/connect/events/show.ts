// Events as a purpose may see them: of people who permit it now, collected for it or covered by a later consent, and without
// the fields that it does not cover.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { decide, openSecondQuestion } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { listSubjects } from '../permissions/index.ts';
import { type Fields, openRedactor, type Redacted } from './redact.ts';

export type EventOf = {
  type: string;
  event: string | null;
  profile_id: number | string;
  permissions: string | bigint;
  timestamp: string;
};
export type Shown<Row> = Redacted & { row: Row };

/** Those of the events that may be shown, in their order. `toMessage`: what they carry. */
export async function showEvents<Row extends EventOf>(
  scope: Scope<Queryable>,
  rows: readonly Row[],
  toMessage: (row: Row) => Fields,
  { purpose, at }: { purpose: Purpose; at: number },
): Promise<Shown<Row>[]> {
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
  const redact = await openRedactor(scope, events, { subjects, purpose, at });
  return events.map(({ row, message }) => ({ row, ...redact(row, message) }));
}

/** The message as it is kept with the event. */
export const parseKept = ({ message }: { message: string }): Fields => JSON.parse(message) as Fields;
