// Designs the preference centre: its face, its languages and its own words, with the real page beside them.
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { BrandForm } from '../topics/brand-form.tsx';
import { type Brand, useBrands } from '../topics/topics-query.ts';
import styles from './centre.module.css';
import { type CentreDraft, toSent, useCentreDraft } from './centre-draft.ts';
import { CentreForm } from './centre-form.tsx';
import { CentrePreview } from './centre-preview.tsx';
import { type Centre, useCentre, useSetCentre } from './centre-query.ts';
import { AskBeforeLeaving } from './leaving.tsx';
import { OpenAs } from './open-as.tsx';
import { useOpenBrand } from './open-brand.ts';

export function CentrePage() {
  const { t } = useTranslation();
  const centre = useCentre();
  const brands = useBrands();
  const failed = [centre, brands].find((one) => one.isError && one.data === undefined);
  return (
    <Page wide title={t('preferenceCentre.title')} about={t('preferenceCentre.about')} actions={<OpenAs />}>
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : centre.data && brands.data ? (
        <Designer centre={centre.data} brands={brands.data.items} />
      ) : (
        <SkeletonRows rows={6} height={72} />
      )}
    </Page>
  );
}

function Designer({ centre, brands }: { centre: Centre; brands: Brand[] }) {
  const { t } = useTranslation();
  const mayChange = useMay('preferences:write');
  const designing = useCentreDraft(centre);
  const set = useSetCentre();
  const [language, setLanguage] = useState(centre.default_language);
  const { brand: open } = useSearch({ from: '/inside/preference-centre' });
  const { closeBrand } = useOpenBrand();
  const { draft, version } = designing;
  const sent = useMemo(() => toSent(draft), [draft]);
  function save(event: FormEvent) {
    event.preventDefault();
    if (set.isPending) return;
    const onSuccess = (saved: Centre) => {
      designing.begin(saved);
      showToast(t('preferenceCentre.saved'));
    };
    set.mutate({ body: sent, from: version }, { onSuccess });
  }
  const worn = brands.find(({ slug }) => slug === draft.brand);
  const opened = brands.find(({ slug }) => slug === open);
  return (
    <>
      <form className={styles.designer} onSubmit={save} noValidate>
        <div className={styles.main}>
          <CentreForm
            centre={centre}
            designing={designing}
            brands={brands}
            language={language}
            onLanguage={setLanguage}
            mayChange={mayChange}
          />
          <Foot centre={centre} designing={designing} saving={set} mayChange={mayChange} />
        </div>
        <CentrePreview body={sent} language={language} edition={worn ? `${worn.slug} ${worn.version}` : ''} />
      </form>
      {mayChange && opened && (
        <BrandForm key={opened.slug} brand={opened} known={brands} onClose={closeBrand} />
      )}
      <AskBeforeLeaving isChanged={designing.isChanged} />
    </>
  );
}

function Foot({
  centre,
  designing: { isChanged, isOld, carryOver, begin },
  saving,
  mayChange,
}: {
  centre: Centre;
  designing: CentreDraft;
  saving: ReturnType<typeof useSetCentre>;
  mayChange: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { updated_at: at, updated_by_name: by, version } = centre;
  return (
    <div className={styles.foot}>
      {isOld && (
        <Notice action={<Button onClick={carryOver}>{t('preferenceCentre.carryOver')}</Button>}>
          {t('preferenceCentre.newer', { version })}
        </Notice>
      )}
      {saving.isError && !isOld && <ErrorState error={saving.error} />}
      <div className={styles.footRow}>
        <p className={styles.quiet}>
          {at === null
            ? t('preferenceCentre.asShipped')
            : t('preferenceCentre.changed', { version, at: format.dateTime(at), by: by ?? '–' })}
        </p>
        {mayChange && (
          <>
            <Button disabled={!isChanged} onClick={() => begin(centre)}>
              {t('preferenceCentre.discard')}
            </Button>
            <Button type="submit" look="primary" busy={saving.isPending} disabled={!isChanged || isOld}>
              {t('preferenceCentre.save')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
