// Forms, in both ways in which browsers and mail programs send them.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Two thousand characters, of which each may take nine bytes. */
const formBytesMax = 32_768;
const fieldsMax = 64;

/** For the routes of this instance alone: nothing else here takes forms. What cannot be read is an empty form. */
export function acceptForms(app: FastifyInstance): void {
  const types = ['application/x-www-form-urlencoded', 'multipart/form-data'];
  const options = { parseAs: 'buffer', bodyLimit: formBytesMax } as const;
  // What is no form gets a page that says so (415).
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    types,
    options,
    async (request: { headers: { 'content-type'?: string } }, body: Buffer) => {
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const form = await new Response(new Uint8Array(body), { headers })
        .formData()
        .catch(() => new FormData());
      // Ours have ten.
      if ([...form.keys()].length > fieldsMax) throw new AppError('body_too_large');
      return form;
    },
  );
}

/** The text of this field; undefined where the form has none, or a file. */
export function fieldOf(form: unknown, name: string): string | undefined {
  const value = form instanceof FormData ? form.get(name) : null;
  return typeof value === 'string' ? value : undefined;
}

/** The language that was asked for, by a form or a link of these pages. */
export function askedLanguage({ body, query }: Pick<FastifyRequest, 'body' | 'query'>): string | undefined {
  const { lang } = (query ?? {}) as { lang?: unknown };
  return fieldOf(body, 'lang') ?? (typeof lang === 'string' ? lang : undefined);
}
