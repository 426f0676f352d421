// The tracking clients for Node under one roof: unmodified packages, told nothing but host and key.
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { Analytics as CustomerIo } from '@customerio/cdp-analytics-node';
import RudderStack from '@rudderstack/rudder-sdk-node';
import { Analytics as Segment } from '@segment/analytics-node';

export type Fields = Record<string, unknown>;
export type Call = { method: 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias'; fields: Fields };

export type NodeClient = {
  name: string;
  /** Makes the calls with a fresh client and resolves when all of them were delivered. */
  deliver(host: string, writeKey: string, calls: Call[]): Promise<void>;
  /** It waits as long as `Retry-After` says. */
  obeysRetryAfter: boolean;
};

/** All calls go out in one go, so that it is the client that decides how to batch them. */
const flushAt = 100;
const deliverMsMax = 20_000;

type Calling = { [method in Call['method']]: (fields: never, done?: () => void) => unknown };

function callAll(client: Calling, calls: Call[]): void {
  for (const { method, fields } of calls) client[method](fields as never);
}

const segment: NodeClient = {
  name: '@segment/analytics-node',
  obeysRetryAfter: true,
  async deliver(host, writeKey, calls) {
    const client = new Segment({ writeKey, host, flushAt, flushInterval: 50 });
    callAll(client, calls);
    await client.closeAndFlush({ timeout: deliverMsMax });
  },
};

const rudderStack: NodeClient = {
  name: '@rudderstack/rudder-sdk-node',
  obeysRetryAfter: true,
  async deliver(host, writeKey, calls) {
    const client = new RudderStack(writeKey, {
      dataPlaneUrl: host,
      flushAt,
      flushInterval: 50,
      logLevel: 'none',
    });
    await whenDelivered(calls, (call, done) => (client as Calling)[call.method](call.fields as never, done));
  },
};

const customerIo: NodeClient = {
  name: '@customerio/cdp-analytics-node',
  obeysRetryAfter: false,
  async deliver(host, writeKey, calls) {
    const client = new CustomerIo({ writeKey, host, maxEventsInBatch: flushAt, flushInterval: 50 });
    callAll(client, calls);
    await client.closeAndFlush({ timeout: deliverMsMax });
  },
};

type Legacy = new (writeKey: string, options: Fields) => Calling;
const legacy: NodeClient = {
  name: 'analytics-node',
  obeysRetryAfter: false,
  async deliver(host, writeKey, calls) {
    // Has no types.
    const Analytics = createRequire(import.meta.url)('analytics-node') as Legacy;
    const client = new Analytics(writeKey, { host, flushAt, flushInterval: 50 });
    await whenDelivered(calls, (call, done) => client[call.method](call.fields as never, done));
  },
};

export const nodeClients: NodeClient[] = [segment, rudderStack, customerIo, legacy];

/** For clients that call back when a message was delivered, or could not be. */
async function whenDelivered(
  calls: Call[],
  make: (call: Call, done: (error?: Error) => void) => void,
): Promise<void> {
  const delivered = calls.map(
    (call) =>
      new Promise<void>((resolve, reject) =>
        make(call, (error) => (error === undefined || error === null ? resolve() : reject(error))),
      ),
  );
  const late = sleep(deliverMsMax, undefined, { ref: false }).then(() => {
    throw new Error(`The client did not deliver within ${deliverMsMax} ms`);
  });
  await Promise.race([Promise.all(delivered), late]);
}
