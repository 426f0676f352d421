// Which messages may link identifiers: linking is a use of personal data, and has a purpose of its own.
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { isNegative } from '../../respect/consents/index.ts';
import { decide, nobody } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { linkPurpose, type NamedIdentifier, withoutLinks } from '../identity/index.ts';

type Named = { named: readonly NamedIdentifier[]; timestampMs: number };

/**
 * The messages, those that may not link without their links. A person who was never asked is what the purpose says of
 * silence; whoever said something is asked of the gate, by any of the identifiers that the message names.
 */
export async function withPermittedLinks<Message extends Named>(
  scope: Scope<Transaction>,
  messages: readonly Message[],
  purposes: readonly Purpose[],
  at: Date,
): Promise<readonly Message[]> {
  const purpose = purposes.find(({ slug }) => slug === linkPurpose);
  if (purpose === undefined) return messages.map(withoutLinks);
  const silent = decide(nobody, { purpose, at: at.getTime() }).decision === 'permit';
  const linking = messages.filter(({ named }) => named.length > 1);
  const spoken = linking.length === 0 ? undefined : await findSpoken(scope, linking, purpose.bit);
  if (spoken === undefined) return silent ? messages : messages.map(withoutLinks);
  return messages.map((message) => {
    const said = message.named.map(({ type, value }) => spoken.get(`${type}\0${value}`));
    const refused = said.includes('no');
    const permitted = refused ? false : silent || said.includes('yes');
    return permitted ? message : withoutLinks(message);
  });
}

/** What was said last about linking on each of these identifiers; undefined where nobody ever said anything about it. */
async function findSpoken(
  { db, workspaceId }: Scope<Transaction>,
  messages: readonly Named[],
  bit: number,
): Promise<Map<string, 'yes' | 'no'> | undefined> {
  const [row] = await db.query<{ said: boolean }>(
    `select exists (select from consent_events where workspace_id = $1 and purpose = $2) as said`,
    [workspaceId, linkPurpose],
    'has_linking_statements',
  );
  if (row?.said !== true) return undefined;
  const named = messages.flatMap((message) => message.named);
  const rows = await db.query<{ type: string; value: string; state: string }>(
    `select distinct on (i.id) i.type, i.value, s ->> 's' as state
     from unnest($2::text[], $3::text[]) n(type, value)
     join identifiers i on i.workspace_id = $1 and i.type = n.type and i.value = n.value
     join permissions m on m.profile_id = i.profile_id
     cross join lateral jsonb_array_elements(m.statements) s
     where (s ->> 'p')::int = $4 order by i.id, (s ->> 't')::float8 desc`,
    [workspaceId, named.map(({ type }) => type), named.map(({ value }) => value), bit],
    'list_linking_statements',
  );
  return new Map(
    rows.map(({ type, value, state }) => [`${type}\0${value}`, isNegative(state as never) ? 'no' : 'yes']),
  );
}
