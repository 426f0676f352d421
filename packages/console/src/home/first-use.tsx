// Home before the first event: three steps, and the sample shop for those who want to look first.
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Trans, useTranslation } from '../language/index.ts';
import { ButtonLink } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Page } from '../ui/page.tsx';
import styles from './home-page.module.css';
import type { Home } from './home-query.ts';

export function FirstUse({ home }: { home: Home }) {
  const { t } = useTranslation();
  const first = home.sources[0];
  return (
    <Page title={t('home.first.title')} about={t('home.first.about')}>
      <ol className={styles.steps}>
        <Step
          number={1}
          done={first !== undefined}
          title={t('home.first.source')}
          words={t('home.first.sourceWords')}
        >
          {!first && (
            <ButtonLink to="/sources" search={{ new: '1' }} look="primary">
              {t('sources.create.title')}
            </ButtonLink>
          )}
        </Step>
        <Step number={2} title={t('home.first.event')} words={t('home.first.eventWords')}>
          {first && (
            <ButtonLink to="/sources/$sourceId" params={{ sourceId: String(first.id) }} look="primary">
              {t('home.first.eventVerb')}
            </ButtonLink>
          )}
        </Step>
        <Step number={3} title={t('home.first.person')} words={t('home.first.personWords')}>
          <ButtonLink to="/import">{t('home.first.importVerb')}</ButtonLink>
        </Step>
      </ol>
      <p className={styles.sample}>
        <Trans i18nKey="home.first.sample" components={{ code: <code /> }} />
      </p>
    </Page>
  );
}

function Step({
  number,
  done,
  title,
  words,
  children,
}: {
  number: number;
  done?: boolean;
  title: string;
  words: string;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <li className={styles.step}>
      <span className={classNames(styles.number, done && styles.done)}>
        {done ? <IconCheck aria-label={t('home.first.done')} /> : number}
      </span>
      <div>
        <h2>{title}</h2>
        <p>{words}</p>
      </div>
      {children}
    </li>
  );
}
