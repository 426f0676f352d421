// Designs the consent banner of a source, with the real one beside it, and tells how it was answered.
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { AskBeforeLeaving } from '../../respect/preference-centre/leaving.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useSource } from '../sources/sources-query.ts';
import styles from './banner.module.css';
import { type BannerDraft, toSent, useBannerDraft } from './banner-draft.ts';
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
        <Designer sourceId={sourceId} banner={banner.data} />
      ) : banner.isError ? (
        <ErrorState error={banner.error} onRetry={() => void banner.refetch()} />
      ) : (
        <SkeletonRows rows={6} height={72} />
      )}
    </Page>
  );
}

function Designer({ sourceId, banner }: { sourceId: string; banner: Banner }) {
  const { t } = useTranslation();
  const mayChange = useMay('sources:write');
  const designing = useBannerDraft(banner);
  const set = useSetBanner(sourceId);
  const [language, setLanguage] = useState(banner.default_language);
  const { draft, version } = designing;
  const sent = useMemo(() => toSent(draft), [draft]);
  function save(event: FormEvent) {
    event.preventDefault();
    if (set.isPending) return;
    const onSuccess = (saved: Banner) => {
      designing.begin(saved);
      showToast(t('banners.saved'));
    };
    set.mutate({ body: sent, from: version }, { onSuccess });
  }
  return (
    <>
      <BannerRatesTable sourceId={sourceId} counts={banner.count_choices} />
      <form className={styles.designer} onSubmit={save} noValidate>
        <div className={styles.main}>
          <BannerForm
            banner={banner}
            designing={designing}
            language={language}
            onLanguage={setLanguage}
            mayChange={mayChange}
          />
          <Foot banner={banner} designing={designing} saving={set} mayChange={mayChange} />
        </div>
        <BannerPreview sourceId={sourceId} body={sent} language={language} />
      </form>
      <AskBeforeLeaving isChanged={designing.isChanged} />
    </>
  );
}

function Foot({
  banner,
  designing: { isChanged, isOld, carryOver, begin },
  saving,
  mayChange,
}: {
  banner: Banner;
  designing: BannerDraft;
  saving: ReturnType<typeof useSetBanner>;
  mayChange: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { updated_at: at, updated_by_name: by, version } = banner;
  return (
    <div className={styles.foot}>
      {isOld && (
        <Notice action={<Button onClick={carryOver}>{t('banners.carryOver')}</Button>}>
          {t('banners.newer', { version })}
        </Notice>
      )}
      {saving.isError && !isOld && <ErrorState error={saving.error} />}
      <div className={styles.footRow}>
        <p className={styles.quiet}>
          {at === null
            ? t('banners.asShipped')
            : t('banners.changed', { version, at: format.dateTime(at), by: by ?? '–' })}
        </p>
        {mayChange && (
          <>
            <Button disabled={!isChanged} onClick={() => begin(banner)}>
              {t('banners.discard')}
            </Button>
            <Button type="submit" look="primary" busy={saving.isPending} disabled={!isChanged || isOld}>
              {t('banners.save')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
