// The kinds of sources, and what helps each to send its first event.
import type { SnippetKind } from './snippets.ts';

export const SOURCE_KINDS = ['browser', 'server', 'mobile', 'store', 'support', 'import', 'other'] as const;
export type KnownKind = (typeof SOURCE_KINDS)[number];

export function isKnownKind(kind: string): kind is KnownKind {
  return (SOURCE_KINDS as readonly string[]).includes(kind);
}

/** Which snippet stands first for a kind. */
export function firstSnippet(kind: string): SnippetKind {
  if (kind === 'browser') return 'browser';
  return kind === 'server' || kind === 'mobile' ? 'node' : 'curl';
}
