// What each use sees of people and the shop, in each of its states.
import { checkPages } from './page-checks.ts';
import { VIEW_PAGES } from './pages.ts';

checkPages(VIEW_PAGES);
