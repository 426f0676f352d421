// The snippets of one source, with its key and this server's address filled in.
import { useTranslation } from '../../language/index.ts';
import { CodeSnippet } from '../../ui/code.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { firstSnippet } from './kinds.ts';
import { SNIPPET_KINDS, SNIPPET_NAMES, snippetFor } from './snippets.ts';
import type { Source } from './sources-query.ts';

/** The key is shown only where the member asked for it; what is copied always has it. */
export function Snippets({ source, keyShown }: { source: Source; keyShown: boolean }) {
  const { t } = useTranslation();
  const first = firstSnippet(source.kind);
  const kinds = [first, ...SNIPPET_KINDS.filter((kind) => kind !== first)];
  return (
    <Tabs
      label={t('sources.send')}
      tabs={kinds.map((kind) => ({
        id: kind,
        label: kind === 'browser' ? t('sources.snippetBrowser') : SNIPPET_NAMES[kind],
        content: (
          <CodeSnippet
            code={snippetFor(
              kind,
              window.location.origin,
              keyShown ? source.write_key : hiddenKey(source.write_key),
            )}
            copyText={snippetFor(kind, window.location.origin, source.write_key)}
          />
        ),
      }))}
    />
  );
}

/** The first letters are enough to tell two keys apart. */
export function hiddenKey(key: string): string {
  return `${key.slice(0, 4)}${'•'.repeat(12)}`;
}
