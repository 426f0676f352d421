// English: what only the pages of segments and traits say, which fetch it when they are first visited.
import { builder } from './builder.ts';
import { definitions } from './definitions.ts';
import { segments } from './segments.ts';
import { traits } from './traits.ts';

export const enOnDemand = { builder, definitions, segments, traits } as const;
