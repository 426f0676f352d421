// The script rapport-asking.js: the SDK with everything that shows itself and asks.
import { withBanner } from './banner/index.ts';
import { loadSdk } from './sdk/load.ts';

loadSdk(withBanner);
