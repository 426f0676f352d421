// The four pillars and what exists in each. A page is listed here once it works, not before.
import {
  IconAdjustmentsHorizontal,
  IconBox,
  IconBroadcast,
  IconChartHistogram,
  IconEye,
  IconFileCertificate,
  IconFileImport,
  IconGavel,
  IconGitMerge,
  IconHome,
  IconInbox,
  IconLayoutGrid,
  IconLinkOff,
  IconListDetails,
  IconMail,
  IconMailbox,
  IconMathFunction,
  IconMessageQuestion,
  IconMessages,
  IconMoon,
  IconPhoneCall,
  IconPlugConnected,
  IconReport,
  IconSend,
  IconShieldCheck,
  IconTags,
  IconTimeline,
  IconTruckDelivery,
  IconUserOff,
  IconUserShield,
  IconUsers,
  IconUsersGroup,
  IconZoomExclamation,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

export type NavKey =
  | 'home'
  | 'live'
  | 'sources'
  | 'import'
  | 'quarantine'
  | 'rules'
  | 'refusals'
  | 'catalog'
  | 'people'
  | 'segments'
  | 'lists'
  | 'traits'
  | 'views'
  | 'purposes'
  | 'preferenceCentre'
  | 'topics'
  | 'notices'
  | 'gate'
  | 'consent'
  | 'suppressions'
  | 'recipients'
  | 'reads'
  | 'requests'
  | 'asks'
  | 'processingRecord'
  | 'labels'
  | 'phoneTasks'
  | 'outbox'
  | 'messages'
  | 'messageRules'
  | 'channels'
  | 'pipeline'
  | 'members';

export type NavItem = {
  key: NavKey;
  to:
    | '/'
    | '/live'
    | '/sources'
    | '/import'
    | '/quarantine'
    | '/identity/rules'
    | '/identity/refusals'
    | '/catalog'
    | '/people'
    | '/segments'
    | '/lists'
    | '/traits'
    | '/views'
    | '/purposes'
    | '/preference-centre'
    | '/topics'
    | '/notices'
    | '/gate'
    | '/consent'
    | '/suppressions'
    | '/recipients'
    | '/reads'
    | '/requests'
    | '/asks'
    | '/processing-record'
    | '/labels'
    | '/phone-tasks'
    | '/outbox'
    | '/messages'
    | '/message-rules'
    | '/channels'
    | '/pipeline'
    | '/members';
  icon: ComponentType<{ 'aria-hidden'?: boolean }>;
  /** Pressed after `g`. */
  letter: string;
};

export type NavGroup = {
  key: 'top' | 'connect' | 'understand' | 'respect' | 'engage' | 'below';
  items: NavItem[];
};

export const NAVIGATION: NavGroup[] = [
  { key: 'top', items: [{ key: 'home', to: '/', icon: IconHome, letter: 'h' }] },
  {
    key: 'connect',
    items: [
      { key: 'live', to: '/live', icon: IconBroadcast, letter: 'l' },
      { key: 'sources', to: '/sources', icon: IconPlugConnected, letter: 's' },
      { key: 'import', to: '/import', icon: IconFileImport, letter: 'i' },
      { key: 'quarantine', to: '/quarantine', icon: IconZoomExclamation, letter: 'q' },
      { key: 'rules', to: '/identity/rules', icon: IconGitMerge, letter: 'r' },
      { key: 'refusals', to: '/identity/refusals', icon: IconLinkOff, letter: 'f' },
      { key: 'catalog', to: '/catalog', icon: IconBox, letter: 'w' },
    ],
  },
  {
    key: 'understand',
    items: [
      { key: 'people', to: '/people', icon: IconUsers, letter: 'p' },
      { key: 'segments', to: '/segments', icon: IconUsersGroup, letter: 'o' },
      { key: 'lists', to: '/lists', icon: IconListDetails, letter: 'y' },
      { key: 'traits', to: '/traits', icon: IconMathFunction, letter: 'k' },
      { key: 'views', to: '/views', icon: IconLayoutGrid, letter: 'v' },
    ],
  },
  {
    key: 'respect',
    items: [
      { key: 'purposes', to: '/purposes', icon: IconShieldCheck, letter: 'u' },
      { key: 'labels', to: '/labels', icon: IconTags, letter: 'b' },
      { key: 'preferenceCentre', to: '/preference-centre', icon: IconAdjustmentsHorizontal, letter: '1' },
      { key: 'topics', to: '/topics', icon: IconMessages, letter: '2' },
      { key: 'notices', to: '/notices', icon: IconFileCertificate, letter: 'n' },
      { key: 'gate', to: '/gate', icon: IconGavel, letter: 'a' },
      { key: 'consent', to: '/consent', icon: IconChartHistogram, letter: 'c' },
      { key: 'asks', to: '/asks', icon: IconMessageQuestion, letter: '3' },
      { key: 'requests', to: '/requests', icon: IconInbox, letter: 'j' },
      { key: 'suppressions', to: '/suppressions', icon: IconUserOff, letter: 'x' },
      { key: 'recipients', to: '/recipients', icon: IconTruckDelivery, letter: 't' },
      { key: 'reads', to: '/reads', icon: IconEye, letter: 'z' },
      { key: 'processingRecord', to: '/processing-record', icon: IconReport, letter: 'd' },
    ],
  },
  {
    key: 'engage',
    items: [
      { key: 'messages', to: '/messages', icon: IconMail, letter: '6' },
      { key: 'outbox', to: '/outbox', icon: IconMailbox, letter: '7' },
      { key: 'phoneTasks', to: '/phone-tasks', icon: IconPhoneCall, letter: '8' },
      { key: 'channels', to: '/channels', icon: IconSend, letter: '4' },
      { key: 'messageRules', to: '/message-rules', icon: IconMoon, letter: '5' },
    ],
  },
  {
    key: 'below',
    items: [
      { key: 'pipeline', to: '/pipeline', icon: IconTimeline, letter: 'e' },
      { key: 'members', to: '/members', icon: IconUserShield, letter: 'm' },
    ],
  },
];

export const ALL_PAGES: NavItem[] = NAVIGATION.flatMap((group) => group.items);
