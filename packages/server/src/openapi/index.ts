// GET /api/openapi.json: the whole HTTP API as one OpenAPI 3.1 document.
import type { FastifyInstance } from 'fastify';
import { asks } from './asks.ts';
import { campaigns } from './campaigns.ts';
import { catalog } from './catalog.ts';
import { categories } from './categories.ts';
import { channels } from './channels.ts';
import { collect } from './collect.ts';
import { consents } from './consents.ts';
import { type OpenApiDocument, toDocument } from './document.ts';
import { events } from './events.ts';
import { identity } from './identity.ts';
import { imports } from './imports.ts';
import { inApp } from './in-app.ts';
import { lists } from './lists.ts';
import { keys, members } from './members.ts';
import { messageRules } from './message-rules.ts';
import { messages } from './messages.ts';
import type { Chapter } from './operation.ts';
import { people } from './people.ts';
import { phoneTasks } from './phone-tasks.ts';
import { pipeline } from './pipeline.ts';
import { preferenceCentre } from './preference-centre.ts';
import { preferences } from './preferences.ts';
import { purposes } from './purposes.ts';
import { quarantine } from './quarantine.ts';
import { requests } from './requests.ts';
import { running } from './running.ts';
import { segments } from './segments.ts';
import { sources } from './sources.ts';
import { suppressions } from './suppressions.ts';
import { templates } from './templates.ts';
import { traits } from './traits.ts';
import { views } from './views.ts';
import { vitals } from './vitals.ts';
import { vocabulary } from './vocabulary.ts';

/** In the order in which a newcomer needs them. */
export const chapters: readonly Chapter[] = [
  collect,
  people,
  identity,
  events,
  lists,
  segments,
  traits,
  catalog,
  views,
  vocabulary,
  vitals,
  sources,
  quarantine,
  imports,
  pipeline,
  purposes,
  categories,
  consents,
  preferences,
  requests,
  preferenceCentre,
  asks,
  suppressions,
  channels,
  templates,
  messages,
  messageRules,
  campaigns,
  phoneTasks,
  inApp,
  members,
  keys,
  running,
];

/** Serves the document, to everybody: it holds nothing that a clone of the repository does not. */
export function registerOpenApi(app: FastifyInstance, version: string): void {
  let document: OpenApiDocument | undefined;
  app.get('/api/openapi.json', async () => {
    document ??= toDocument(chapters, version);
    return document;
  });
}
