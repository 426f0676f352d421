// Event streams: answers that stay open, as server-sent events.
//
// **Who may.** A stream outlives the key, the role or the token that opened it. So each is asked about again every ten seconds, as
// what it was opened for, and ends when it may not go on, with the reason as its last event. What cannot be asked about ends
// too. They are asked about in turns, each second those whose time has come: ten thousand at once would hold up everybody else.
//
// **How much waits.** A reader may be slower than what happens. Nothing is queued for them: while what was sent before has not left, nothing
// more is taken, and whoever sends is told when it has, and sends what is true by then. Who takes nothing for half a minute is let go.
import type { ServerResponse } from 'node:http';
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { toFault } from './http-server.ts';

export type SentEvent = {
  /** Left out: what is called `message`. */
  event?: string;
  id?: string;
  data: unknown;
};

export type EventStream = {
  /** False: the reader has not taken what was sent before, and nothing was sent. `onFree` tells when they have. */
  send(event: SentEvent): boolean;
  /** Whether something that is sent now would be taken. */
  isFree(): boolean;
  /** Ends it, with the reason as its last event. */
  end(error: unknown): void;
};

export type OpenedFor<Turn> = {
  /** Throws when whoever watches may not go on. Those of one turn share what they ask for. */
  permitAgain(turn: Turn): Promise<unknown>;
  onClose?(): void;
  onFree?(): void;
  /** So much may wait for the reader; nothing, unless told. */
  unsentBytesMax?: number;
};

export type EventStreams<Turn> = {
  /** Takes the answer over. */
  open(reply: FastifyReply, openedFor: OpenedFor<Turn>): EventStream;
};

type Open<Turn> = EventStream & {
  response: ServerResponse;
  permitAgain: OpenedFor<Turn>['permitAgain'];
  ping(): void;
  askedAtMs: number;
  isAsked: boolean;
};

/** Each stream gets a comment this often, so that both sides know that the other is there, and is asked about again. */
const pingMs = 10_000;
const turnsPerPing = 10;
/** Whoever takes nothing for so many pings is let go, and comes again. */
const silentPingsMax = 3;
/** Whoever does not take the last event in this time goes without it. */
const endMsMax = 10_000;

export function openEventStreams<Turn>(
  app: FastifyInstance,
  { openTurn, everyMs = pingMs }: { openTurn: () => Turn; everyMs?: number },
): EventStreams<Turn> {
  const all = new Set<Open<Turn>>();

  function takeTurn(): void {
    const now = performance.now();
    // The next turn would come too late for those whose time ends before it.
    const dueMs = now - everyMs * (1 - 1 / turnsPerPing);
    const turn = openTurn();
    for (const stream of all) if (stream.askedAtMs <= dueMs) ask(stream, turn, now);
  }
  const timer = setInterval(takeTurn, everyMs / turnsPerPing);
  timer.unref();
  // Streams never end by themselves; a server that stops must not wait for them.
  app.addHook('preClose', async () => {
    clearInterval(timer);
    for (const { response } of all) response.end();
  });

  return {
    open(reply, openedFor) {
      reply.hijack();
      const response = reply.raw;
      response.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        ...{ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      });
      response.write(': watching\n\n');
      const stream = {
        ...{ response, permitAgain: openedFor.permitAgain, askedAtMs: performance.now(), isAsked: false },
        ...openWriting(response, openedFor),
      };
      all.add(stream);
      function leave(): void {
        all.delete(stream);
        openedFor.onClose?.();
      }
      onceClosed(response, leave);
      return stream;
    },
  };
}

/** Also where whoever asked has left already. */
export function onceClosed(response: ServerResponse, act: () => void): void {
  if (response.destroyed) act();
  else response.once('close', act);
}

function ask<Turn>(stream: Open<Turn>, turn: Turn, now: number): void {
  // The question before had all that time.
  if (stream.isAsked) {
    stream.end(new AppError('storage_unavailable'));
    return;
  }
  stream.ping();
  stream.askedAtMs = now;
  stream.isAsked = true;
  stream.permitAgain(turn).then(() => {
    stream.isAsked = false;
  }, stream.end);
}

type Writing = Pick<Open<unknown>, 'send' | 'isFree' | 'end' | 'ping'>;

function openWriting(
  response: ServerResponse,
  { onFree, unsentBytesMax = 0 }: Pick<OpenedFor<unknown>, 'onFree' | 'unsentBytesMax'>,
): Writing {
  let unsentBytes = 0;
  let isAwaited = false;
  let silentPings = 0;

  const isOpen = (): boolean => !response.writableEnded && !response.destroyed;
  const hasRoom = (): boolean => isOpen() && unsentBytes <= unsentBytesMax;
  function write(text: string): void {
    const bytes = Buffer.byteLength(text);
    unsentBytes += bytes;
    response.write(text, () => {
      unsentBytes -= bytes;
      silentPings = 0;
      if (!isAwaited || !hasRoom()) return;
      isAwaited = false;
      onFree?.();
    });
  }
  function isFree(): boolean {
    const has = hasRoom();
    isAwaited = !has;
    return has;
  }

  return {
    isFree,
    send(event) {
      const has = isFree();
      if (has) write(toText(event));
      return has;
    },
    ping() {
      if (!isOpen()) return;
      if (unsentBytes === 0) write(': ping\n\n');
      else silentPings += 1;
      if (silentPings >= silentPingsMax) response.destroy();
    },
    end(error) {
      if (!isOpen()) return;
      const { code, message } = toFault(error);
      response.end(toText({ event: 'end', data: { code, message } }));
      setTimeout(() => response.destroy(), endMsMax).unref();
    },
  };
}

const toText = ({ event, id, data }: SentEvent): string =>
  `${event === undefined ? '' : `event: ${event}\n`}${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
