// GET /.well-known/gpc.json: tells browsers and their users that Global Privacy Control is honoured, and since when.
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../platform/postgres/index.ts';
import { listWorkspaces } from '../../platform/workspaces/index.ts';
import { listPurposes } from './store.ts';

/** Open to everybody, as the specification asks (https://w3c.github.io/gpc/, "GPC Support Resource"). */
export function registerGpcRoute(app: FastifyInstance, db: Database): void {
  app.get('/.well-known/gpc.json', async () => {
    const [workspace] = await listWorkspaces(db);
    const purposes = workspace === undefined ? [] : await listPurposes({ db, workspaceId: workspace.id });
    const heeding = purposes.filter(({ gpc_effect }) => gpc_effect === 'deny');
    if (heeding.length === 0) return { gpc: false };
    const latest = heeding.reduce((last, { since }) => (since > last ? since : last), new Date(0));
    return { gpc: true, lastUpdate: latest.toISOString().slice(0, 10) };
  });
}
