// A trait: what it is, how its values are spread, why somebody has theirs, and what it was before.
import { useTranslation } from '../../language/index.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { KeptPage } from '../definitions/kept-page.tsx';
import { usePreview } from '../definitions/kept-query.ts';
import { ValueSentence } from '../definitions/sentence.tsx';
import { Distribution } from './distribution.tsx';
import { TraitWhy } from './trait-why.tsx';
import type { Trait } from './traits-query.ts';

export function TraitPage() {
  const { t } = useTranslation();
  return (
    <KeptPage
      kind="trait"
      people={({ people }) => people}
      say={(value) => <ValueSentence value={value} />}
      Why={TraitWhy}
      tabs={(trait) => ({
        first: { id: 'values', label: t('traits.tab.values'), content: <Values trait={trait} /> },
        others: [],
      })}
    />
  );
}

function Values({ trait: { purpose, definition } }: { trait: Trait }) {
  const preview = usePreview('trait', { purpose, definition });
  if (preview.isError) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.data === undefined) return <SkeletonRows rows={6} />;
  const { withheld } = preview.data;
  return withheld ? <Notice>{withheld.message}</Notice> : <Distribution preview={preview.data} />;
}
