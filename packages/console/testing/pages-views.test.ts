// What each use sees of people and the shop, in each of its states.
import { checkPages } from './page-checks.ts';
import { PAGE_GROUPS } from './pages.ts';

checkPages(PAGE_GROUPS.views);
