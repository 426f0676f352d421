// What a webhook says: JSON whose texts are filled one by one. So whatever a person is called, it stays a text in the place that was
// meant for it, and the whole stays JSON.
import { z } from 'zod';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const bytesMax = 32_768;
const depthMax = 20;

const depthOf = (json: Json): number =>
  typeof json !== 'object' || json === null ? 0 : 1 + Math.max(0, ...Object.values(json).map(depthOf));

export const bodyField: z.ZodType<Json> = z
  .json()
  .refine((json) => Buffer.byteLength(JSON.stringify(json)) <= bytesMax, `must be at most ${bytesMax} bytes`)
  .refine((json) => depthOf(json) <= depthMax, `must not be deeper than ${depthMax}`);

/** Fills each text. Names of fields stay as they are. */
export async function fillBody(json: Json, fill: (text: string) => Promise<string>): Promise<Json> {
  if (typeof json === 'string') return fill(json);
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return Promise.all(json.map((one) => fillBody(one, fill)));
  const filled = await Promise.all(
    Object.entries(json).map(async ([name, value]) => [name, await fillBody(value, fill)] as const),
  );
  return Object.fromEntries(filled);
}
