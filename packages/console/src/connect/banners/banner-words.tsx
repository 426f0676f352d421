// The languages of a banner, and the company's own words in one of them. An empty field shows what ships, and keeps it.
import { useTranslation } from '../../language/index.ts';
import { Checkbox, Choice, SelectField, TextArea, TextField } from '../../ui/field.tsx';
import styles from './banner.module.css';
import type { BannerDraft } from './banner-draft.ts';
import {
  BANNER_LANGUAGES,
  BANNER_TEXTS,
  type Banner,
  type BannerLanguage,
  type BannerText,
  listBannerLanguages,
} from './banner-query.ts';

const LENGTH_MAX: Record<BannerText, number> = {
  ...{ title: 120, body: 1200, accept: 40, reject: 40, choose: 40, save: 40 },
};

export function BannerLanguages({ designing: { draft, edit } }: { designing: BannerDraft }) {
  const { t } = useTranslation();
  function offer(language: BannerLanguage, on: boolean): void {
    const languages = listBannerLanguages().filter((one) =>
      one === language ? on : draft.languages.includes(one),
    );
    const [first = language] = languages;
    const isLeft = languages.includes(draft.default_language);
    edit({ languages, default_language: isLeft ? draft.default_language : first });
  }
  return (
    <div className={styles.group}>
      <fieldset className={styles.choices}>
        <legend className="visually-hidden">{t('banners.languages')}</legend>
        {listBannerLanguages().map((language) => {
          const on = draft.languages.includes(language);
          return (
            <Checkbox
              key={language}
              label={<span lang={language}>{BANNER_LANGUAGES[language]}</span>}
              checked={on}
              // One has to be left.
              disabled={on && draft.languages.length === 1}
              onCheck={(next) => offer(language, next)}
            />
          );
        })}
      </fieldset>
      <SelectField
        label={t('banners.defaultLanguage')}
        help={t('banners.defaultLanguageHelp')}
        value={draft.default_language}
        options={draft.languages.map((value) => ({ value, label: BANNER_LANGUAGES[value] }))}
        onChange={(event) => edit({ default_language: event.currentTarget.value as BannerLanguage })}
      />
    </div>
  );
}

export function BannerWords({
  banner,
  designing: { draft, edit },
  language,
  onLanguage,
}: {
  banner: Banner;
  designing: BannerDraft;
  language: BannerLanguage;
  onLanguage: (language: BannerLanguage) => void;
}) {
  const { t } = useTranslation();
  const ours = banner.default_words[language];
  const own = draft.words[language] ?? {};
  const set = (name: BannerText, text: string) =>
    edit({ words: { ...draft.words, [language]: { ...own, [name]: text } } });
  return (
    <div className={styles.group}>
      <p className={styles.quiet}>{t('banners.wordsHelp')}</p>
      <Choice
        label={t('banners.languageOfWords')}
        value={language}
        options={listBannerLanguages().map((value) => ({ value, label: BANNER_LANGUAGES[value] }))}
        onValue={onLanguage}
      />
      {BANNER_TEXTS.map((name) => {
        const Field = name === 'body' ? TextArea : TextField;
        return (
          <Field
            key={name}
            label={t(`banners.text.${name}`)}
            lang={language}
            value={own[name] ?? ''}
            placeholder={ours?.[name]}
            maxLength={LENGTH_MAX[name]}
            autoComplete="off"
            onChange={(event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value)}
          />
        );
      })}
      <TextField
        label={t('banners.privacy')}
        help={t('banners.privacyHelp')}
        type="url"
        value={draft.privacy_urls[language] ?? ''}
        placeholder="https://"
        maxLength={2000}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) =>
          edit({ privacy_urls: { ...draft.privacy_urls, [language]: event.currentTarget.value } })
        }
      />
    </div>
  );
}
