// Every page of the console with an address, and the states in which each is looked at.
import { KNOWN_DECISION } from './fixture/consents.ts';
import type { Scenario } from './fixture/scenarios.ts';

export type PageCase = { name: string; path: string; scenarios: Scenario[] };

const OFTEN: Scenario[] = ['usual', 'empty', 'failing', 'slow'];

const NOTICE = `${'53b7e0c9d2f4a6158'.repeat(4).slice(0, 64)}.en`;

/** Those of the pillar that brings data in. */
export const CONNECT_PAGES: PageCase[] = [
  { name: 'live', path: '/live', scenarios: OFTEN },
  { name: 'live-inspect', path: '/live?inspect=2000003', scenarios: ['usual', 'reader'] },
  { name: 'sources', path: '/sources', scenarios: OFTEN },
  { name: 'sources-create', path: '/sources?new=1', scenarios: ['usual'] },
  { name: 'source', path: '/sources/1', scenarios: OFTEN },
  { name: 'import', path: '/import', scenarios: OFTEN },
  { name: 'import-running', path: '/import/3', scenarios: ['usual'] },
  { name: 'import-done', path: '/import/2', scenarios: ['usual'] },
  { name: 'import-failed', path: '/import/1', scenarios: ['usual'] },
  { name: 'quarantine', path: '/quarantine', scenarios: [...OFTEN, 'enormous'] },
  { name: 'quarantine-inspect', path: '/quarantine?reason=id_missing&inspect=9000', scenarios: ['usual'] },
  { name: 'identity-rules', path: '/identity/rules', scenarios: [...OFTEN, 'stalled', 'forbidden'] },
  { name: 'identity-rules-type', path: '/identity/rules?type=phone', scenarios: ['usual'] },
  { name: 'identity-rules-new', path: '/identity/rules?new=1', scenarios: ['usual'] },
  { name: 'identity-refusals', path: '/identity/refusals', scenarios: [...OFTEN, 'enormous'] },
  {
    name: 'identity-super-nodes',
    path: '/identity/refusals?show=super-nodes',
    scenarios: ['usual', 'empty'],
  },
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
  { name: 'identity-decisions', path: '/identity/refusals?show=decisions', scenarios: ['usual', 'empty'] },
];

/** Those of the pillar that keeps what people said. */
export const RESPECT_PAGES: PageCase[] = [
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
  { name: 'suppressions', path: '/suppressions', scenarios: [...OFTEN, 'reader'] },
  { name: 'suppressions-inspect', path: '/suppressions?inspect=4100', scenarios: ['usual'] },
  { name: 'suppressions-new', path: '/suppressions?new=1', scenarios: ['usual'] },
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
];

export const OTHER_PAGES: PageCase[] = [
  { name: 'sign-in', path: '/sign-in', scenarios: ['signed-out'] },
  { name: 'home', path: '/', scenarios: [...OFTEN, 'begun', 'enormous', 'stalled', 'reader'] },
  { name: 'people', path: '/people', scenarios: [...OFTEN, 'enormous', 'forbidden', 'reader'] },
  { name: 'people-none', path: '/people?q=nobody%20at%20all', scenarios: ['usual'] },
  {
    name: 'person',
    path: '/people/email/sarah@example.com',
    scenarios: ['usual', 'failing', 'slow', 'enormous', 'reader'],
  },
  {
    name: 'person-hidden',
    path: '/people/email/sarah@example.com?purpose=marketing.email',
    scenarios: ['usual'],
  },
  {
    name: 'person-changes',
    path: '/people/email/sarah@example.com?type=changes',
    scenarios: ['usual'],
  },
  {
    name: 'person-identity',
    path: '/people/email/sarah@example.com?tab=identity',
    scenarios: [...OFTEN, 'enormous', 'reader'],
  },
  {
    name: 'person-identity-link',
    path: '/people/email/sarah@example.com?tab=identity&inspect=0-1',
    scenarios: ['usual'],
  },
  {
    name: 'person-identity-identifier',
    path: '/people/email/sarah@example.com?tab=identity&inspect=3',
    scenarios: ['usual'],
  },
  {
    name: 'person-identity-hidden',
    path: '/people/email/sarah@example.com?tab=identity&purpose=marketing.email',
    scenarios: ['usual'],
  },
  { name: 'person-nobody', path: '/people/email/nobody@example.com', scenarios: ['usual'] },
  {
    name: 'person-consent',
    path: '/people/email/sarah@example.com?tab=consent',
    scenarios: ['usual', 'empty', 'enormous'],
  },
  {
    name: 'person-consent-statement',
    path: '/people/email/sarah@example.com?tab=consent&inspect=9',
    scenarios: ['usual'],
  },
  {
    name: 'person-consent-record',
    path: '/people/email/sarah@example.com?tab=consent&record=1',
    scenarios: ['usual'],
  },
  {
    name: 'person-definitions',
    path: '/people/email/sarah@example.com?tab=definitions',
    scenarios: ['usual'],
  },
  {
    name: 'person-definitions-none',
    path: '/people/email/sarah@example.com?tab=definitions&purpose=marketing.email',
    scenarios: ['usual'],
  },
  { name: 'segments', path: '/segments', scenarios: [...OFTEN, 'reader'] },
  {
    name: 'segment',
    path: '/segments/lapsed_after_refund',
    scenarios: ['usual', 'failing', 'slow', 'enormous'],
  },
  { name: 'segment-computing', path: '/segments/birthday_this_week', scenarios: ['usual'] },
  {
    name: 'segment-why',
    path: '/segments/lapsed_after_refund?tab=why&who=profile_id:589858',
    scenarios: ['usual'],
  },
  {
    name: 'segment-why-not',
    path: '/segments/loyal_customers?tab=why&who=email:neha@example.com',
    scenarios: ['usual'],
  },
  { name: 'segment-overlap', path: '/segments/loyal_customers?tab=overlap', scenarios: ['usual'] },
  { name: 'segment-versions', path: '/segments/loyal_customers?tab=versions', scenarios: ['usual'] },
  { name: 'segment-export', path: '/segments/loyal_customers?export=1', scenarios: ['usual'] },
  { name: 'segment-new', path: '/segments/new', scenarios: ['usual', 'failing', 'reader'] },
  { name: 'segment-edit', path: '/segments/lapsed_after_refund/edit', scenarios: ['usual', 'slow'] },
  { name: 'segment-edit-times', path: '/segments/weekend_browsers/edit', scenarios: ['usual'] },
  { name: 'lists', path: '/lists', scenarios: [...OFTEN, 'reader'] },
  { name: 'lists-new', path: '/lists?new=1', scenarios: ['usual'] },
  {
    name: 'list',
    path: '/lists/beta_testers',
    scenarios: ['usual', 'empty', 'failing', 'slow', 'enormous', 'reader'],
  },
  { name: 'list-add', path: '/lists/beta_testers?add=1', scenarios: ['usual'] },
  { name: 'list-missing', path: '/lists/nothing', scenarios: ['usual'] },
  // In their other states these are the pages of segments.
  { name: 'traits', path: '/traits', scenarios: ['usual', 'empty'] },
  { name: 'trait', path: '/traits/favourite_category', scenarios: ['usual'] },
  { name: 'trait-number', path: '/traits/refund_ratio', scenarios: ['usual'] },
  {
    name: 'trait-why',
    path: '/traits/favourite_category?tab=why&who=email:neha@example.com',
    scenarios: ['usual'],
  },
  { name: 'trait-new', path: '/traits/new', scenarios: ['usual'] },
  { name: 'trait-edit', path: '/traits/refund_ratio/edit', scenarios: ['usual'] },
  { name: 'trait-edit-score', path: '/traits/spend_score/edit', scenarios: ['usual'] },
  { name: 'pipeline', path: '/pipeline', scenarios: [...OFTEN, 'stalled'] },
  { name: 'members', path: '/members', scenarios: [...OFTEN, 'forbidden', 'reader'] },
  { name: 'members-one', path: '/members?inspect=m2', scenarios: ['usual'] },
  { name: 'members-new', path: '/members?new=member', scenarios: ['usual'] },
  { name: 'members-role', path: '/members?role=service_desk', scenarios: ['usual'] },
  { name: 'not-found', path: '/no/such/page', scenarios: ['usual'] },
];

/** What each use sees, and how that is made. */
export const VIEW_PAGES: PageCase[] = [
  { name: 'views', path: '/views', scenarios: [...OFTEN, 'forbidden', 'enormous', 'reader'] },
  { name: 'view-whom', path: '/views/service-desk', scenarios: ['usual', 'failing', 'slow'] },
  {
    name: 'view-service-desk',
    path: '/views/service-desk/email/sarah%40example.com',
    scenarios: ['usual', 'empty', 'failing', 'slow', 'forbidden', 'reader'],
  },
  { name: 'view-marketing', path: '/views/marketing/email/neha%40example.com', scenarios: ['usual'] },
  { name: 'view-commerce', path: '/views/commerce/email/neha%40example.com', scenarios: ['usual'] },
  { name: 'view-sales', path: '/views/sales/user_id/SW-30010', scenarios: ['usual'] },
  { name: 'view-shop-floor', path: '/views/shop-floor', scenarios: ['usual'] },
  { name: 'view-everything', path: '/views/everything/email/sarah%40example.com', scenarios: ['enormous'] },
  { name: 'view-nobody', path: '/views/service-desk/email/nobody%40example.com', scenarios: ['usual'] },
  { name: 'view-missing', path: '/views/nothing', scenarios: ['usual'] },
  {
    name: 'view-embed',
    path: '/views/service-desk/email/sarah%40example.com?embed=1',
    scenarios: ['usual'],
  },
  { name: 'view-new', path: '/views/new', scenarios: ['usual', 'reader'] },
  {
    name: 'view-edit',
    path: '/views/service-desk/edit?who=email:sarah%40example.com',
    scenarios: ['usual', 'failing', 'slow'],
  },
  { name: 'view-edit-business', path: '/views/shop-floor/edit', scenarios: ['usual'] },
  { name: 'view-edit-enormous', path: '/views/everything/edit', scenarios: ['enormous'] },
];

export const PAGES = [...VIEW_PAGES, ...CONNECT_PAGES, ...RESPECT_PAGES, ...OTHER_PAGES];
