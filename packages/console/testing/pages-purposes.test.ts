// The pages of what data is used for, in each of their states.
import { checkPages } from './page-checks.ts';
import { PAGE_GROUPS } from './pages.ts';

checkPages(PAGE_GROUPS.purposes);
