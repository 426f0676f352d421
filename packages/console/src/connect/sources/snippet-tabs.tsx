// The snippets of one source, with its key and this server's address filled in.
import { useTranslation } from '../../language/index.ts';
import { CodeSnippet } from '../../ui/code.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { firstSnippet } from './kinds.ts';
import { SNIPPET_KINDS, SNIPPET_NAMES, snippetFor } from './snippets.ts';
import type { Source } from './sources-query.ts';

export function Snippets({ source }: { source: Source }) {
  const { t } = useTranslation();
  const first = firstSnippet(source.kind);
  const kinds = [first, ...SNIPPET_KINDS.filter((kind) => kind !== first)];
  return (
    <Tabs
      label={t('sources.send')}
      tabs={kinds.map((kind) => ({
        id: kind,
        label: kind === 'browser' ? t('sources.snippetBrowser') : SNIPPET_NAMES[kind],
        content: <CodeSnippet code={snippetFor(kind, window.location.origin, source.write_key)} />,
      }))}
    />
  );
}
