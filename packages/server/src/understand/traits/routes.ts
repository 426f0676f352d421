// The API of traits beside their definitions: preview and history.
import type { TraitValue } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listSubjects } from '../../connect/permissions/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import type { Subject } from '../../respect/gate/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { listDefinitions, readUnsaved } from '../definitions/index.ts';
import { listFields, openShowing, openValueGates, refuseUnseen } from '../showing/index.ts';
import { registerHistoryRoute } from './history.ts';
import { previewTrait, type Summary } from './preview.ts';

export const traitPreviewBody = z.strictObject({ purpose: z.string(), definition: z.unknown() });

type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock; readLog: ReadLog };

export function registerTraitRoutes(app: FastifyInstance, deps: Deps): void {
  registerPreviewRoute(app, deps);
  registerHistoryRoute(app, deps);
}

const exit = 'POST /api/traits/preview';

function registerPreviewRoute(app: FastifyInstance, deps: Deps): void {
  const { access, clickhouse, clock } = deps;
  const show = openShowing(deps);
  app.post('/api/traits/preview', async (request) => {
    const { purpose: slug, definition: given } = parseBody(traitPreviewBody, request.body);
    const { scope, principal } = await access.permit(request, 'traits:read', slug);
    // It shows values of people.
    await access.permit(request, 'profiles:read', slug);
    const read = await readUnsaved(scope, 'trait', { purpose: slug, definition: given });
    await refuseUnseen(scope, principal, read);
    const definition = read.definition as TraitValue;
    const [purpose, at] = [await getPurpose(scope, slug), clock.now()];
    const all = await listDefinitions(scope);
    const fields = listFields(definition, (kind, name) =>
      all.find((one) => one.kind === kind && one.name === name),
    );
    const viewing = { purpose, mask: openMask(principal.unmasked), at: at.getTime() };
    const gate = (await openValueGates(scope, [fields], viewing))(fields);
    const found = await previewTrait({ db: scope.db, clickhouse }, scope.workspaceId, {
      ...{ purpose: slug, definition, at },
    });
    const ids = found.sample.map(({ id }) => id);
    const people = await show({ scope, principal, purpose: slug, exit }, ids);
    const subjects = await listSubjects(scope, ids, at.getTime());
    const values = new Map(found.sample.map(({ id, value }) => [String(id), value]));
    const reason = gate.whyNotOfAll;
    return {
      ...(reason === undefined ? found : withoutValues(found)),
      withheld: reason ?? null,
      sample: people.map(({ id, display_name }) => ({
        ...{ id, display_name },
        value:
          gate.whyNot(subjects.get(Number(id)) as Subject) === undefined ? gate.show(values.get(id)) : null,
      })),
    };
  });
}

/** What values of everybody come to tells of those who did not permit it, too. */
const withoutValues = (found: Summary): Summary => ({
  ...found,
  ...{ values: [], minimum: null, maximum: null, average: null },
});
