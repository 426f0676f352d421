// A page with an address, and the states in which it is looked at.
import type { Scenario } from './fixture/scenarios.ts';

export type PageCase = { name: string; path: string; scenarios: Scenario[] };

export const OFTEN: Scenario[] = ['usual', 'empty', 'failing', 'slow'];
