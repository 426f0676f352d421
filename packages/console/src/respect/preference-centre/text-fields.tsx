// The company's own words in one language. An empty field shows what ships, and keeps it.
import { useTranslation } from '../../language/index.ts';
import { TextArea, TextField } from '../../ui/field.tsx';
import styles from './centre.module.css';
import { type Centre, type CentreBody, OWN_TEXTS, type OwnText } from './centre-query.ts';

export function TextFields({
  centre,
  draft,
  edit,
  language,
}: {
  centre: Centre;
  draft: CentreBody;
  edit: (change: Partial<CentreBody>) => void;
  language: string;
}) {
  const { t } = useTranslation();
  const ours = centre.available_languages.find((one) => one.language === language)?.texts;
  const own = draft.texts[language] ?? {};
  const set = (name: OwnText, text: string) =>
    edit({ texts: { ...draft.texts, [language]: { ...own, [name]: text } } });
  return (
    <>
      {OWN_TEXTS.map((name) => {
        const Field = name === 'intro' ? TextArea : TextField;
        return (
          <Field
            key={name}
            label={t(`preferenceCentre.text.${name}`)}
            help={name === 'intro' ? t('preferenceCentre.introHelp') : undefined}
            lang={language}
            value={own[name] ?? ''}
            placeholder={ours?.[name]}
            maxLength={centre.text_lengths_max[name]}
            autoComplete="off"
            onChange={(event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value)}
          />
        );
      })}
      <div className={styles.notice}>
        <TextField
          label={t('preferenceCentre.privacyNotice')}
          help={t('preferenceCentre.privacyNoticeHelp')}
          type="url"
          value={draft.privacy_notice_urls[language] ?? ''}
          placeholder="https://"
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) =>
            edit({
              privacy_notice_urls: {
                ...draft.privacy_notice_urls,
                [language]: event.currentTarget.value.trim(),
              },
            })
          }
        />
      </div>
    </>
  );
}
