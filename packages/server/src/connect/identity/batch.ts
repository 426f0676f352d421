// What a batch of messages tells about who is who: each identifier once, and each pair once, with the earliest evidence.
import type { KnownIdentifier } from './cache.ts';
import { compareText, mergeFormers } from './evidence.ts';
import { keyOf } from './identifiers.ts';
import type { NamedIdentifier } from './named-identifiers.ts';

/** A message as far as identity is concerned. `named` holds at least one identifier, the deciding one first. */
export type Told = {
  message: { type: string };
  messageId: string;
  timestampMs: number;
  source: { id: number };
  named: readonly NamedIdentifier[];
};

export type BatchNode = {
  identifier: NamedIdentifier;
  /** Text that two identifiers share exactly when they are the same. */
  key: string;
  /** The message that named it first. */
  told: Told;
  /** When it was first named, and first named for certain (Infinity: never), in milliseconds since 1970. */
  firstSeenMs: number;
  certainMs: number;
  /** An alias of the batch names it as a previous id. */
  former: boolean;
  /** It decides whose a message of the batch is. */
  decides: boolean;
  /** What is known of it, once it was looked for (`find-known.ts`); a new one has an id then. */
  id: number;
  known: KnownIdentifier | undefined;
  isCached: boolean;
};

/** Two identifiers that one message named together, by place in `nodes`. */
export type BatchPair = {
  x: number;
  y: number;
  first: Told;
  lastSeenMs: number;
  /** The one that an alias names as the previous id of the other; `eachOther` where aliases say it both ways. */
  former: number | null;
};

export type IdentityBatch = {
  nodes: BatchNode[];
  pairs: BatchPair[];
  /** The nodes of each message, the deciding one first. */
  nodesOf: number[][];
};

export function readBatch(messages: readonly Told[]): IdentityBatch {
  const nodes: BatchNode[] = [];
  const placeOf = new Map<string, number>();
  const pairs = new Map<number, BatchPair>();
  const nodesOf = messages.map((told) => {
    const places = told.named.map((identifier) => takeNode(identifier, told, nodes, placeOf));
    (nodes[places[0] as number] as BatchNode).decides = true;
    for (let i = 0; i < places.length; i += 1) {
      const { pairedWith } = told.named[i] as NamedIdentifier;
      if (pairedWith === -1) continue;
      const pair = takePair(places[pairedWith] as number, places[i] as number, told, pairs);
      if (pair === undefined || told.named[i]?.former !== true) continue;
      const place = places[i] as number;
      pair.former = mergeFormers(pair.former, place);
      (nodes[place] as BatchNode).former = true;
    }
    return places;
  });
  return { nodes, pairs: [...pairs.values()], nodesOf };
}

function takeNode(
  identifier: NamedIdentifier,
  told: Told,
  nodes: BatchNode[],
  placeOf: Map<string, number>,
): number {
  const key = keyOf(identifier);
  const { timestampMs } = told;
  const certainMs = identifier.guessed ? Infinity : timestampMs;
  const known = placeOf.get(key);
  if (known === undefined) {
    placeOf.set(key, nodes.length);
    const node: BatchNode = {
      identifier,
      key,
      told,
      firstSeenMs: timestampMs,
      certainMs,
      former: false,
      decides: false,
      id: 0,
      known: undefined,
      isCached: false,
    };
    return nodes.push(node) - 1;
  }
  const node = nodes[known] as BatchNode;
  if (timestampMs < node.firstSeenMs) node.firstSeenMs = timestampMs;
  if (certainMs < node.certainMs) node.certainMs = certainMs;
  return known;
}

/** More nodes than any batch has: two places make one number. */
const placesMax = 2 ** 26;

function takePair(
  one: number,
  other: number,
  told: Told,
  pairs: Map<number, BatchPair>,
): BatchPair | undefined {
  if (one === other) return undefined;
  const x = Math.min(one, other);
  const y = Math.max(one, other);
  const key = x * placesMax + y;
  const known = pairs.get(key);
  if (known === undefined) {
    const pair = { x, y, first: told, lastSeenMs: told.timestampMs, former: null };
    pairs.set(key, pair);
    return pair;
  }
  if (told.timestampMs > known.lastSeenMs) known.lastSeenMs = told.timestampMs;
  if (isEarlier(told, known.first)) known.first = told;
  return known;
}

const isEarlier = (x: Told, y: Told): boolean =>
  x.timestampMs !== y.timestampMs
    ? x.timestampMs < y.timestampMs
    : (compareText(x.messageId, y.messageId) || x.source.id - y.source.id) < 0;
