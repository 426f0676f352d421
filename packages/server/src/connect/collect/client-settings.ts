// The settings documents that browser clients fetch before their first message.
import type { Source } from '../sources/index.ts';
import type { SettingsClient } from './calls.ts';

/** The name by which each client finds its delivery. Without its own it would send to its vendor. */
const deliveryNames: Record<SettingsClient, string> = {
  segment: 'Segment.io',
  customerio: 'Customer.io Data Pipelines',
};

/**
 * What the clients of Segment and Customer.io expect at `/v1/projects/:writeKey/settings`. Nothing in their request says
 * which of them asks, so each finds its name here. But a client that finds more than one name fetches the part of itself
 * that serves destinations, from its vendor's network where it came by a script tag. So there is an address for each
 * client with its name alone: `/segment/v1/projects/:writeKey/settings` and `/customerio/v1/…`.
 */
export function toSettings(
  source: Source,
  host: string,
  client: SettingsClient | undefined,
): Record<string, unknown> {
  const delivery = {
    apiKey: source.write_key,
    apiHost: `${host}/v1`,
    protocol: isLocal(host) ? 'http' : 'https',
    // Each client takes the other's name for a destination, and would fetch a script for it. Unbundled has none.
    bundlingStatus: 'unbundled',
    unbundledIntegrations: [],
    addBundledMetadata: false,
    maybeBundledConfigIds: {},
    versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
  };
  const names = client === undefined ? Object.values(deliveryNames) : [deliveryNames[client]];
  const open = { __default: { enabled: true, integrations: {} } };
  return {
    integrations: Object.fromEntries(names.map((name) => [name, delivery])),
    plan: { track: open, identify: open, group: open },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}

/** What RudderStack's browser client expects at `/sourceConfig`: a source without device-mode destinations. */
export function toRudderSettings(source: Source): Record<string, unknown> {
  return {
    source: {
      id: source.slug,
      name: source.name,
      writeKey: source.write_key,
      enabled: source.enabled,
      workspaceId: String(source.workspace_id),
      config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
      connections: [],
      destinations: [],
      dataplanes: {},
      updatedAt: source.created_at,
    },
    updatedAt: source.created_at,
  };
}

const isLocal = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
