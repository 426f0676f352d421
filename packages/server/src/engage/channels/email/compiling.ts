// From what somebody wrote to a page that only has to be filled, once for each text and language.
//
// Laying out MJML takes milliseconds; filling takes microseconds. So the layout is made first, with the Liquid tags still
// in it, and every mail only fills. MJML and the maker of the plain text know nothing of Liquid and would take a quote or
// a `<` in a tag for their own: while they work, each tag is a word of letters and digits, which nothing changes.
import { hash } from 'node:crypto';
import { compile as htmlToText } from 'html-to-text';
import { Rejected } from '../faults.ts';
import type { EmailContent } from './content.ts';
import { type HiddenTags, hideTags } from './hidden-tags.ts';

export type CompiledMail = {
  /** Whole pages, with Liquid in them. */
  html: string;
  text: string;
  /** What whoever wrote it should look at; it can be sent all the same. */
  problems: string[];
};

/** So many pages stay compiled: some tens of kilobytes each. */
const keptMax = 200;
const kept = new Map<string, Promise<CompiledMail>>();

export function compileMail(content: EmailContent, language: string): Promise<CompiledMail> {
  const { mjml, html, text, preheader } = content;
  const key = hash('sha256', JSON.stringify([language, mjml, html, text, preheader]), 'base64');
  const known = kept.get(key);
  if (known !== undefined) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const made = compile(content, language);
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  const oldest = kept.keys().next().value;
  if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest);
  return made;
}

async function compile(content: EmailContent, language: string): Promise<CompiledMail> {
  checkSize(content);
  const tags = hideTags(content.mjml ?? content.html ?? '');
  const laidOut =
    content.mjml === undefined ? { html: tags.hidden, problems: [] } : await layOut(tags.hidden);
  const page = toPage(laidOut.html, language);
  const lost = tags.listMissing(page);
  const problems = [
    ...laidOut.problems.filter((problem) => !tags.names(problem)),
    ...lost.map((tag) => `${tag} stands where MJML leaves text out: put it into <mj-raw>.`),
  ];
  const html = tags.show(page);
  return {
    html: content.preheader === undefined ? html : withPreheader(html, content.preheader),
    text: content.text ?? toText(page, tags),
    problems,
  };
}

/** Boxes in boxes take programs long to read, and twice as many take them four times as long. No mail that anybody reads has so many. */
function checkSize({ mjml, html }: EmailContent): void {
  const [source, countMax] = mjml === undefined ? [html ?? '', 20_000] : [mjml, 4_000];
  const count = source.split('<').length - 1;
  if (count > countMax)
    throw new Rejected(`The mail has ${count} tags; ${countMax} at most can be laid out.`);
}

/** No file is included, and no font is fetched from elsewhere: that would tell of the opening. */
async function layOut(mjml: string): Promise<{ html: string; problems: string[] }> {
  // It takes longer to load than all the rest of the server, and many servers never need it.
  const { default: mjmlToHtml } = await import('mjml');
  const { html, errors } = await mjmlToHtml(mjml, { ignoreIncludes: true, fonts: {}, keepComments: false });
  const isSpaced = /<pre|<textarea/i.test(html);
  return {
    html: isSpaced ? html : html.replace(/\n\s+/g, '\n'),
    problems: errors.map(({ line, tagName, message }) => `Line ${line}, ${tagName}: ${message.trim()}`),
  };
}

function toPage(html: string, language: string): string {
  const tag = language.replace(/[^\w-]/g, '');
  if (/<(html|body)[\s>]/i.test(html)) return html.replace(/\blang="und"/g, `lang="${tag}"`);
  return (
    `<!doctype html>\n<html lang="${tag}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"></head>\n<body>${html}</body></html>`
  );
}

/** Behind it comes room that nobody sees, or the inbox would show the beginning of the mail too. */
function withPreheader(html: string, preheader: string): string {
  const hidden =
    '<div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all">' +
    `${preheader}${'&#847;&zwnj;&nbsp;'.repeat(60)}</div>`;
  return /<body\b[^<>]*>/i.test(html)
    ? html.replace(/<body\b[^<>]*>/i, (body) => body + hidden)
    : hidden + html;
}

const asText = htmlToText({
  wordwrap: false,
  limits: { maxDepth: 100, ellipsis: '' },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', options: { uppercaseHeaderCells: false } },
  ],
});

/** What sets a variable somewhere above the text, such as in the head, is said before it. */
function toText(page: string, tags: HiddenTags): string {
  const shown = page.replace(/<div style="display:none[^<>]*>[^<]*<\/div>/g, '');
  const text = asText(shown);
  const set = tags.listMissing(text).filter((tag) => /^\{%-?\s*assign\b/.test(tag));
  return set.join('') + tags.show(text);
}
