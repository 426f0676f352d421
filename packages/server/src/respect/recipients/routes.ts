// The API of recipients and residency.
import { isInUnion } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Access, Principal } from '../access/index.ts';
import { listPurposes } from '../purposes/index.ts';
import { listRefused, mechanisms, toDestination } from './model.ts';
import { getResidency, listRecipients, recordRecipient, recordResidency } from './store.ts';

const country = z.string().regex(/^[A-Z]{2}$/, 'must be the two letters of a country, such as PL');
const mechanism = z.enum(mechanisms);
const slug = z.string().trim().min(1).max(120);

export const recipientBody = z.strictObject({
  name: z.string().trim().min(1).max(120),
  country: country.nullable().describe('Where it is; null: not known.'),
  mechanism: mechanism
    .default('none')
    .describe('What makes it lawful to send data there, where a rule of residency asks for something.'),
  safeguards: z
    .string()
    .max(500)
    .nullable()
    .default(null)
    .describe('Where that is written down: the contract, the assessment.'),
});

export const residencyBody = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        jurisdiction: z
          .string()
          .regex(/^(\*|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/, 'must be like EU or US-CA, or *')
          .refine((place) => !isInUnion(place.slice(0, 2)), 'is in the EU, and written like EU-DE'),
        within: z.array(country).max(250).default([]),
        mechanisms: z.array(mechanism.exclude(['none'])).default([]),
      }),
    )
    .max(100)
    .refine(
      (rules) => new Set(rules.map((one) => one.jurisdiction)).size === rules.length,
      'must have one rule for each jurisdiction',
    ),
  reason: z.string().trim().min(1).max(1000),
});

/** Rules that nobody has set yet. */
export const residencyPreviewBody = residencyBody.omit({ reason: true });

type Deps = { access: Access; clock: Clock };

export function registerRecipientRoutes(app: FastifyInstance, { access, clock }: Deps): void {
  const change = ({ kind, id }: Principal) => ({ at: clock.now(), by: `${kind}:${id}` });

  app.get('/api/recipients', async (request) => {
    const { scope } = await access.permit(request, 'purposes:read');
    return { items: await listRecipients(scope), next_cursor: null };
  });

  app.put<{ Params: { slug: string } }>('/api/recipients/:slug', async (request) => {
    const { scope, principal } = await access.permit(request, 'purposes:write');
    const body = parseBody(recipientBody, request.body);
    const recipient = { ...body, slug: parseBody(slug, request.params.slug) };
    await scope.db.transaction((tx) => recordRecipient({ ...scope, db: tx }, recipient, change(principal)));
    return (await listRecipients(scope)).find((one) => one.slug === recipient.slug);
  });

  app.get('/api/residency', async (request) => {
    const { scope } = await access.permit(request, 'purposes:read');
    return getResidency(scope);
  });

  app.post('/api/residency/preview', async (request) => {
    const { scope } = await access.permit(request, 'purposes:read');
    const { rules } = parseBody(residencyPreviewBody, request.body);
    const [recipients, purposes, now] = await Promise.all([
      listRecipients(scope),
      listPurposes(scope),
      getResidency(scope),
    ]);
    const named = [...new Set(purposes.flatMap((one) => one.recipients))].sort();
    const all = named.map((slug) => toDestination(recipients, [], slug));
    const toKey = (one: { recipient: string; jurisdiction: string }) =>
      `${one.jurisdiction} ${one.recipient}`;
    const already = new Set(listRefused(all, now.rules).map(toKey));
    const items = listRefused(all, rules).map((one) => ({ ...one, already: already.has(toKey(one)) }));
    return { items, next_cursor: null };
  });

  app.put('/api/residency', async (request) => {
    const { scope, principal } = await access.permit(request, 'purposes:write');
    const body = parseBody(residencyBody, request.body);
    await scope.db.transaction((tx) => recordResidency({ ...scope, db: tx }, body, change(principal)));
    return getResidency(scope);
  });
}
