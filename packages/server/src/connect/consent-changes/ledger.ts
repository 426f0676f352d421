// What a person expressed, as it was recorded: the newest record first.
import { AppError } from '@rapport/protocol';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listPrincipalNames } from '../../respect/access/index.ts';
import { type Mask, maskValue } from '../../respect/categories/index.ts';
import { listConsentEvents } from '../../respect/consents/index.ts';
import { findProfileId, toAsked } from '../identity/index.ts';
import { labelOfIdentifier } from '../permissions/index.ts';

type Named = { type: string; value: string };

export type LedgerItem = {
  id: string;
  purpose: string;
  purpose_version: number;
  state: string;
  consent_type: string;
  event_time: string;
  /** When it counts from: later than `event_time` where the sender's clock could not be trusted. */
  effective_at: string;
  received_at: string;
  valid_until: string | null;
  expressed_by: string;
  method: string;
  identifiers: Named[];
  notice: { hash: string; title: string | null; language: string | null } | null;
  language: string | null;
  jurisdiction: string | null;
  message_id: string | null;
  recorded_by: string | null;
  /** Null for who is gone, and where nobody recorded it. */
  recorded_by_name: string | null;
  reason: string | null;
  unproven: boolean;
  resolves: string[];
  evidence: Record<string, unknown>;
};

export async function listLedger(
  scope: Scope,
  { type, value }: { type: string; value: string },
  page: { before: number | undefined; limit: number },
  mask: Mask | undefined,
): Promise<LedgerItem[]> {
  const profileId = await findProfileId(scope, toAsked(type, value));
  if (profileId === undefined) throw new AppError('profile_not_found');
  const held = await scope.db.query<{ id: number; type: string; value: string }>(
    `select distinct i.id, i.type, i.value from holdings h join identifiers i on i.id = h.identifier_id
     where h.workspace_id = $1 and h.profile_id = $2`,
    [scope.workspaceId, profileId],
  );
  const byId = new Map(held.map(({ id, ...identifier }) => [id, maskIdentifier(identifier, mask)]));
  const isMasked = mask?.(unlabelled) !== undefined;
  const events = await listConsentEvents(scope, [...byId.keys()], page);
  const names = await listPrincipalNames(
    scope,
    events.flatMap(({ recordedBy }) => recordedBy ?? []),
  );
  return events.map((event) => ({
    id: String(event.id),
    purpose: event.purpose,
    purpose_version: event.purposeVersion,
    state: event.state,
    consent_type: event.consentType,
    event_time: event.eventTime.toISOString(),
    effective_at: event.effectiveAt.toISOString(),
    received_at: event.receivedAt.toISOString(),
    valid_until: event.validUntil?.toISOString() ?? null,
    expressed_by: event.expressedBy,
    method: event.method,
    // Those of others are theirs.
    identifiers: event.identifierIds.flatMap((id) => byId.get(id) ?? []),
    notice:
      event.noticeHash === null
        ? null
        : { hash: event.noticeHash, title: event.noticeTitle, language: event.language },
    language: event.language,
    jurisdiction: event.jurisdiction,
    message_id: event.messageId,
    recorded_by: event.recordedBy,
    recorded_by_name: names.get(event.recordedBy ?? '') ?? null,
    reason: event.reason,
    unproven: event.unproven,
    resolves: event.resolves.map(String),
    evidence: isMasked ? (maskValue(event.evidence, null) as Record<string, unknown>) : event.evidence,
  }));
}

/** Nobody says what evidence holds, so it counts as unlabelled. */
const unlabelled = { category: null, state: 'unlabelled' } as const;

function maskIdentifier({ type, value }: Named, mask: Mask | undefined): Named {
  const label = labelOfIdentifier(type, value);
  return mask?.(label) === undefined
    ? { type, value }
    : { type, value: String(maskValue(value, label.category)) };
}
