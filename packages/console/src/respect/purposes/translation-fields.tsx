// The name and the description of a purpose in other languages: what people are shown in theirs.
import { IconTrash } from '@tabler/icons-react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { IconButton } from '../../ui/button.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import type { EditDraft } from './purpose-editor.tsx';
import styles from './purposes.module.css';
import type { PurposeBody } from './purposes-query.ts';
import { DESCRIPTION_MAX, NAME_MAX } from './word-fields.tsx';

/** Offered; others that came by the API stay. */
const OFFERED = [
  ...['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'cs', 'uk', 'ja', 'ko'],
  ...['zh-Hans', 'zh-Hant', 'ar'],
];

export function TranslationFields({
  draft: { translations },
  edit,
  fault,
}: {
  draft: PurposeBody;
  edit: EditDraft;
  fault: string | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const set = (tag: string, change: Partial<{ name: string; description: string }>) =>
    edit({
      translations: {
        ...translations,
        [tag]: { name: '', description: '', ...translations[tag], ...change },
      },
    });
  const left = OFFERED.filter((tag) => !Object.hasOwn(translations, tag));
  return (
    <fieldset className={styles.list}>
      <legend className={styles.legend}>{t('purposes.field.translations')}</legend>
      <p className={styles.help}>{t('purposes.help.translations')}</p>
      {Object.entries(translations).map(([tag, { name, description }]) => (
        <fieldset key={tag} className={styles.translation} lang={tag}>
          <legend className="visually-hidden">{format.languageName(tag)}</legend>
          <div className={styles.translationHead}>
            <TextField
              label={t('purposes.inLanguage', {
                field: t('purposes.field.name'),
                language: format.languageName(tag),
              })}
              value={name}
              maxLength={NAME_MAX}
              onChange={(event) => set(tag, { name: event.currentTarget.value })}
            />
            <IconButton
              label={t('purposes.removeOne', { what: format.languageName(tag) })}
              onClick={() => {
                const { [tag]: _gone, ...rest } = translations;
                edit({ translations: rest });
              }}
            >
              <IconTrash />
            </IconButton>
          </div>
          <TextArea
            label={t('purposes.inLanguage', {
              field: t('purposes.field.description'),
              language: format.languageName(tag),
            })}
            value={description}
            maxLength={DESCRIPTION_MAX}
            rows={2}
            onChange={(event) => set(tag, { description: event.currentTarget.value })}
          />
        </fieldset>
      ))}
      {fault && <p className={styles.fault}>{fault}</p>}
      <SelectField
        label={t('purposes.addLanguage')}
        labelHidden
        value=""
        options={[
          { value: '', label: t('purposes.addLanguage') },
          ...left.map((tag) => ({ value: tag, label: format.languageName(tag) })),
        ]}
        onChange={(event) => {
          if (event.currentTarget.value) set(event.currentTarget.value, {});
        }}
      />
    </fieldset>
  );
}
