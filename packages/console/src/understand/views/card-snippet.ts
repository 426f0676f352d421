// What is pasted elsewhere to show a view there.
import { toPath } from '../../api/client.ts';
import type { Identifier } from '../people/people-query.ts';

/** The page of the view, for a member. */
export const linkTo = (server: string, view: string, who: Identifier | undefined): string =>
  `${server}/views${who ? toPath(view, who.type, who.value) : toPath(view)}`;

type Card = { server: string; view: string; who: Identifier | undefined; token: string; locale: string };

/** The card, for whoever has the token. */
export function cardSnippet({ server, view, who, token, locale }: Card): string {
  const attributes = {
    view,
    ...(who && { subject: `${who.type}:${who.value}` }),
    ...{ token, server, locale },
  };
  const lines = Object.entries(attributes).map(([name, value]) => `  ${name}="${escaped(value)}"`);
  return [
    `<script type="module" src="${server}/sdk/rapport-view.js"></script>`,
    '',
    '<rapport-view',
    ...lines,
    '></rapport-view>',
  ].join('\n');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
