// The pages of who is who, in each of their states.
import { checkPages } from './page-checks.ts';
import { PAGE_GROUPS } from './pages.ts';

checkPages(PAGE_GROUPS.identity);
