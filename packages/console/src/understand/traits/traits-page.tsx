// Traits: what is computed about each person, and how many have a value.
import { IconMathFunction } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from '../../language/index.ts';
import { KeptListPage } from '../definitions/list-page.tsx';
import { useShortSentences } from '../definitions/sentence.tsx';
import type { TraitItem } from './traits-query.ts';

export function TraitsPage() {
  const { t } = useTranslation();
  const { ofValue } = useShortSentences();
  const count = useMemo(
    () => ({ header: t('traits.column.people'), of: ({ people }: TraitItem) => people }),
    [t],
  );
  return <KeptListPage kind="trait" icon={<IconMathFunction />} say={ofValue} count={count} />;
}
