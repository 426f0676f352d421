// GET /api/processing-record: the record of processing activities (GDPR 30), as the running configuration says it.
//
// Nothing of it is typed but what no configuration knows (respect/controller): a purpose that is published, or a source that is
// made, is in the next answer.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listSources } from './connect/sources/index.ts';
import type { Clock } from './platform/clock/index.ts';
import { parseQuery } from './platform/http/index.ts';
import { listWorkspaces, type Scope } from './platform/workspaces/index.ts';
import type { Access } from './respect/access/index.ts';
import { findCategory } from './respect/categories/index.ts';
import { type Controller, getController } from './respect/controller/index.ts';
import { listPurposes, type Purpose } from './respect/purposes/index.ts';
import {
  getResidency,
  listRecipients,
  type Mechanism,
  type RecipientRecord,
  type ResidencyRule,
} from './respect/recipients/index.ts';

export const recordQuery = z.object({ format: z.enum(['json', 'csv']).default('json') });

export type ProcessingActivity = {
  activity: string;
  version: number;
  name: string;
  description: string;
  legal_basis: string;
  consent_model: string;
  jurisdictions: Purpose['jurisdictions'];
  data_subjects: string;
  data_categories: { key: string; name: string }[];
  special_categories: boolean;
  processing_kinds: readonly string[];
  recipients: readonly string[];
  transfers: Transfer[];
  retention: string | null;
  lia_ref: string | null;
  dpia_ref: string | null;
};

/** Where a recipient is, what makes it lawful to send data there, and where that is written down: as recorded for the gate. */
type Transfer = { recipient: string; country: string; mechanism: Mechanism; safeguard: string | null };

type ProcessingRecord = {
  controller: string;
  controller_details: Omit<Controller, 'measures'>;
  as_of: string;
  activities: ProcessingActivity[];
  residency: ResidencyRule[];
  sources: { name: string; kind: string; enabled: boolean; addresses: string }[];
  security_measures: string[];
};

/** What this server does by itself, whatever is configured. */
const securityMeasures = [
  'Reads name a purpose, and are denied where the person or the purpose does not permit it.',
  'Every read of a person is recorded, with who asked and what for.',
  'API keys are kept as hashes and can be bound to purposes.',
  'Logs and error reports hold no personal data.',
  'The server listens on 127.0.0.1 unless told otherwise, and its database on a local socket.',
];

async function toRecord(scope: Scope, at: Date): Promise<ProcessingRecord> {
  const [purposes, sources, workspaces, controller, recipients, residency] = await Promise.all([
    listPurposes(scope),
    listSources(scope),
    listWorkspaces(scope.db),
    getController(scope),
    listRecipients(scope),
    getResidency(scope),
  ]);
  const { measures, ...details } = controller;
  return {
    controller: details.name ?? workspaces.find(({ id }) => id === scope.workspaceId)?.name ?? '',
    controller_details: details,
    as_of: at.toISOString(),
    activities: purposes.map((purpose) => toActivity(purpose, toTransfers(recipients))),
    residency: residency.rules,
    sources: sources.map(({ name, kind, enabled, settings }) => ({
      name,
      kind,
      enabled,
      addresses: settings.ip,
    })),
    security_measures: [...securityMeasures, ...measures],
  };
}

const toActivity = (purpose: Purpose, transfers: readonly Transfer[]): ProcessingActivity => ({
  activity: purpose.slug,
  version: purpose.version,
  name: purpose.name,
  description: purpose.description,
  legal_basis: purpose.legal_basis,
  consent_model: purpose.consent_model,
  jurisdictions: purpose.jurisdictions,
  data_subjects: 'Customers and visitors',
  data_categories: purpose.data_categories.map((key) => ({ key, name: findCategory(key)?.name ?? key })),
  special_categories: purpose.special_categories,
  processing_kinds: purpose.processing_kinds,
  recipients: purpose.recipients,
  transfers: transfers.filter(({ recipient }) => purpose.recipients.includes(recipient)),
  retention: purpose.retention,
  lia_ref: purpose.lia_ref,
  dpia_ref: purpose.dpia_ref,
});

/** Of recipients whose country nobody has said there is nothing to tell. */
const toTransfers = (recipients: readonly RecipientRecord[]): Transfer[] =>
  recipients.flatMap(({ slug, country, mechanism, safeguards }) =>
    country === null ? [] : [{ recipient: slug, country, mechanism, safeguard: safeguards }],
  );

const csvColumns = [
  'activity',
  'version',
  'name',
  'description',
  'legal_basis',
  'consent_model',
  'data_subjects',
  'data_categories',
  'special_categories',
  'processing_kinds',
  'recipients',
  'transfers',
  'retention',
  'lia_ref',
  'dpia_ref',
] as const satisfies readonly (keyof ProcessingActivity)[];

/** One of a list: a category by its key, a transfer as `mailer: US (scc, Contract 12)`. */
function toText(one: string | ProcessingActivity['data_categories'][number] | Transfer): string {
  if (typeof one === 'string') return one;
  if ('key' in one) return one.key;
  const why = [one.mechanism, one.safeguard].filter((part) => part !== null);
  return `${one.recipient}: ${one.country} (${why.join(', ')})`;
}

/** A cell of RFC 4180. One that a spreadsheet would take for a formula begins with an apostrophe. */
function toCell(value: unknown): string {
  const text = Array.isArray(value) ? value.map(toText).join('; ') : String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const toCsv = ({ activities }: ProcessingRecord): string =>
  [
    csvColumns.join(','),
    ...activities.map((one) => csvColumns.map((column) => toCell(one[column])).join(',')),
  ]
    .map((line) => `${line}\r\n`)
    .join('');

export function registerProcessingRecord(
  app: FastifyInstance,
  { access, clock }: { access: Access; clock: Clock },
): void {
  app.get('/api/processing-record', async (request, reply) => {
    const { scope } = await access.permit(request, 'purposes:read');
    const { format } = parseQuery(recordQuery, request.query);
    const record = await toRecord(scope, clock.now());
    if (format === 'json') return record;
    reply.header('content-type', 'text/csv; charset=utf-8');
    reply.header('content-disposition', 'attachment; filename="processing-record.csv"');
    return toCsv(record);
  });
}
