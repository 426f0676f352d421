// Every page of the console with an address, and the states in which each is looked at.
import { KNOWN_DECISION } from './fixture/consents.ts';
import { OFTEN, type PageCase } from './page-case.ts';
import { UNDERSTAND_PAGES } from './understand-pages.ts';

const NOTICE = `${'53b7e0c9d2f4a6158'.repeat(4).slice(0, 64)}.en`;

/** In groups, each of which a test file of its own looks at (`pages-<group>.test.ts`), so that none of them takes long. */
export const PAGE_GROUPS = {
  /** How data comes in. */
  connect: [
    { name: 'live', path: '/live', scenarios: OFTEN },
    { name: 'live-inspect', path: '/live?inspect=2000003', scenarios: ['usual', 'reader'] },
    { name: 'sources', path: '/sources', scenarios: OFTEN },
    { name: 'sources-create', path: '/sources?new=1', scenarios: ['usual'] },
    { name: 'source', path: '/sources/1', scenarios: OFTEN },
    { name: 'banner', path: '/sources/1/banner', scenarios: [...OFTEN, 'reader'] },
    { name: 'import', path: '/import', scenarios: OFTEN },
    { name: 'import-running', path: '/import/3', scenarios: ['usual'] },
    { name: 'import-done', path: '/import/2', scenarios: ['usual'] },
    { name: 'import-failed', path: '/import/1', scenarios: ['usual'] },
    { name: 'quarantine', path: '/quarantine', scenarios: [...OFTEN, 'enormous'] },
    { name: 'quarantine-inspect', path: '/quarantine?reason=id_missing&inspect=9000', scenarios: ['usual'] },
  ],
  /** Who is who. */
  identity: [
    { name: 'identity-rules', path: '/identity/rules', scenarios: [...OFTEN, 'stalled', 'forbidden'] },
    { name: 'identity-rules-type', path: '/identity/rules?type=phone', scenarios: ['usual'] },
    { name: 'identity-rules-new', path: '/identity/rules?new=1', scenarios: ['usual'] },
    { name: 'identity-refusals', path: '/identity/refusals', scenarios: [...OFTEN, 'enormous'] },
    {
      name: 'identity-super-nodes',
      path: '/identity/refusals?show=super-nodes',
      scenarios: ['usual', 'empty'],
    },
    { name: 'identity-decisions', path: '/identity/refusals?show=decisions', scenarios: ['usual', 'empty'] },
  ],
  /** What the company deals in. */
  catalog: [
    { name: 'catalog', path: '/catalog', scenarios: [...OFTEN, 'forbidden', 'enormous', 'reader'] },
    { name: 'catalog-new', path: '/catalog/new', scenarios: ['usual', 'reader'] },
    { name: 'catalog-type', path: '/catalog/product', scenarios: [...OFTEN, 'enormous'] },
    { name: 'catalog-type-of-people', path: '/catalog/order', scenarios: ['usual'] },
    { name: 'catalog-type-fields', path: '/catalog/ticket?tab=fields', scenarios: ['usual'] },
    { name: 'catalog-type-told', path: '/catalog/order?tab=told', scenarios: ['usual'] },
    { name: 'catalog-type-edit', path: '/catalog/ticket/edit', scenarios: ['usual', 'failing', 'slow'] },
    { name: 'catalog-import', path: '/catalog/product/import', scenarios: ['usual', 'reader'] },
    {
      name: 'catalog-object',
      path: '/catalog/ticket/objects/ticket-sarah-chair',
      scenarios: ['usual', 'failing', 'slow', 'reader'],
    },
    { name: 'catalog-object-plain', path: '/catalog/product/objects/FUR-CH-10000863', scenarios: ['usual'] },
    { name: 'catalog-object-missing', path: '/catalog/product/objects/nothing', scenarios: ['usual'] },
  ],
  ...UNDERSTAND_PAGES,
  /** What people said, and what follows. */
  consent: [
    { name: 'notices', path: '/notices', scenarios: OFTEN },
    { name: 'notices-open', path: `/notices?inspect=${NOTICE}`, scenarios: ['usual'] },
    { name: 'notices-new', path: '/notices?new=1', scenarios: ['usual'] },
    { name: 'gate', path: '/gate', scenarios: ['usual'] },
    {
      name: 'gate-answer',
      path: `/gate?type=email&value=sarah@example.com&purpose=marketing.phone&decision=${KNOWN_DECISION}`,
      scenarios: ['usual', 'failing'],
    },
    { name: 'consent', path: '/consent', scenarios: [...OFTEN, 'enormous'] },
    { name: 'consent-year', path: '/consent?days=365&purpose=marketing.ads', scenarios: ['usual'] },
    {
      name: 'preference-centre',
      path: '/preference-centre',
      scenarios: ['usual', 'failing', 'slow', 'forbidden'],
    },
    { name: 'preference-centre-brand', path: '/preference-centre?brand=rowan', scenarios: ['usual'] },
    { name: 'topics', path: '/topics', scenarios: OFTEN },
    { name: 'topics-change', path: '/topics?topic=offers', scenarios: ['usual'] },
    { name: 'topics-brand', path: '/topics?new=brand', scenarios: ['usual'] },
    { name: 'reads', path: '/reads', scenarios: [...OFTEN, 'forbidden', 'enormous'] },
    { name: 'reads-of-one', path: '/reads?profile=589858', scenarios: ['usual'] },
    { name: 'requests', path: '/requests', scenarios: [...OFTEN, 'forbidden', 'enormous'] },
    { name: 'requests-open', path: '/requests?inspect=89', scenarios: ['usual', 'enormous'] },
    { name: 'asks', path: '/asks', scenarios: [...OFTEN, 'forbidden', 'enormous'] },
    { name: 'asks-change', path: '/asks?inspect=shoe-size', scenarios: ['usual'] },
    { name: 'asks-new', path: '/asks?new=1', scenarios: ['usual'] },
    { name: 'requests-closed', path: '/requests?state=closed', scenarios: ['usual'] },
    { name: 'suppressions', path: '/suppressions', scenarios: [...OFTEN, 'reader'] },
    { name: 'suppressions-inspect', path: '/suppressions?inspect=4100', scenarios: ['usual'] },
    { name: 'suppressions-new', path: '/suppressions?new=1', scenarios: ['usual'] },
  ],
  /** What data is used for, and what it is. */
  purposes: [
    { name: 'recipients', path: '/recipients', scenarios: OFTEN },
    { name: 'recipients-change', path: '/recipients?inspect=mailer', scenarios: ['usual'] },
    { name: 'recipients-rule', path: '/recipients?rule=EU', scenarios: ['usual'] },
    { name: 'recipients-rule-new', path: '/recipients?rule=new', scenarios: ['usual'] },
    { name: 'processing-record', path: '/processing-record', scenarios: OFTEN },
    { name: 'processing-record-edit', path: '/processing-record?edit=1', scenarios: ['usual'] },
    { name: 'purposes', path: '/purposes', scenarios: ['usual', 'failing', 'slow', 'enormous'] },
    { name: 'purposes-new', path: '/purposes?new=1', scenarios: ['usual'] },
    { name: 'purpose', path: '/purposes/marketing.email', scenarios: ['usual', 'failing', 'slow'] },
    { name: 'purpose-change', path: '/purposes/marketing.email?edit=1', scenarios: ['usual'] },
    { name: 'purpose-retired', path: '/purposes/research', scenarios: ['usual'] },
    { name: 'purpose-missing', path: '/purposes/nothing', scenarios: ['usual'] },
    { name: 'labels', path: '/labels', scenarios: [...OFTEN, 'enormous'] },
    { name: 'labels-guessed', path: '/labels?show=guessed', scenarios: ['usual'] },
    { name: 'labels-confirmed', path: '/labels?show=confirmed', scenarios: ['usual'] },
    {
      name: 'labels-review',
      path: `/labels?inspect=${encodeURIComponent('["property","Order Completed","payment_reference"]')}`,
      scenarios: ['usual'],
    },
  ],
  /** What is sent, and what it goes by. */
  engage: [
    { name: 'messages', path: '/messages', scenarios: [...OFTEN, 'forbidden', 'enormous', 'reader'] },
    { name: 'messages-none', path: '/messages?state=replied', scenarios: ['usual'] },
    { name: 'messages-refused', path: '/messages?inspect=6999', scenarios: ['usual'] },
    { name: 'messages-deferred', path: '/messages?inspect=6998', scenarios: ['usual', 'failing'] },
    { name: 'messages-failed', path: '/messages?inspect=6996', scenarios: ['usual'] },
    { name: 'outbox', path: '/outbox', scenarios: [...OFTEN, 'forbidden', 'enormous'] },
    { name: 'outbox-mail', path: '/outbox?mail=6999', scenarios: ['usual'] },
    { name: 'phone-tasks', path: '/phone-tasks', scenarios: [...OFTEN, 'forbidden', 'enormous'] },
    { name: 'phone-tasks-open', path: '/phone-tasks?task=6800', scenarios: ['usual'] },
    { name: 'phone-tasks-refused', path: '/phone-tasks?task=6796', scenarios: ['usual'] },
    { name: 'channels', path: '/channels', scenarios: [...OFTEN, 'forbidden', 'reader'] },
    { name: 'channels-change', path: '/channels?channel=email&account=main', scenarios: ['usual'] },
    { name: 'channels-new', path: '/channels?channel=webhook&new=1', scenarios: ['usual'] },
    {
      name: 'message-rules',
      path: '/message-rules',
      scenarios: [...OFTEN, 'forbidden', 'enormous', 'reader'],
    },
    { name: 'message-rules-quiet', path: '/message-rules?quiet=2', scenarios: ['usual'] },
    { name: 'message-rules-cap', path: '/message-rules?cap=1', scenarios: ['usual'] },
  ],
  /** The rest. */
  other: [
    { name: 'sign-in', path: '/sign-in', scenarios: ['signed-out'] },
    { name: 'home', path: '/', scenarios: [...OFTEN, 'begun', 'enormous', 'stalled', 'reader'] },
    { name: 'pipeline', path: '/pipeline', scenarios: [...OFTEN, 'stalled'] },
    { name: 'members', path: '/members', scenarios: [...OFTEN, 'forbidden', 'reader'] },
    { name: 'members-one', path: '/members?inspect=m2', scenarios: ['usual'] },
    { name: 'members-new', path: '/members?new=member', scenarios: ['usual'] },
    { name: 'members-role', path: '/members?role=service_desk', scenarios: ['usual'] },
    { name: 'not-found', path: '/no/such/page', scenarios: ['usual'] },
  ],
} satisfies Record<string, PageCase[]>;

export const PAGES: PageCase[] = Object.values(PAGE_GROUPS).flat();
