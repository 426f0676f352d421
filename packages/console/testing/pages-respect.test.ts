// The pages of the pillar that keeps what people said, in each of their states.
import { checkPages } from './page-checks.ts';
import { RESPECT_PAGES } from './pages.ts';

checkPages(RESPECT_PAGES);
