// Who of a segment is in others, too: each with how many, and their share of this one.

import { Link } from '@tanstack/react-router';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Progress } from '../../ui/progress.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import styles from '../definitions/definitions.module.css';
import { type Segment, useOverlap, useSegments } from './segments-query.ts';

/** More would be compared one by one for nobody to read. */
const OTHERS_MAX = 12;

export function Overlap({ segment: { name, purpose } }: { segment: Segment }) {
  const { t } = useTranslation();
  const segments = useSegments();
  // People of another purpose may not be compared with these.
  const others = (segments.data?.items ?? []).filter((one) => one.name !== name && one.purpose === purpose);
  const overlap = useOverlap([name, ...others.slice(0, OTHERS_MAX).map((one) => one.name)]);
  if (segments.data && others.length === 0)
    return (
      <EmptyState title={t('segments.alone')}>
        <p>{t('segments.aloneWords')}</p>
      </EmptyState>
    );
  if (overlap.isError) return <ErrorState error={overlap.error} onRetry={() => void overlap.refetch()} />;
  if (!overlap.data) return <SkeletonRows rows={4} />;
  const size = overlap.data.sizes[name] ?? 0;
  const rows = others
    .map((one) => {
      const pair = overlap.data.pairs.find(({ names }) => names.includes(name) && names.includes(one.name));
      return { ...one, both: pair?.both ?? 0 };
    })
    .sort((a, b) => b.both - a.both);
  return (
    <>
      <p className={styles.intro}>{t('segments.overlapWords')}</p>
      <ul className={styles.overlap}>
        {rows.map((row) => (
          <OverlapRow key={row.name} name={row.name} title={row.title} both={row.both} size={size} />
        ))}
      </ul>
    </>
  );
}

function OverlapRow({
  name,
  title,
  both,
  size,
}: {
  name: string;
  title: string;
  both: number;
  size: number;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = size === 0 ? 0 : both / size;
  return (
    <li className={styles.overlapRow}>
      <Link to="/segments/$name" params={{ name }} className={styles.overlapTitle}>
        {title}
      </Link>
      <Progress label={t('segments.shareIn', { title })} share={share} />
      <span className={styles.overlapCount}>
        {t('segments.both', { count: both, share: format.percent(share) })}
      </span>
    </li>
  );
}
