// Designs the preference centre: its face, its languages and its own words, with the real page beside them.
import { useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Page } from '../../ui/page.tsx';
import { Designer } from '../../ui/preview/designer.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { BrandForm } from '../topics/brand-form.tsx';
import { type Brand, useBrands } from '../topics/topics-query.ts';
import styles from './centre.module.css';
import { toSent, useCentreDraft } from './centre-draft.ts';
import { CentreForm } from './centre-form.tsx';
import { CentrePreview } from './centre-preview.tsx';
import { type Centre, useCentre, useSetCentre } from './centre-query.ts';
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
        <CentreDesigner centre={centre.data} brands={brands.data.items} />
      ) : (
        <SkeletonRows rows={6} height={72} />
      )}
    </Page>
  );
}

function CentreDesigner({ centre, brands }: { centre: Centre; brands: Brand[] }) {
  const { t } = useTranslation();
  const mayChange = useMay('preferences:write');
  const designing = useCentreDraft(centre);
  const set = useSetCentre();
  const [language, setLanguage] = useState(centre.default_language);
  const { brand: open } = useSearch({ from: '/inside/preference-centre' });
  const { closeBrand } = useOpenBrand();
  const { draft, version } = designing;
  const sent = useMemo(() => toSent(draft), [draft]);
  function save() {
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
      <Designer
        area="preferenceCentre"
        newest={centre}
        designing={designing}
        saving={set}
        mayChange={mayChange}
        onSave={save}
        preview={
          <CentrePreview
            body={sent}
            language={language}
            edition={worn ? `${worn.slug} ${worn.version}` : ''}
          />
        }
        className={styles.designer}
      >
        <CentreForm
          centre={centre}
          designing={designing}
          brands={brands}
          language={language}
          onLanguage={setLanguage}
          mayChange={mayChange}
        />
      </Designer>
      {mayChange && opened && (
        <BrandForm key={opened.slug} brand={opened} known={brands} onClose={closeBrand} />
      )}
    </>
  );
}
