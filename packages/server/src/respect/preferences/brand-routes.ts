// The API of brands and their logos.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseBody, toPublicBase } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { changeBrandBody, createBrandBody } from './bodies.ts';
import { type Brand, changeBrand, createBrand, deleteBrand, getBrand, listBrands } from './brands.ts';
import { logoBytesMax, logoPath, removeLogo, setLogo } from './logos.ts';
import { type BySlug, openPermits, type PermitDeps, withNames } from './permits.ts';

type Deps = PermitDeps & { publicUrl: string | undefined };

export function registerBrandRoutes(app: FastifyInstance, deps: Deps): void {
  const { toRead, toWrite } = openPermits(deps);
  registerLogoRoutes(app, deps);

  app.get('/api/brands', async (request) => {
    const { scope } = await toRead(request);
    return { items: await toShown(deps, request, scope, await listBrands(scope)), next_cursor: null };
  });

  app.post('/api/brands', async (request, reply) => {
    const { scope, change } = await toWrite(request);
    const body = parseBody(createBrandBody, request.body);
    await scope.db.transaction((tx) => createBrand({ ...scope, db: tx }, body, change));
    return reply.code(201).send(await showBrand(deps, request, scope, body.slug));
  });

  app.get<BySlug>('/api/brands/:slug', async (request) => {
    const { scope } = await toRead(request);
    return showBrand(deps, request, scope, request.params.slug);
  });

  app.put<BySlug>('/api/brands/:slug', async (request) => {
    const { scope, change } = await toWrite(request);
    const { expected_version: expected, ...fields } = parseBody(changeBrandBody, request.body);
    const brand = { ...fields, slug: request.params.slug };
    await scope.db.transaction((tx) => changeBrand({ ...scope, db: tx }, brand, expected, change));
    return showBrand(deps, request, scope, brand.slug);
  });

  app.delete<BySlug>('/api/brands/:slug', async (request, reply) => {
    const { scope } = await toWrite(request);
    await scope.db.transaction((tx) => deleteBrand({ ...scope, db: tx }, request.params.slug));
    return reply.code(204).send();
  });
}

/** The body is the file itself. */
function registerLogoRoutes(app: FastifyInstance, deps: Deps): void {
  const { toWrite } = openPermits(deps);
  app.register(async function logos(scoped) {
    scoped.removeAllContentTypeParsers();
    // More than is taken, so that most who send too much are told how much a logo may have.
    const options = { parseAs: 'buffer', bodyLimit: 4 * logoBytesMax } as const;
    scoped.addContentTypeParser('*', options, (_request, body, done) => done(null, body));
    scoped.put<BySlug>('/api/brands/:slug/logo', async (request) => {
      const { scope, change } = await toWrite(request);
      const { slug } = request.params;
      const file = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      await scope.db.transaction((tx) => setLogo({ ...scope, db: tx }, slug, file, change));
      return showBrand(deps, request, scope, slug);
    });
  });

  app.delete<BySlug>('/api/brands/:slug/logo', async (request) => {
    const { scope, change } = await toWrite(request);
    const { slug } = request.params;
    await scope.db.transaction((tx) => removeLogo({ ...scope, db: tx }, slug, change));
    return showBrand(deps, request, scope, slug);
  });
}

const showBrand = async (deps: Deps, request: FastifyRequest, scope: Scope, slug: string) =>
  (await toShown(deps, request, scope, [await getBrand(scope, slug)]))[0];

async function toShown({ publicUrl }: Deps, request: FastifyRequest, scope: Scope, brands: readonly Brand[]) {
  const base = toPublicBase(request, publicUrl);
  return (await withNames(scope, brands)).map(({ logo_hash: hash, ...brand }) => ({
    ...brand,
    logo_url: hash === null ? null : base + logoPath(hash),
  }));
}
