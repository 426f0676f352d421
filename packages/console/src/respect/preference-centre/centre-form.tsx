// What a company sets for its preference centre: the face, the languages, what is told, and its own words in each language.
import { IconPalette } from '@tabler/icons-react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Choice, SelectField, Switch } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import type { Brand } from '../topics/topics-query.ts';
import styles from './centre.module.css';
import type { CentreDraft } from './centre-draft.ts';
import type { Centre, CentreBody } from './centre-query.ts';
import { useOpenBrand } from './open-brand.ts';
import { TextFields } from './text-fields.tsx';

type Edit = (change: Partial<CentreBody>) => void;

export function CentreForm({
  centre,
  designing: { draft, edit },
  brands,
  language,
  onLanguage,
  mayChange,
}: {
  centre: Centre;
  designing: CentreDraft;
  brands: Brand[];
  language: string;
  onLanguage: (language: string) => void;
  mayChange: boolean;
}) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('preferenceCentre.face')}>
        <Face draft={draft} edit={edit} brands={brands} mayChange={mayChange} />
      </Section>
      <Section title={t('preferenceCentre.languages')}>
        <Languages centre={centre} draft={draft} edit={edit} />
      </Section>
      <Section title={t('preferenceCentre.words')}>
        <div className={styles.group}>
          <p className={styles.quiet}>{t('preferenceCentre.wordsHelp')}</p>
          <Choice
            label={t('preferenceCentre.languageOfWords')}
            value={language}
            options={centre.available_languages.map((one) => ({ value: one.language, label: one.name }))}
            onValue={onLanguage}
          />
          <TextFields centre={centre} draft={draft} edit={edit} language={language} />
        </div>
      </Section>
    </>
  );
}

function Face({
  draft,
  edit,
  brands,
  mayChange,
}: {
  draft: CentreBody;
  edit: Edit;
  brands: Brand[];
  mayChange: boolean;
}) {
  const { t } = useTranslation();
  const { openBrand } = useOpenBrand();
  const { brand } = draft;
  return (
    <div className={styles.group}>
      <SelectField
        label={t('preferenceCentre.brand')}
        help={t('preferenceCentre.brandHelp')}
        value={brand ?? ''}
        options={[
          { value: '', label: t('preferenceCentre.noBrand') },
          ...brands.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
        onChange={(event) => edit({ brand: event.currentTarget.value || null })}
      />
      {mayChange && brand !== null && (
        <div>
          <Button icon={<IconPalette aria-hidden="true" />} onClick={() => openBrand(brand)}>
            {t('preferenceCentre.changeBrand')}
          </Button>
        </div>
      )}
      <Switch
        label={t('preferenceCentre.showHeld')}
        help={t('preferenceCentre.showHeldHelp')}
        checked={draft.show_held}
        onCheck={(show_held) => edit({ show_held })}
      />
    </div>
  );
}

function Languages({ centre, draft, edit }: { centre: Centre; draft: CentreBody; edit: Edit }) {
  const { t } = useTranslation();
  const all = centre.available_languages;
  function offer(language: string, on: boolean): void {
    const languages = all
      .map((one) => one.language)
      .filter((one) => (one === language ? on : draft.languages.includes(one)));
    const [first = language] = languages;
    edit({
      languages,
      default_language: languages.includes(draft.default_language) ? draft.default_language : first,
    });
  }
  return (
    <div className={styles.group}>
      <fieldset className={styles.choices}>
        <legend className="visually-hidden">{t('preferenceCentre.languages')}</legend>
        {all.map(({ language, name }) => {
          const on = draft.languages.includes(language);
          return (
            <Checkbox
              key={language}
              label={<span lang={language}>{name}</span>}
              checked={on}
              // One has to be left.
              disabled={on && draft.languages.length === 1}
              onCheck={(next) => offer(language, next)}
            />
          );
        })}
      </fieldset>
      <SelectField
        label={t('preferenceCentre.defaultLanguage')}
        help={t('preferenceCentre.defaultLanguageHelp')}
        value={draft.default_language}
        options={all
          .filter(({ language }) => draft.languages.includes(language))
          .map(({ language, name }) => ({ value: language, label: name }))}
        onChange={(event) => edit({ default_language: event.currentTarget.value })}
      />
    </div>
  );
}
