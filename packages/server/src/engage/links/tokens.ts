// The secrets of the addresses of messages, one for each kind: what leads to a page opens nothing as a click.
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { openSeal, type Seal } from '../../platform/sealing/index.ts';
import { type Packed, pack, unpack } from './packing.ts';

export type Opened = Omit<Packed, 'endDay'> & { isOver: boolean };

export type MessageToken = {
  seal(carried: Omit<Packed, 'endDay'>): string;
  /** Undefined: not ours, or changed. */
  open(token: string): Opened | undefined;
};

export type MessageTokens = { click: MessageToken; pixel: MessageToken; why: MessageToken };

const dayMs = 86_400_000;
/** Laws ask for 30 to 60 days for what ends messages; whoever finds one after a year should still be led on. */
export const keptDays = 400;

export async function openMessageTokens(db: Database, clock: Clock): Promise<MessageTokens> {
  const open = async (kind: string): Promise<MessageToken> =>
    toMessageToken(await openSeal(db, clock, `message_${kind}_links`), clock);
  return { click: await open('click'), pixel: await open('pixel'), why: await open('why') };
}

export const toMessageToken = (seal: Seal, clock: Clock): MessageToken => ({
  seal: (carried) =>
    seal.sealBytes(pack({ ...carried, endDay: Math.floor(clock.nowMs() / dayMs) + keptDays + 1 })),
  open(token) {
    const bytes = seal.openBytes(token);
    const packed = bytes === undefined ? undefined : unpack(bytes);
    if (packed === undefined) return undefined;
    const { endDay, ...carried } = packed;
    return { ...carried, isOver: clock.nowMs() >= endDay * dayMs };
  },
});
