// 简体中文: what few pages say, which fetch it when the first of them is visited.
import { asks } from './asks.ts';
import { banners } from './banners.ts';
import { builder } from './builder.ts';
import { catalog } from './catalog.ts';
import { channels } from './channels.ts';
import { consentRates } from './consent-rates.ts';
import { definitions } from './definitions.ts';
import { engage } from './engage.ts';
import { gate } from './gate.ts';
import { identity } from './identity.ts';
import { imports } from './imports.ts';
import { lists } from './lists.ts';
import { members } from './members.ts';
import { messageRules } from './message-rules.ts';
import { messages } from './messages.ts';
import { outbox } from './outbox.ts';
import { phoneTasks } from './phone-tasks.ts';
import { preferenceCentre } from './preference-centre.ts';
import { preview } from './preview.ts';
import { processingRecord } from './processing-record.ts';
import { reads } from './reads.ts';
import { recipients } from './recipients.ts';
import { requests } from './requests.ts';
import { segments } from './segments.ts';
import { suppressions } from './suppressions.ts';
import { topics } from './topics.ts';
import { traits } from './traits.ts';
import { viewDesigner } from './view-designer.ts';
import { views } from './views.ts';

export const zhHansOnDemand = {
  asks,
  banners,
  builder,
  catalog,
  channels,
  consentRates,
  definitions,
  engage,
  gate,
  identity,
  imports,
  lists,
  members,
  messageRules,
  messages,
  outbox,
  phoneTasks,
  preferenceCentre,
  preview,
  processingRecord,
  reads,
  recipients,
  requests,
  segments,
  suppressions,
  topics,
  traits,
  viewDesigner,
  views,
};
