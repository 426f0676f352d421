// How many views may lie open: of the whole server, and of each key or member, with the card tokens that they made.
import { AppError } from '@rapport/protocol';
import type { Principal } from '../../respect/access/index.ts';

export type StreamLimits = {
  /** Of all together. */
  viewStreamsMax: number;
  /** Of one key or member. */
  cardStreamsMax: number;
};

export type Seats = {
  /** Throws `view_streams_limited`. What is returned gives the seat back, once. */
  take(who: Pick<Principal, 'kind' | 'id' | 'workspaceId'>): () => void;
};

/** Those who left may have made room by then. */
const retryAfterSeconds = 30;

export function openSeats({ viewStreamsMax, cardStreamsMax }: StreamLimits): Seats {
  const taken = new Map<string, number>();
  let total = 0;
  return {
    take({ kind, id, workspaceId }) {
      // A card token is recognised as its maker.
      const who = `${workspaceId} ${kind} ${id}`;
      const own = taken.get(who) ?? 0;
      if (own >= cardStreamsMax) throw refuse(tellOwn(kind, cardStreamsMax));
      if (total >= viewStreamsMax) throw refuse(tellAll(viewStreamsMax));
      total += 1;
      taken.set(who, own + 1);
      let isGivenBack = false;
      return function giveBack() {
        if (isGivenBack) return;
        isGivenBack = true;
        total -= 1;
        const left = (taken.get(who) ?? 0) - 1;
        if (left > 0) taken.set(who, left);
        else taken.delete(who);
      };
    },
  };
}

const refuse = (sentence: string): AppError =>
  new AppError('view_streams_limited', sentence, { retry_after: retryAfterSeconds });

const tellOwn = (kind: Principal['kind'], most: number): string =>
  `${kind === 'api_key' ? 'This key and its card tokens have' : 'This member has'} ${most} views open, and no more are allowed. ` +
  'Close some, read without a stream, or have RAPPORT_CARD_STREAMS_MAX raised.';

const tellAll = (most: number): string =>
  `${most} views lie open on this server, and no more are allowed. ` +
  'Come again later, read without a stream, or have RAPPORT_VIEW_STREAMS_MAX raised.';
