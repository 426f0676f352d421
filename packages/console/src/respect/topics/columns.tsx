// The columns of topics and of brands.
import { useMemo } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { StateMark } from '../../ui/mark.tsx';
import type { Column } from '../../ui/table/index.ts';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import { useTitleOfTopic } from './topic-titles.ts';
import styles from './topics.module.css';
import { type Brand, type Topic, toLogoPath } from './topics-query.ts';

export function useTopicColumns(brands: readonly Brand[]): Column<Topic>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const titleOf = useTitleOfTopic();
  const purposeOf = useNameOfPurpose();
  // biome-ignore lint/correctness/useExhaustiveDependencies: titles and formats change exactly when t does.
  return useMemo<Column<Topic>[]>(() => {
    const brandOf = (slug: string) => brands.find((one) => one.slug === slug)?.name ?? slug;
    return [
      {
        id: 'topic',
        header: t('topics.column.topic'),
        sortBy: titleOf,
        cell: (topic) => <Named name={titleOf(topic)} slug={topic.slug} />,
      },
      {
        id: 'brand',
        header: t('topics.column.brand'),
        width: '18%',
        sortBy: ({ brand }) => brandOf(brand),
        cell: ({ brand }) => brandOf(brand),
      },
      {
        id: 'channels',
        header: t('topics.column.channels'),
        width: '20%',
        from: 'sm',
        cell: ({ channels }) => format.list(channels.map((one) => t(`topics.channel.${one}`))),
      },
      {
        id: 'purpose',
        header: t('topics.column.purpose'),
        width: '18%',
        from: 'md',
        cell: ({ purpose }) => (purpose.endsWith('.*') ? <code>{purpose}</code> : purposeOf(purpose)),
      },
      {
        id: 'default',
        header: t('topics.column.default'),
        width: '200px',
        cell: (topic) =>
          topic.retired ? (
            <StateMark tone="off">{t('topics.retired')}</StateMark>
          ) : (
            <StateMark tone={topic.default === 'in' ? 'good' : 'plain'}>
              {t(`topics.default.${topic.default}`)}
            </StateMark>
          ),
      },
    ];
  }, [t, brands, purposeOf]);
}

export function useBrandColumns(): Column<Brand>[] {
  const { t } = useTranslation();
  return useMemo<Column<Brand>[]>(
    () => [
      {
        id: 'brand',
        header: t('topics.column.brand'),
        sortBy: ({ name }) => name,
        cell: ({ name, slug }) => <Named name={name} slug={slug} />,
      },
      {
        id: 'colours',
        header: t('topics.column.colours'),
        width: '30%',
        cell: ({ accent, accent_dark: dark }) =>
          accent === null && dark === null ? (
            <span className={styles.quiet}>{t('topics.ours')}</span>
          ) : (
            <span className={styles.swatches}>
              {[accent, dark].map((colour) => colour && <Swatch key={colour} colour={colour} />)}
            </span>
          ),
      },
      {
        id: 'logo',
        header: t('topics.column.logo'),
        width: '180px',
        cell: ({ name, logo_url: url }) =>
          url === null ? (
            <span className={styles.quiet}>{t('topics.noLogo')}</span>
          ) : (
            <img className={styles.smallLogo} src={toLogoPath(url)} alt={name} />
          ),
      },
    ],
    [t],
  );
}

const Named = ({ name, slug }: { name: string; slug: string }) => (
  <span className={styles.twofold}>
    <span className={styles.name}>{name}</span>
    <code className={styles.slug}>{slug}</code>
  </span>
);

const Swatch = ({ colour }: { colour: string }) => (
  <span className={styles.swatch}>
    <span style={{ background: colour }} aria-hidden="true" />
    <code>{colour}</code>
  </span>
);
