// The API of what a company sets for its preference centre.
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../platform/clock/index.ts';
import { parseBody } from '../../../platform/http/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames } from '../../../respect/access/index.ts';
import { allTexts } from '../texts/index.ts';
import { changeCentreBody, changeSettings, type OwnText, ownTexts, readSettings } from './settings.ts';

type Deps = { access: Access; clock: Clock };

export function registerCentreSettings(app: FastifyInstance, { access, clock }: Deps): void {
  app.get('/api/preference-centre', async (request) => {
    const { scope } = await access.permit(request, 'preferences:read');
    return show(scope);
  });

  app.put('/api/preference-centre', async (request) => {
    const { scope, principal } = await access.permit(request, 'preferences:write');
    const { expected_version: expected, ...settings } = parseBody(changeCentreBody, request.body);
    const change = { at: clock.now(), by: `${principal.kind}:${principal.id}` };
    await scope.db.transaction((tx) => changeSettings({ ...scope, db: tx }, settings, expected, change));
    return show(scope);
  });
}

const own = Object.keys(ownTexts) as OwnText[];

/** The languages that there are, with the words that ship: what a designer begins with. */
const available = allTexts.map(({ language, self, ...texts }) => ({
  ...{ language, name: self },
  texts: Object.fromEntries(own.map((name) => [name, texts[name]])),
}));

async function show(scope: Scope) {
  const settings = await readSettings(scope);
  const { updated_by: by } = settings;
  const names = await listPrincipalNames(scope, by === null ? [] : [by]);
  return {
    ...settings,
    updated_by_name: (by === null ? undefined : names.get(by)) ?? null,
    available_languages: available,
    text_lengths_max: ownTexts,
  };
}
