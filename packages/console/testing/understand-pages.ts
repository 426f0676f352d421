// The pages of people, of what is known of them, and of what each use sees.
import { OFTEN, type PageCase } from './page-case.ts';

export const UNDERSTAND_PAGES = {
  /** People, and one of them. */
  people: [
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
  ],
  /** Segments. */
  segments: [
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
  ],
  /** Lists and traits. */
  traits: [
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
  ],
  /** What each use sees, and how that is made. */
  views: [
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
  ],
} satisfies Record<string, PageCase[]>;
