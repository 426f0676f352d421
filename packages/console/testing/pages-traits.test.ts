// The pages of lists and traits, in each of their states.
import { checkPages } from './page-checks.ts';
import { PAGE_GROUPS } from './pages.ts';

checkPages(PAGE_GROUPS.traits);
