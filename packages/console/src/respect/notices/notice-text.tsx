// A notice to read: the text that people were shown, as it was, and what is known of it.
import { useMakerName } from '../../connect/identity/maker-words.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { CopyableId } from '../../ui/copyable.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import styles from './notices.module.css';
import { type NoticeText as Notice, useNotice } from './notices-query.ts';

export function NoticeText({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  const makerOf = useMakerName();
  return (
    <div className={styles.notice}>
      <blockquote className={styles.text} lang={notice.language} dir="auto">
        {notice.text}
      </blockquote>
      <Facts>
        <Fact label={t('notices.tellsOf')}>
          {Object.entries(notice.purposes).map(([slug, version]) => (
            <div key={slug}>{t('notices.purposeVersion', { purpose: purposeOf(slug), version })}</div>
          ))}
        </Fact>
        <Fact label={t('notices.column.language')}>{format.languageName(notice.language)}</Fact>
        <Fact label={t('notices.slug')}>
          {t('notices.slugVersion', { slug: notice.slug, version: notice.version })}
        </Fact>
        <Fact label={t('notices.column.published')}>
          <RelativeTime at={notice.published_at} exact />
        </Fact>
        <Fact label={t('notices.publishedBy')}>{makerOf(notice.published_by)}</Fact>
        <Fact label={t('notices.hash')}>
          <CopyableId id={notice.hash} shorten />
        </Fact>
      </Facts>
    </div>
  );
}

/** The notice that somebody saw, over the page on which that stands. */
export function NoticeDrawer({
  seen,
  onClose,
}: {
  seen: { hash: string; title: string | null; language: string | null };
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const notice = useNotice(seen.hash, seen.language ?? undefined);
  const title = notice.data?.title ?? seen.title ?? t('notices.one');
  return (
    <Drawer open onClose={onClose} side="right" width="min(520px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={onClose}>
        {notice.isPending ? (
          <SkeletonRows rows={4} />
        ) : notice.isError ? (
          <ErrorState error={notice.error} onRetry={() => void notice.refetch()} />
        ) : (
          <NoticeText notice={notice.data} />
        )}
      </InspectorFrame>
    </Drawer>
  );
}
