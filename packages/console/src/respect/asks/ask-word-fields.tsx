// What the card says, language by language.
import { useTranslation } from '../../language/index.ts';
import { isLanguage, LANGUAGES } from '../../language/languages.ts';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { type AskDraft, NO_WORDS, optionsOf } from './ask-draft.ts';
import styles from './asks.module.css';

export function AskWordFields({
  draft,
  unfinished,
  language,
  onLanguage,
  onChange,
}: {
  draft: AskDraft;
  /** Languages in which something is missing. */
  unfinished: readonly string[];
  language: string;
  onLanguage: (language: string) => void;
  onChange: (changes: Partial<AskDraft>) => void;
}) {
  const { t } = useTranslation();
  const words = draft.words[language] ?? NO_WORDS;
  const say = (said: Partial<typeof words>) =>
    onChange({ words: { ...draft.words, [language]: { ...words, ...said } } });
  const offered = [...new Set([...Object.keys(LANGUAGES), ...Object.keys(draft.words)])];
  const nameOf = (tag: string) => {
    const name = isLanguage(tag) ? LANGUAGES[tag] : tag;
    if (unfinished.includes(tag)) return t('asks.unfinished', { language: name });
    return draft.words[tag]?.question ? name : t('asks.noWords', { language: name });
  };
  return (
    <>
      <SelectField
        label={t('asks.language')}
        help={t('asks.languageHelp')}
        value={language}
        options={offered.map((value) => ({ value, label: nameOf(value) }))}
        onChange={(event) => onLanguage(event.currentTarget.value)}
      />
      <TextField
        label={t('asks.question')}
        value={words.question}
        lang={language}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => say({ question: event.currentTarget.value })}
      />
      <TextArea
        label={t('asks.why')}
        value={words.why}
        lang={language}
        rows={2}
        maxLength={300}
        onChange={(event) => say({ why: event.currentTarget.value })}
      />
      <TextArea
        label={t('asks.benefit')}
        value={words.benefit}
        lang={language}
        rows={2}
        maxLength={200}
        onChange={(event) => say({ benefit: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        {(['no', 'yes'] as const).map((which) => (
          <TextField
            key={which}
            label={t(`asks.${which}`)}
            help={t('asks.buttonHelp')}
            value={words[which]}
            lang={language}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => say({ [which]: event.currentTarget.value })}
          />
        ))}
      </div>
    </>
  );
}

/** What each choice is called in this language. */
export function LabelFields({
  draft,
  language,
  onChange,
}: {
  draft: AskDraft;
  language: string;
  onChange: (changes: Partial<AskDraft>) => void;
}) {
  const { t } = useTranslation();
  const labels = draft.labels[language] ?? {};
  return (
    <div className={styles.pair}>
      {optionsOf(draft).map((value) => (
        <TextField
          key={value}
          label={t('asks.labelOf', { value })}
          placeholder={value}
          value={labels[value] ?? ''}
          lang={language}
          maxLength={100}
          autoComplete="off"
          onChange={(event) =>
            onChange({
              labels: { ...draft.labels, [language]: { ...labels, [value]: event.currentTarget.value } },
            })
          }
        />
      ))}
    </div>
  );
}
