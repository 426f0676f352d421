// What a company sets for a banner: whether and where it is shown, whose face it wears, what it asks about, and its words.
import { useTranslation } from '../../language/index.ts';
import { useBrands } from '../../respect/topics/topics-query.ts';
import { Checkbox, Choice, SelectField, Switch } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import styles from './banner.module.css';
import type { BannerDraft } from './banner-draft.ts';
import type { Banner, BannerLanguage } from './banner-query.ts';
import { BannerLanguages, BannerWords } from './banner-words.tsx';

const MONTHS = [6, 9, 12, 18, 24];

export function BannerForm({
  banner,
  designing,
  language,
  onLanguage,
}: {
  banner: Banner;
  designing: BannerDraft;
  language: BannerLanguage;
  onLanguage: (language: BannerLanguage) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('banners.shown')}>
        <Showing designing={designing} />
      </Section>
      <Section title={t('banners.purposes')}>
        <Purposes banner={banner} designing={designing} />
      </Section>
      <Section title={t('banners.languages')}>
        <BannerLanguages designing={designing} />
      </Section>
      <Section title={t('banners.words')}>
        <BannerWords banner={banner} designing={designing} language={language} onLanguage={onLanguage} />
      </Section>
      <Section title={t('banners.answers')}>
        <Answers designing={designing} />
      </Section>
    </>
  );
}

function Showing({ designing: { draft, edit } }: { designing: BannerDraft }) {
  const { t } = useTranslation();
  const brands = useBrands().data?.items ?? [];
  return (
    <div className={styles.group}>
      <Switch
        label={t('banners.enabled')}
        help={draft.enabled ? t('banners.enabledOn') : t('banners.enabledOff')}
        checked={draft.enabled}
        onCheck={(enabled) => edit({ enabled })}
      />
      <Choice
        label={t('banners.place.label')}
        value={draft.place}
        options={(['bottom', 'centre'] as const).map((value) => ({
          value,
          label: t(`banners.place.${value}`),
        }))}
        onValue={(place) => edit({ place })}
      />
      <SelectField
        label={t('banners.brand')}
        help={t('banners.brandHelp')}
        value={draft.brand ?? ''}
        options={[
          { value: '', label: t('banners.noBrand') },
          ...brands.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
        onChange={(event) => edit({ brand: event.currentTarget.value || null })}
      />
    </div>
  );
}

function Purposes({
  banner: { askable },
  designing: { draft, edit },
}: {
  banner: Banner;
  designing: BannerDraft;
}) {
  const { t } = useTranslation();
  const chosen = draft.purposes ?? askable.map(({ slug }) => slug);
  return (
    <div className={styles.group}>
      <Switch
        label={t('banners.allPurposes')}
        help={t('banners.allPurposesHelp')}
        checked={draft.purposes === null}
        onCheck={(all) => edit({ purposes: all ? null : chosen })}
      />
      {draft.purposes !== null && (
        <fieldset className={styles.choices}>
          <legend className="visually-hidden">{t('banners.purposes')}</legend>
          {askable.map(({ slug, name }) => (
            <Checkbox
              key={slug}
              label={name}
              checked={chosen.includes(slug)}
              onCheck={(on) =>
                edit({
                  purposes: askable
                    .map((one) => one.slug)
                    .filter((one) => (one === slug ? on : chosen.includes(one))),
                })
              }
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}

function Answers({ designing: { draft, edit } }: { designing: BannerDraft }) {
  const { t } = useTranslation();
  const months = [...new Set([...MONTHS, draft.ask_again_months])].sort((a, b) => a - b);
  return (
    <div className={styles.group}>
      <SelectField
        label={t('banners.askAgain')}
        help={t('banners.askAgainHelp')}
        value={String(draft.ask_again_months)}
        options={months.map((count) => ({ value: String(count), label: t('banners.months', { count }) }))}
        onChange={(event) => edit({ ask_again_months: Number(event.currentTarget.value) })}
      />
      <Switch
        label={t('banners.count')}
        help={t('banners.countHelp')}
        checked={draft.count_choices}
        onCheck={(count_choices) => edit({ count_choices })}
      />
    </div>
  );
}
