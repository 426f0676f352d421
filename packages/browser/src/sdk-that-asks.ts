// The script rapport-asking.js: the SDK with everything that shows itself and asks.
import { withAsking } from './asking/index.ts';
import { withBanner } from './banner/index.ts';
import { loadSdk } from './sdk/load.ts';

// What is chosen in the banner goes through asking, which follows each choice.
loadSdk(withAsking, withBanner);
