// Every address of the console and the page that answers it. Pages load when they are first visited.
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { isSignedOut } from '../api/error.ts';
import { whole } from '../language/index.ts';
import { ErrorPage, NotFoundPage, PendingPage } from './fallback-pages.tsx';
import { parseSearch, stringifySearch, textSearch } from './search-params.ts';
import { sessionQuery } from './session.ts';
import { Shell } from './shell/shell.tsx';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: textSearch('next'),
  component: lazyRouteComponent(() => import('../sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** Everything that needs a member. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (!isSignedOut(error)) throw error;
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
    }
  },
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage'),
});

const live = createRoute({
  getParentRoute: () => inside,
  path: '/live',
  validateSearch: textSearch('purpose', 'type', 'event', 'source', 'q', 'inspect'),
  component: lazyRouteComponent(() => import('../connect/live/live-page.tsx'), 'LivePage'),
});

const sources = createRoute({
  getParentRoute: () => inside,
  path: '/sources',
  validateSearch: textSearch('new'),
  component: lazyRouteComponent(() => import('../connect/sources/sources-page.tsx'), 'SourcesPage'),
});

const source = createRoute({
  getParentRoute: () => inside,
  path: '/sources/$sourceId',
  component: lazyRouteComponent(() => import('../connect/sources/source-page.tsx'), 'SourcePage'),
});

const banner = createRoute({
  getParentRoute: () => inside,
  path: '/sources/$sourceId/banner',
  component: lazyRouteComponent(
    () => whole(() => import('../connect/banners/banner-page.tsx')),
    'BannerPage',
  ),
});

const imports = createRoute({
  getParentRoute: () => inside,
  path: '/import',
  component: lazyRouteComponent(
    () => whole(() => import('../connect/import/imports-page.tsx')),
    'ImportsPage',
  ),
});

const importPage = createRoute({
  getParentRoute: () => inside,
  path: '/import/$importId',
  component: lazyRouteComponent(() => whole(() => import('../connect/import/import-page.tsx')), 'ImportPage'),
});

const quarantine = createRoute({
  getParentRoute: () => inside,
  path: '/quarantine',
  validateSearch: textSearch('reason', 'source', 'inspect'),
  component: lazyRouteComponent(() => import('../connect/quarantine/quarantine-page.tsx'), 'QuarantinePage'),
});

const identityRules = createRoute({
  getParentRoute: () => inside,
  path: '/identity/rules',
  validateSearch: textSearch('type', 'new'),
  component: lazyRouteComponent(() => whole(() => import('../connect/identity/rules-page.tsx')), 'RulesPage'),
});

const refusals = createRoute({
  getParentRoute: () => inside,
  path: '/identity/refusals',
  validateSearch: textSearch('show'),
  component: lazyRouteComponent(
    () => whole(() => import('../connect/identity/refusals-page.tsx')),
    'RefusalsPage',
  ),
});

const catalog = createRoute({
  getParentRoute: () => inside,
  path: '/catalog',
  component: lazyRouteComponent(
    () => whole(() => import('../connect/catalog/catalog-page.tsx')),
    'CatalogPage',
  ),
});

const newCatalogType = createRoute({
  getParentRoute: () => inside,
  path: '/catalog/new',
  component: lazyRouteComponent(
    () => whole(() => import('../connect/catalog/type-editor.tsx')),
    'NewTypePage',
  ),
});

const catalogType = createRoute({
  getParentRoute: () => inside,
  path: '/catalog/$type',
  validateSearch: textSearch('tab', 'q', 'purpose'),
  component: lazyRouteComponent(() => whole(() => import('../connect/catalog/type-page.tsx')), 'TypePage'),
});

const changeCatalogType = createRoute({
  getParentRoute: () => inside,
  path: '/catalog/$type/edit',
  component: lazyRouteComponent(
    () => whole(() => import('../connect/catalog/type-editor.tsx')),
    'ChangeTypePage',
  ),
});

const importObjects = createRoute({
  getParentRoute: () => inside,
  path: '/catalog/$type/import',
  component: lazyRouteComponent(
    () => whole(() => import('../connect/catalog/import-page.tsx')),
    'ImportObjectsPage',
  ),
});

const catalogObject = createRoute({
  getParentRoute: () => inside,
  path: '/catalog/$type/objects/$id',
  validateSearch: textSearch('purpose'),
  component: lazyRouteComponent(
    () => whole(() => import('../connect/catalog/object-page.tsx')),
    'ObjectPage',
  ),
});

const people = createRoute({
  getParentRoute: () => inside,
  path: '/people',
  validateSearch: textSearch('purpose', 'q'),
  component: lazyRouteComponent(() => import('../understand/people/people-page.tsx'), 'PeoplePage'),
});

const person = createRoute({
  getParentRoute: () => inside,
  path: '/people/$type/$value',
  validateSearch: textSearch('purpose', 'type', 'event', 'tab', 'inspect', 'record'),
  component: lazyRouteComponent(() => import('../understand/people/person-page.tsx'), 'PersonPage'),
});

const segments = createRoute({
  getParentRoute: () => inside,
  path: '/segments',
  component: lazyRouteComponent(
    () => whole(() => import('../understand/segments/segments-page.tsx')),
    'SegmentsPage',
  ),
});

const newSegment = createRoute({
  getParentRoute: () => inside,
  path: '/segments/new',
  component: lazyRouteComponent(
    () => whole(() => import('../understand/segments/segment-editor.tsx')),
    'NewSegmentPage',
  ),
});

const segment = createRoute({
  getParentRoute: () => inside,
  path: '/segments/$name',
  validateSearch: textSearch('tab', 'who', 'export'),
  component: lazyRouteComponent(
    () => whole(() => import('../understand/segments/segment-page.tsx')),
    'SegmentPage',
  ),
});

const changeSegment = createRoute({
  getParentRoute: () => inside,
  path: '/segments/$name/edit',
  component: lazyRouteComponent(
    () => whole(() => import('../understand/segments/segment-editor.tsx')),
    'ChangeSegmentPage',
  ),
});

const lists = createRoute({
  getParentRoute: () => inside,
  path: '/lists',
  validateSearch: textSearch('new'),
  component: lazyRouteComponent(() => whole(() => import('../understand/lists/lists-page.tsx')), 'ListsPage'),
});

const list = createRoute({
  getParentRoute: () => inside,
  path: '/lists/$name',
  validateSearch: textSearch('purpose', 'add'),
  component: lazyRouteComponent(() => whole(() => import('../understand/lists/list-page.tsx')), 'ListPage'),
});

const traits = createRoute({
  getParentRoute: () => inside,
  path: '/traits',
  component: lazyRouteComponent(
    () => whole(() => import('../understand/traits/traits-page.tsx')),
    'TraitsPage',
  ),
});

const newTrait = createRoute({
  getParentRoute: () => inside,
  path: '/traits/new',
  component: lazyRouteComponent(
    () => whole(() => import('../understand/traits/trait-editor.tsx')),
    'NewTraitPage',
  ),
});

const trait = createRoute({
  getParentRoute: () => inside,
  path: '/traits/$name',
  validateSearch: textSearch('tab', 'who'),
  component: lazyRouteComponent(
    () => whole(() => import('../understand/traits/trait-page.tsx')),
    'TraitPage',
  ),
});

const changeTrait = createRoute({
  getParentRoute: () => inside,
  path: '/traits/$name/edit',
  component: lazyRouteComponent(
    () => whole(() => import('../understand/traits/trait-editor.tsx')),
    'ChangeTraitPage',
  ),
});

const views = createRoute({
  getParentRoute: () => inside,
  path: '/views',
  component: lazyRouteComponent(() => whole(() => import('../understand/views/views-page.tsx')), 'ViewsPage'),
});

const view = createRoute({
  getParentRoute: () => inside,
  path: '/views/$view',
  validateSearch: textSearch('embed'),
  component: lazyRouteComponent(() => whole(() => import('../understand/views/view-page.tsx')), 'ViewPage'),
});

const newView = createRoute({
  getParentRoute: () => inside,
  path: '/views/new',
  validateSearch: textSearch('who'),
  component: lazyRouteComponent(
    () => whole(() => import('../understand/views/designer/view-editor.tsx')),
    'NewViewPage',
  ),
});

const changeView = createRoute({
  getParentRoute: () => inside,
  path: '/views/$view/edit',
  validateSearch: textSearch('who'),
  component: lazyRouteComponent(
    () => whole(() => import('../understand/views/designer/view-editor.tsx')),
    'ChangeViewPage',
  ),
});

const viewOfPerson = createRoute({
  getParentRoute: () => inside,
  path: '/views/$view/$type/$value',
  validateSearch: textSearch('embed'),
  component: lazyRouteComponent(() => whole(() => import('../understand/views/view-page.tsx')), 'ViewPage'),
});

const purposes = createRoute({
  getParentRoute: () => inside,
  path: '/purposes',
  validateSearch: textSearch('new'),
  component: lazyRouteComponent(() => import('../respect/purposes/purposes-page.tsx'), 'PurposesPage'),
});

const preferenceCentre = createRoute({
  getParentRoute: () => inside,
  path: '/preference-centre',
  validateSearch: textSearch('brand'),
  component: lazyRouteComponent(
    () => whole(() => import('../respect/preference-centre/centre-page.tsx')),
    'CentrePage',
  ),
});

const topics = createRoute({
  getParentRoute: () => inside,
  path: '/topics',
  validateSearch: textSearch('topic', 'brand', 'new'),
  component: lazyRouteComponent(() => whole(() => import('../respect/topics/topics-page.tsx')), 'TopicsPage'),
});

const notices = createRoute({
  getParentRoute: () => inside,
  path: '/notices',
  validateSearch: textSearch('inspect', 'new'),
  component: lazyRouteComponent(() => import('../respect/notices/notices-page.tsx'), 'NoticesPage'),
});

const gate = createRoute({
  getParentRoute: () => inside,
  path: '/gate',
  validateSearch: textSearch('type', 'value', 'purpose', 'recipient', 'categories', 'at', 'decision'),
  component: lazyRouteComponent(() => whole(() => import('../respect/gate/gate-page.tsx')), 'GatePage'),
});

const consent = createRoute({
  getParentRoute: () => inside,
  path: '/consent',
  validateSearch: textSearch('days', 'purpose'),
  component: lazyRouteComponent(
    () => whole(() => import('../respect/consent-rates/consent-page.tsx')),
    'ConsentPage',
  ),
});

const suppressions = createRoute({
  getParentRoute: () => inside,
  path: '/suppressions',
  validateSearch: textSearch('scope', 'state', 'inspect', 'new'),
  component: lazyRouteComponent(
    () => whole(() => import('../respect/suppression/suppressions-page.tsx')),
    'SuppressionsPage',
  ),
});

const reads = createRoute({
  getParentRoute: () => inside,
  path: '/reads',
  validateSearch: textSearch('profile'),
  component: lazyRouteComponent(() => whole(() => import('../respect/reads/reads-page.tsx')), 'ReadsPage'),
});

const requests = createRoute({
  getParentRoute: () => inside,
  path: '/requests',
  validateSearch: textSearch('kind', 'state', 'inspect'),
  component: lazyRouteComponent(
    () => whole(() => import('../respect/requests/requests-page.tsx')),
    'RequestsPage',
  ),
});

const asks = createRoute({
  getParentRoute: () => inside,
  path: '/asks',
  validateSearch: textSearch('inspect', 'new'),
  component: lazyRouteComponent(() => whole(() => import('../respect/asks/asks-page.tsx')), 'AsksPage'),
});

const recipients = createRoute({
  getParentRoute: () => inside,
  path: '/recipients',
  validateSearch: textSearch('inspect', 'new', 'rule'),
  component: lazyRouteComponent(
    () => whole(() => import('../respect/recipients/recipients-page.tsx')),
    'RecipientsPage',
  ),
});

const processingRecord = createRoute({
  getParentRoute: () => inside,
  path: '/processing-record',
  validateSearch: textSearch('edit'),
  component: lazyRouteComponent(
    () => whole(() => import('../respect/processing-record/record-page.tsx')),
    'RecordPage',
  ),
});

const purpose = createRoute({
  getParentRoute: () => inside,
  path: '/purposes/$slug',
  validateSearch: textSearch('edit'),
  component: lazyRouteComponent(() => import('../respect/purposes/purpose-page.tsx'), 'PurposePage'),
});

const labels = createRoute({
  getParentRoute: () => inside,
  path: '/labels',
  validateSearch: textSearch('show', 'subject', 'q', 'inspect'),
  component: lazyRouteComponent(() => import('../respect/categories/labels-page.tsx'), 'LabelsPage'),
});

const channels = createRoute({
  getParentRoute: () => inside,
  path: '/channels',
  validateSearch: textSearch('channel', 'account', 'new'),
  component: lazyRouteComponent(
    () => whole(() => import('../engage/channels/channels-page.tsx')),
    'ChannelsPage',
  ),
});

const messageRules = createRoute({
  getParentRoute: () => inside,
  path: '/message-rules',
  validateSearch: textSearch('quiet', 'cap'),
  component: lazyRouteComponent(
    () => whole(() => import('../engage/rules/rules-page.tsx')),
    'MessageRulesPage',
  ),
});

const messages = createRoute({
  getParentRoute: () => inside,
  path: '/messages',
  validateSearch: textSearch(
    'purpose',
    'state',
    'channel',
    'reason',
    'template',
    'campaign',
    'profile',
    'inspect',
  ),
  component: lazyRouteComponent(
    () => whole(() => import('../engage/messages/messages-page.tsx')),
    'MessagesPage',
  ),
});

const outbox = createRoute({
  getParentRoute: () => inside,
  path: '/outbox',
  validateSearch: textSearch('purpose', 'mail'),
  component: lazyRouteComponent(() => whole(() => import('../engage/outbox/outbox-page.tsx')), 'OutboxPage'),
});

const phoneTasks = createRoute({
  getParentRoute: () => inside,
  path: '/phone-tasks',
  validateSearch: textSearch('state', 'task'),
  component: lazyRouteComponent(
    () => whole(() => import('../engage/phone-tasks/tasks-page.tsx')),
    'PhoneTasksPage',
  ),
});

const pipeline = createRoute({
  getParentRoute: () => inside,
  path: '/pipeline',
  component: lazyRouteComponent(() => import('../pipeline/pipeline-page.tsx'), 'PipelinePage'),
});

const members = createRoute({
  getParentRoute: () => inside,
  path: '/members',
  validateSearch: textSearch('inspect', 'role', 'new'),
  component: lazyRouteComponent(() => whole(() => import('../members/members-page.tsx')), 'MembersPage'),
});

/** An address that no page answers, for a member: within the frame, so that the way on is at hand. */
const unknown = createRoute({
  getParentRoute: () => inside,
  path: '$',
  component: NotFoundPage,
});

const routeTree = root.addChildren([
  signIn,
  inside.addChildren([
    home,
    live,
    sources,
    source,
    banner,
    imports,
    importPage,
    quarantine,
    identityRules,
    refusals,
    catalog,
    newCatalogType,
    catalogType,
    changeCatalogType,
    importObjects,
    catalogObject,
    people,
    person,
    segments,
    newSegment,
    segment,
    changeSegment,
    lists,
    list,
    traits,
    newTrait,
    trait,
    changeTrait,
    views,
    newView,
    view,
    changeView,
    viewOfPerson,
    purposes,
    purpose,
    preferenceCentre,
    topics,
    notices,
    gate,
    consent,
    suppressions,
    reads,
    requests,
    asks,
    recipients,
    processingRecord,
    labels,
    channels,
    messageRules,
    messages,
    outbox,
    phoneTasks,
    pipeline,
    members,
    unknown,
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: PendingPage,
    defaultPendingMs: 150,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
