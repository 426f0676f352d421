// POST /api/test/clock: lets tests move the time of a running server.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { MovingClock } from '../clock/index.ts';
import { parseBody } from '../http/index.ts';

export const testClockChange = z.union([
  z.strictObject({ advance: z.string().regex(/^P(?=.)/, 'an ISO 8601 duration such as PT1H') }),
  z.strictObject({ set: z.iso.datetime({ offset: true }) }),
]);

/** Without a clock the route exists and refuses, with the reason. */
export function registerTestClock(
  app: FastifyInstance,
  clock: MovingClock | undefined,
  permit: (request: FastifyRequest) => Promise<unknown>,
): void {
  app.post('/api/test/clock', async (request) => {
    if (clock === undefined) throw new AppError('test_clock_closed');
    await permit(request);
    const change = parseBody(testClockChange, request.body);
    try {
      if ('advance' in change) clock.advance(change.advance);
      else clock.set(new Date(change.set));
    } catch (cause) {
      throw new AppError(
        'invalid_request',
        'The duration cannot be read. Send one such as PT1H or P30D.',
        {},
        cause,
      );
    }
    return { now: clock.now() };
  });
}
