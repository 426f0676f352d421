// The preference centre as it is set, as the API tells it.
import { z } from 'zod';
import {
  centreSettings,
  changeCentreBody,
  openAsBody,
  ownTexts,
  previewBody,
} from '../connect/preference-centre/index.ts';
import { answer, type Chapter, moment } from './operation.ts';

const lengths = Object.keys(ownTexts).map((name) => [name, z.int()] as const);
const words = Object.keys(ownTexts).map((name) => [name, z.string()] as const);

const centre = answer('PreferenceCentre', {
  ...centreSettings.shape,
  version: z.int().describe('0: nobody has set anything.'),
  updated_at: moment.nullable(),
  updated_by: z.string().nullable().describe('`member:` or `api_key:` and an id.'),
  updated_by_name: z.string().nullable().describe('Null for who is gone.'),
  available_languages: z
    .array(
      z.strictObject({
        ...{ language: z.string(), name: z.string().describe('As it calls itself.') },
        texts: z.strictObject(Object.fromEntries(words)).describe('As they ship.'),
      }),
    )
    .describe('Those that `languages` may name.'),
  text_lengths_max: z.strictObject(Object.fromEntries(lengths)).describe('In characters.'),
});

export const preferenceCentre: Chapter = {
  name: 'Preference centre',
  description:
    'How the page looks and reads on which people choose what may be done with what is known of them. Links to it are made with `POST /api/preference-links`.',
  operations: [
    {
      ...{ id: 'getPreferenceCentre', method: 'get', path: '/api/preference-centre' },
      summary: 'How the preference centre is set, and the words that ship',
      ...{ access: 'key', scope: 'preferences:read' },
      answer: centre,
    },
    {
      ...{ id: 'setPreferenceCentre', method: 'put', path: '/api/preference-centre' },
      summary: 'Set the preference centre as a whole',
      description: 'What is left out is as it ships. What is changed holds for the next page that is opened.',
      ...{ access: 'key', scope: 'preferences:write' },
      body: changeCentreBody,
      answer: centre,
      errors: ['centre_invalid', 'conflict'],
    },
    {
      ...{ id: 'previewPreferenceCentre', method: 'post', path: '/api/preference-centre/preview' },
      summary: 'The page as it would be with these settings',
      description:
        'Made by what makes the pages, of your own purposes and topics, with choices that nobody made. Nothing on it can be pressed.',
      ...{ access: 'key', scope: 'preferences:read' },
      body: previewBody,
      answer: answer('PreferenceCentrePreview', {
        language: z.string().describe('The one that it is in.'),
        html: z.string().describe('A whole document; its style sheets are addresses of this server.'),
      }),
      errors: ['centre_invalid'],
    },
    {
      ...{ id: 'openPreferenceCentreAs', method: 'post', path: '/api/preference-centre/open-as' },
      summary: 'An address that shows the page of a person as they see it, for ten minutes',
      description:
        'Nothing can be changed there. The page says who looks, and each look is in the log of reads, for the purpose that is named here. ' +
        'What the person wrote in their requests is not shown.',
      ...{ access: 'key', scope: 'consents:read' },
      body: openAsBody,
      status: 201,
      answer: answer('OpenedPreferenceCentre', { url: z.string(), expires_at: moment }),
      errors: ['purpose_unknown'],
    },
  ],
};
