// The script rapport.js: the SDK alone.
import { loadSdk } from './load.ts';

loadSdk();
