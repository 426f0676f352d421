// What pages of any site may read, and answers that are not sent again while they are the same.
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Any page may read it, and none sends cookies along. */
export const openToPages = (reply: FastifyReply): FastifyReply =>
  reply.headers({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  });

/** Equal exactly where the contents are. */
export const toEntityTag = (content: string | Buffer): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;

/** Whoever asks has what has this tag. `W/` says that only the meaning is the same, which is enough here. */
export const hasAlready = ({ headers }: FastifyRequest, tag: string): boolean =>
  headers['if-none-match']?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) === true;
