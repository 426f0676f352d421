// The adapters, one file each.
export type { Adapter } from './adapter.ts';
export { posthog } from './posthog.ts';
export { snowplow } from './snowplow.ts';
