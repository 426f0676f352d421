// All other pages, in each of their states.
import { checkPages } from './page-checks.ts';
import { OTHER_PAGES } from './pages.ts';

checkPages(OTHER_PAGES);
