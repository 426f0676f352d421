// The pages of messages and of what they go by, in each of their states.
import { checkPages } from './page-checks.ts';
import { PAGE_GROUPS } from './pages.ts';

checkPages(PAGE_GROUPS.engage);
