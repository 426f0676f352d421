// GET and PUT /api/message-rules: caps, quiet hours and priorities of a workspace.
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames } from '../../respect/access/index.ts';
import { messageRulesBody } from './bodies.ts';
import { getMessageRules, setMessageRules } from './store.ts';

export function registerMessageRulesRoutes(
  app: FastifyInstance,
  { access, clock }: { access: Access; clock: Clock },
): void {
  app.get('/api/message-rules', async (request) => {
    const { scope } = await access.permit(request, 'messages:read');
    return showRules(scope);
  });

  app.put('/api/message-rules', async (request) => {
    const { scope, principal } = await access.permit(request, 'channels:write');
    const { expected_version: expected, ...rules } = parseBody(messageRulesBody, request.body);
    const change = { at: clock.now(), by: `${principal.kind}:${principal.id}` };
    await scope.db.transaction((tx) => setMessageRules({ ...scope, db: tx }, rules, expected, change));
    return showRules(scope);
  });
}

async function showRules(scope: Scope) {
  const rules = await getMessageRules(scope);
  const by = rules.updated_by;
  const names = by === null ? undefined : await listPrincipalNames(scope, [by]);
  return { ...rules, updated_by_name: by === null ? null : (names?.get(by) ?? null) };
}
