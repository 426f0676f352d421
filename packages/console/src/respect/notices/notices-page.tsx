// Notices: what people were shown when they were asked. A row shows the text; a text is never changed, only followed by another.
import { IconFileCertificate, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Inspector, WithInspector } from '../../ui/inspector.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import { NoticeText } from './notice-text.tsx';
import styles from './notices.module.css';
import { type NoticeText as Notice, noticeKey, shortHash, useNotices } from './notices-query.ts';
import { PublishNotice } from './publish-notice.tsx';

export function NoticesPage() {
  const { t } = useTranslation();
  const notices = useNotices();
  const columns = useNoticeColumns();
  const may = useMay('purposes:write');
  const { inspect, new: publishing } = useSearch({ from: '/inside/notices' });
  const navigate = useNavigate({ from: '/notices' });
  const show = useCallback(
    (search: { inspect?: string; new?: string }) =>
      void navigate({ search, replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => show({}), [show]);
  const publish = may && (
    <Button look="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => show({ new: '1' })}>
      {t('notices.publish')}
    </Button>
  );
  const rows = notices.data?.items ?? [];
  const open = rows.find((each) => noticeKey(each) === inspect);
  return (
    <Page wide title={t('notices.title')} about={t('notices.about')} actions={rows.length > 0 && publish}>
      {notices.isPending ? (
        <SkeletonRows rows={4} height={44} />
      ) : notices.isError && rows.length === 0 ? (
        <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={<IconFileCertificate />} title={t('notices.empty')} action={publish}>
          <p>{t('notices.emptyWords')}</p>
        </EmptyState>
      ) : (
        <WithInspector
          inspector={
            open && (
              <Inspector title={open.title} onClose={close}>
                <NoticeText notice={open} />
                {may && (
                  <div className={styles.next}>
                    <Button onClick={() => show({ new: noticeKey(open) })}>{t('notices.publishNext')}</Button>
                  </div>
                )}
              </Inspector>
            )
          }
        >
          <Table
            name="notices"
            label={t('notices.title')}
            rows={rows}
            columns={columns}
            rowKey={noticeKey}
            openKey={inspect}
            onOpen={(each) => show(noticeKey(each) === inspect ? {} : { inspect: noticeKey(each) })}
          />
        </WithInspector>
      )}
      {may && publishing !== undefined && (
        <PublishNotice
          after={rows.find((each) => noticeKey(each) === publishing)}
          known={rows}
          onClose={close}
          onPublished={(notice) => show({ inspect: noticeKey(notice) })}
        />
      )}
    </Page>
  );
}

function useNoticeColumns(): Column<Notice>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  return useMemo<Column<Notice>[]>(
    () => [
      {
        id: 'title',
        header: t('notices.column.title'),
        sortBy: ({ title }) => title,
        cell: ({ title, language }) => (
          <span className={styles.title} lang={language}>
            {title}
          </span>
        ),
      },
      {
        id: 'purposes',
        header: t('notices.column.purposes'),
        width: '28%',
        from: 'md',
        cell: ({ purposes }) => format.list(Object.keys(purposes).map(purposeOf)),
      },
      {
        id: 'language',
        header: t('notices.column.language'),
        width: '164px',
        from: 'sm',
        sortBy: ({ language }) => language,
        cell: ({ language }) => format.languageName(language),
      },
      {
        id: 'hash',
        header: t('notices.hash'),
        width: '130px',
        from: 'lg',
        cell: ({ hash }) => <code>{shortHash(hash)}</code>,
      },
      {
        id: 'published',
        header: t('notices.column.published'),
        width: '140px',
        align: 'end',
        sortBy: ({ published_at: at }) => at,
        cell: ({ published_at: at }) => <RelativeTime at={at} />,
      },
    ],
    [t, format, purposeOf],
  );
}
