// Designs the consent banner of a source, with the real one beside it, and tells how it was answered.
import { useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Designer } from '../../ui/preview/designer.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useSource } from '../sources/sources-query.ts';
import styles from './banner.module.css';
import { toSent, useBannerDraft } from './banner-draft.ts';
import { BannerForm } from './banner-form.tsx';
import { BannerPreview } from './banner-preview.tsx';
import { type Banner, useBanner, useSetBanner } from './banner-query.ts';
import { BannerRatesTable } from './banner-rates.tsx';

export function BannerPage() {
  const { t } = useTranslation();
  const { sourceId } = useParams({ from: '/inside/sources/$sourceId/banner' });
  const source = useSource(sourceId);
  const banner = useBanner(sourceId);
  return (
    <Page
      wide
      title={t('banners.title')}
      about={t('banners.about')}
      actions={
        source.data && (
          <ButtonLink to="/sources/$sourceId" params={{ sourceId }}>
            {source.data.name}
          </ButtonLink>
        )
      }
    >
      {banner.data ? (
        <BannerDesigner sourceId={sourceId} banner={banner.data} />
      ) : banner.isError ? (
        <ErrorState error={banner.error} onRetry={() => void banner.refetch()} />
      ) : (
        <SkeletonRows rows={6} height={72} />
      )}
    </Page>
  );
}

function BannerDesigner({ sourceId, banner }: { sourceId: string; banner: Banner }) {
  const { t } = useTranslation();
  const mayChange = useMay('sources:write');
  const designing = useBannerDraft(banner);
  const set = useSetBanner(sourceId);
  const [language, setLanguage] = useState(banner.default_language);
  const { draft, version } = designing;
  const sent = useMemo(() => toSent(draft), [draft]);
  function save() {
    const onSuccess = (saved: Banner) => {
      designing.begin(saved);
      showToast(t('banners.saved'));
    };
    set.mutate({ body: sent, from: version }, { onSuccess });
  }
  return (
    <>
      <BannerRatesTable sourceId={sourceId} counts={banner.count_choices} />
      <Designer
        area="banners"
        newest={banner}
        designing={designing}
        saving={set}
        mayChange={mayChange}
        onSave={save}
        preview={<BannerPreview sourceId={sourceId} body={sent} language={language} />}
        className={styles.designer}
      >
        <BannerForm banner={banner} designing={designing} language={language} onLanguage={setLanguage} />
      </Designer>
    </>
  );
}
