// The API of purposes: those there are, what they meant before, and publishing others.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody, parseQuery } from '../../platform/http/index.ts';
import { type Access, listPrincipalNames } from '../access/index.ts';
import { isKnown } from '../categories/index.ts';
import { whyNoJurisdiction } from './jurisdictions.ts';
import { channels, consentModels, legalBases, type Purpose, processingKinds } from './model.ts';
import { changePurpose, publishPurpose, retirePurpose } from './publish.ts';
import { listPurposes, listPurposeVersions } from './store.ts';

const ground = { legal_basis: z.enum(legalBases), consent_model: z.enum(consentModels) };
const slug = z
  .string()
  .max(64)
  .regex(
    /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/,
    'must be lower-case words with dots between, such as marketing.email',
  );
const words = { name: z.string().trim().min(1).max(120), description: z.string().trim().min(1).max(2000) };
const category = z.string().max(120).refine(isKnown, 'is no category of data (see GET /api/categories)');
const place = z.string().superRefine((one, context) => {
  const message = whyNoJurisdiction(one);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});
const slugs = z.array(z.string().min(1).max(120)).max(200);

const fields = {
  ...words,
  ...ground,
  jurisdictions: z.record(place, z.strictObject(ground)).optional(),
  data_categories: z.array(category).min(1).max(100).optional(),
  processing_kinds: z.array(z.enum(processingKinds)).min(1).optional(),
  recipients: slugs.optional(),
  special_categories: z.boolean().optional(),
  covers_past_data: z.boolean().optional(),
  parent: slug.nullable().optional(),
  retention: z.iso.duration().nullable().optional(),
  channel: z.enum(channels).nullable().optional(),
  gpc_effect: z.enum(['deny', 'none']).optional(),
  tcf_purposes: z.array(z.int().min(1).max(24)).optional(),
  gcm_signals: slugs.optional(),
  gpp_opt_outs: z.array(z.enum(['sale', 'sharing', 'targeted_advertising'])).optional(),
  banner_categories: slugs.optional(),
  minimum_age: z.int().min(0).max(21).optional(),
  accepts_unproven: z.boolean().optional(),
  lia_ref: z.string().max(500).nullable().optional(),
  dpia_ref: z.string().max(500).nullable().optional(),
  translations: z.record(z.string().max(20), z.strictObject(words)).optional(),
};

/** Consent is the basis of what people opt in to, and of nothing else. */
const isConsistent = ({
  legal_basis: basis,
  consent_model: model,
}: {
  legal_basis: string;
  consent_model: string;
}) => (basis === 'consent') === (model === 'opt_in' || model === 'explicit');
const inconsistent = {
  path: ['consent_model'],
  error: 'must be opt_in or explicit where the legal basis is consent, and only there',
};

/** A purpose as it is published. What is left out is as shipped. */
export const publishPurposeBody = z.strictObject({ slug, ...fields }).refine(isConsistent, inconsistent);
export const changePurposeBody = z
  .strictObject({
    ...fields,
    expected_version: z
      .int()
      .min(1)
      .optional()
      .describe('The version that was changed: where another has been published meanwhile, 409.'),
  })
  .refine(isConsistent, inconsistent);

export const purposeListQuery = z.object({
  retired: z.enum(['true', 'false']).optional(),
});

type Deps = {
  access: Access;
  clock: Clock;
  /** Other purposes hold than before. */
  onChange(): void;
};

export function registerPurposeRoutes(app: FastifyInstance, { access, clock, onChange }: Deps): void {
  app.get('/api/purposes', async (request) => {
    const { scope } = await access.permit(request, 'purposes:read');
    const { retired } = parseQuery(purposeListQuery, request.query);
    const purposes = await listPurposes(scope, { retired: retired === 'true' });
    return { items: purposes.map(toShown), next_cursor: null };
  });

  app.get<{ Params: { slug: string } }>('/api/purposes/:slug/versions', async (request) => {
    const { scope } = await access.permit(request, 'purposes:read');
    const versions = await listPurposeVersions(scope, request.params.slug);
    if (versions.length === 0) throw new AppError('not_found', 'There was never a purpose of this name.');
    const names = await listPrincipalNames(
      scope,
      versions.flatMap(({ published_by: by }) => by ?? []),
    );
    const items = versions.map((version) => ({
      ...version,
      published_by_name: names.get(version.published_by ?? '') ?? null,
    }));
    return { items, next_cursor: null };
  });

  app.post('/api/purposes', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'purposes:write');
    const body = parseBody(publishPurposeBody, request.body);
    const by = `${principal.kind}:${principal.id}`;
    await scope.db.transaction((tx) => publishPurpose({ ...scope, db: tx }, body, clock.now(), by));
    onChange();
    reply.code(201);
    return toShown((await listPurposes(scope)).find((purpose) => purpose.slug === body.slug) as Purpose);
  });

  app.put<{ Params: { slug: string } }>('/api/purposes/:slug', async (request) => {
    const { scope, principal } = await access.permit(request, 'purposes:write');
    const { expected_version: expected, ...input } = parseBody(changePurposeBody, request.body);
    const body = { ...input, slug: request.params.slug };
    const by = `${principal.kind}:${principal.id}`;
    const changed = await scope.db.transaction((tx) =>
      changePurpose({ ...scope, db: tx }, body, clock.now(), by, expected),
    );
    onChange();
    const purpose = (await listPurposes(scope)).find((one) => one.slug === body.slug) as Purpose;
    return { ...toShown(purpose), meaning_changed: changed.meaningChanged };
  });

  app.post<{ Params: { slug: string } }>('/api/purposes/:slug/retire', async (request) => {
    const { scope } = await access.permit(request, 'purposes:write');
    await retirePurpose(scope, request.params.slug, clock.now());
    onChange();
    return { slug: request.params.slug, retired: true };
  });
}

const toShown = ({ bit: _bit, ancestors: _ancestors, earlier: _earlier, ...shown }: Purpose) => shown;
