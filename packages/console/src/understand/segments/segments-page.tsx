// Segments: who is alike, how many they are, and for which purpose they are kept.
import { IconUsersGroup } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from '../../language/index.ts';
import { KeptListPage } from '../definitions/list-page.tsx';
import { useShortSentences } from '../definitions/sentence.tsx';
import type { SegmentItem } from './segments-query.ts';

export function SegmentsPage() {
  const { t } = useTranslation();
  const { ofCondition } = useShortSentences();
  const count = useMemo(
    () => ({ header: t('segments.column.members'), of: ({ members }: SegmentItem) => members }),
    [t],
  );
  return <KeptListPage kind="segment" icon={<IconUsersGroup />} say={ofCondition} count={count} />;
}
