// The preview of the centre: the real page, as it would be with settings that nobody has saved. It is about nobody.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock/index.ts';
import { parseBody } from '../../../platform/http/index.ts';
import type { Access } from '../../../respect/access/index.ts';
import { choicesPage } from '../choices/choices-page.ts';
import { renderPage } from '../layout.ts';
import { examplePoint, toExample } from './example.ts';
import { dress } from './look.ts';
import { centreSettings, refuseWrong } from './settings.ts';

export const previewBody = centreSettings.extend({
  language: z
    .string()
    .max(35)
    .optional()
    .describe('The language that is looked at; `default_language`, if it is left out or not offered.'),
  shade: z
    .enum(['light', 'dark'])
    .optional()
    .describe('What it is looked at in; as the browser has it, if it is left out.'),
});

export function registerCentrePreview(
  app: FastifyInstance,
  { access, clock }: { access: Access; clock: Clock },
): void {
  app.post('/api/preference-centre/preview', async (request) => {
    const { scope } = await access.permit(request, 'preferences:read');
    const { language, shade, ...settings } = parseBody(previewBody, request.body);
    await refuseWrong(scope, settings);
    const texts = await dress(scope, settings, { ends: undefined }, { wanted: [language] });
    const shown = await toExample(scope, clock.nowMs(), settings.show_held);
    const page = { title: texts.title, body: choicesPage(texts, examplePoint, shown, undefined) };
    return { language: texts.language, html: await renderPage(texts, page, { isInert: true, shade }) };
  });
}
