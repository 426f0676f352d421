// Follows once the English words rest.
import { en } from '../en/index.ts';
export const zhHans = en;
