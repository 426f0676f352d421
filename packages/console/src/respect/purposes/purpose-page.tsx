// One purpose: what it means, how that is carried out, and what it meant before; changing and ending it.
import { IconPencil } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { isNotFound } from '../../api/error.ts';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { DecisionMark, StateMark } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import { silencePermits } from './meaning.ts';
import { PurposeEditor } from './purpose-editor.tsx';
import { HandlingSection, MeaningSection } from './purpose-sections.tsx';
import { PurposeVersions } from './purpose-versions.tsx';
import { usePurposeName, usePurposeWords } from './purpose-words.ts';
import styles from './purposes.module.css';
import { type PurposeVersion, usePurposeVersions } from './purposes-query.ts';
import { RetirePurpose } from './retire-purpose.tsx';

export function PurposePage() {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/inside/purposes/$slug' });
  const versions = usePurposeVersions(slug);
  const [current] = versions.data?.items ?? [];
  if (versions.isPending)
    return (
      <Page title={t('purposes.one')} heading={<Bone width={240} height={28} />}>
        <Loading>
          <Bone height={320} />
          <div style={{ height: 32 }} />
          <Bone height={160} />
        </Loading>
      </Page>
    );
  if (!current)
    return (
      <Page title={t('purposes.one')}>
        {isNotFound(versions.error) ? (
          <EmptyState
            title={t('purposes.missing', { slug })}
            action={<ButtonLink to="/purposes">{t('purposes.all')}</ButtonLink>}
          >
            <p>{t('purposes.missingWords')}</p>
          </EmptyState>
        ) : (
          <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
        )}
      </Page>
    );
  return <PurposeStory key={slug} purpose={current} versions={versions.data?.items ?? []} />;
}

function PurposeStory({ purpose, versions }: { purpose: PurposeVersion; versions: PurposeVersion[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePurposeWords();
  const name = usePurposeName()(purpose);
  const mayWrite = useMay('purposes:write');
  const may = mayWrite && purpose.retired_at === null;
  const { edit } = useSearch({ from: '/inside/purposes/$slug' });
  const navigate = useNavigate({ from: '/purposes/$slug' });
  const [retiring, setRetiring] = useState(false);
  const permits = silencePermits(purpose);
  return (
    <Page
      title={name}
      state={
        purpose.retired_at ? (
          <StateMark tone="off">{t('purposes.retired.mark')}</StateMark>
        ) : (
          <DecisionMark
            decision={permits ? 'permit' : 'unknown'}
            label={t(permits ? 'purposes.silence.permittedLong' : 'purposes.silence.deniedLong')}
            reason={words.model(purpose)}
          />
        )
      }
      id={<CopyableId id={purpose.slug} />}
      about={words.meaning(purpose)}
      actions={
        may && (
          <>
            <Button onClick={() => setRetiring(true)}>{t('purposes.retire.verb')}</Button>
            <Button
              look="primary"
              icon={<IconPencil aria-hidden="true" />}
              onClick={() => void navigate({ search: { edit: '1' } })}
            >
              {t('purposes.change')}
            </Button>
          </>
        )
      }
    >
      {purpose.retired_at && (
        <Notice>{t('purposes.retired.words', { at: format.dateTime(purpose.retired_at) })}</Notice>
      )}
      <div className={styles.columns}>
        <MeaningSection purpose={purpose} />
        <HandlingSection purpose={purpose} />
      </div>
      <PurposeVersions versions={versions} />
      {may && edit !== undefined && (
        <PurposeEditor
          purpose={purpose}
          onClose={() => void navigate({ search: {}, replace: true, resetScroll: false })}
        />
      )}
      {mayWrite && (
        <RetirePurpose purpose={purpose} name={name} open={retiring} onClose={() => setRetiring(false)} />
      )}
    </Page>
  );
}
