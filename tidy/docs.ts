// Pages name only what is there: a path in backticks or in a link leads to a file or folder of the repository.

import { posix } from 'node:path';
import type { Finding, Rule, Tree } from './rule.ts';
import { lineOf } from './scan.ts';

export const docsNamePaths: Rule = {
  name: 'pages name only paths that exist',
  check(path, text, tree) {
    if (!path.endsWith('.md')) return [];
    const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, blank).replace(/<!--[\s\S]*?-->/g, blank);
    const findings: Finding[] = [];
    for (const { 1: token = '', index } of prose.matchAll(/`([^`\n]+)`/g)) {
      if (looksLikePath(token, tree) && !exists(token, path, tree)) {
        findings.push({ line: lineOf(text, index), message: `names ${token}, which does not exist` });
      }
    }
    for (const { 1: link = '', index } of prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s"[^"]*")?\)/g)) {
      const target = link.replace(/[#?].*$/, '');
      if (target === '' || /^[a-z]+:/.test(target) || exists(target, path, tree)) continue;
      findings.push({ line: lineOf(text, index), message: `links to ${link}, which does not exist` });
    }
    return findings;
  },
};

/** Made by a run or an install, so absent from a clone. */
const made = /^(?:\.\/)?(?:data|dist|node_modules|packages\/[^/]+\/dist)(?:\/|$)/;
const fileEnding = /\.(?:tsx?|mjs|sql|md)$/;

/**
 * Whether a word in backticks is meant as a path of this repository: it has the ending of a source file, or a
 * slash and a first folder that we have. `POST /v1/batch`, `text/plain` and `@rapport/protocol` are not.
 */
function looksLikePath(token: string, tree: Tree): boolean {
  if (/[\s()=;:'"$@|]/.test(token) || token.startsWith('/') || made.test(token)) return false;
  if (fileEnding.test(token) && !token.startsWith('*')) return true;
  const first = token.replace(/^\.\.?\//, '').split('/')[0] ?? '';
  return token.includes('/') && topFolders(tree).has(first);
}

function topFolders(tree: Tree): Set<string> {
  const folders = new Set<string>();
  for (const path of tree.keys()) {
    const [first = '', ...rest] = path.split('/');
    if (rest.length > 0) folders.add(first);
    const inServer = /^packages\/server\/(?:src\/)?([^/]+)\//.exec(path)?.[1];
    if (inServer !== undefined) folders.add(inServer);
  }
  return folders;
}

/** Whether a path, which may hold `*` or `<name>`, is found from the page, the root or the server's folders. */
function exists(token: string, page: string, tree: Tree): boolean {
  const bases = [posix.dirname(page), '.', 'packages/server', 'packages/server/src', 'packages'];
  const wild = token.replace(/<[^>]*>|\*+|…/g, '*').replace(/\/$/, '');
  return bases.some((base) => {
    const path = posix.normalize(`${base}/${wild}`);
    if (path === '.' || tree.has(path)) return true;
    const pattern = new RegExp(`^${path.split('*').map(RegExp.escape).join('[^/]*')}(?:/|$)`);
    for (const known of tree.keys()) if (pattern.test(known)) return true;
    // A bare file name may lie anywhere: a page says `model.ts` and means the one in each capability.
    return !wild.includes('/') && [...tree.keys()].some((known) => posix.basename(known) === wild);
  });
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
