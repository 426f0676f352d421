// The pages that bring data in, in each of their states.
import { checkPages } from './page-checks.ts';
import { CONNECT_PAGES } from './pages.ts';

checkPages(CONNECT_PAGES);
