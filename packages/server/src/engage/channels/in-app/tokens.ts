// What a page of the company holds to show one person their inbox for a while. Sealed: who sees it learns neither whose it is nor may
// change it.
import { z } from 'zod';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database } from '../../../platform/postgres/index.ts';
import { openSeal } from '../../../platform/sealing/index.ts';
import type { Point } from '../channel.ts';

export type InAppToken = { workspaceId: number; owner: Point; expiresAtMs: number };

export type InAppTokens = {
  seal(token: InAppToken): string;
  /** Undefined: not ours, changed, or expired. */
  open(text: string): InAppToken | undefined;
};

const prefix = 'inapp_';
const sealed = z.tuple([z.int(), z.string(), z.string(), z.number()]);

export async function openInAppTokens(db: Database, clock: Clock): Promise<InAppTokens> {
  const seal = await openSeal(db, clock, 'in_app_tokens');
  return {
    seal: ({ workspaceId, owner, expiresAtMs }) =>
      prefix + seal.seal(JSON.stringify([workspaceId, owner.type, owner.value, expiresAtMs])),
    open(token) {
      const text = token.startsWith(prefix) ? seal.open(token.slice(prefix.length)) : undefined;
      if (text === undefined) return undefined;
      const [workspaceId, type, value, expiresAtMs] = sealed.parse(JSON.parse(text));
      return expiresAtMs > clock.nowMs() ? { workspaceId, owner: { type, value }, expiresAtMs } : undefined;
    },
  };
}
