// What a purpose means, and apart from it how it is carried out.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Tag } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { useCategoryName } from '../categories/category-words.ts';
import { useFieldWords } from './change-words.ts';
import type { ChangedField } from './meaning.ts';
import { useCodeWords, usePurposeWords } from './purpose-words.ts';
import styles from './purposes.module.css';
import type { Purpose } from './purposes-query.ts';

export function MeaningSection({ purpose }: { purpose: Purpose }) {
  const { t } = useTranslation();
  const words = usePurposeWords();
  const codes = useCodeWords();
  const categoryOf = useCategoryName();
  const places = Object.entries(purpose.jurisdictions);
  return (
    <Section title={t('purposes.meaning.title')} className={styles.part}>
      <p className={styles.quiet}>{t('purposes.meaning.about')}</p>
      <Facts>
        <Fact label={t('purposes.field.legal_basis')}>{words.basis(purpose)}</Fact>
        <Fact label={t('purposes.field.consent_model')}>{words.model(purpose)}</Fact>
        {places.length > 0 && (
          <Fact label={t('purposes.field.jurisdictions')}>
            <ul>
              {places.map(([place, ground]) => (
                <li key={place}>
                  {t('purposes.inPlace', {
                    place,
                    basis: words.basisShort(ground),
                    model: words.model(ground),
                  })}
                </li>
              ))}
            </ul>
          </Fact>
        )}
        <Fact label={t('purposes.field.data_categories')}>
          <Tags items={purpose.data_categories.map((key) => ({ text: categoryOf(key), title: key }))} />
        </Fact>
        <Fact label={t('purposes.field.processing_kinds')}>
          <Tags items={purpose.processing_kinds.map((kind) => ({ text: codes.kind(kind) }))} />
        </Fact>
        <Fact label={t('purposes.field.recipients')}>
          {purpose.recipients.length > 0 ? (
            <Tags items={purpose.recipients.map((text) => ({ text }))} />
          ) : (
            t('purposes.nobodyElse')
          )}
        </Fact>
        <Fact label={t('purposes.field.special_categories')}>
          {t(purpose.special_categories ? 'purposes.special.yes' : 'purposes.special.no')}
        </Fact>
        <Fact label={t('purposes.field.covers_past_data')}>
          {t(purpose.covers_past_data ? 'purposes.past.yes' : 'purposes.past.no')}
        </Fact>
      </Facts>
    </Section>
  );
}

/** In the order in which they are told; `parent` leads to its own page. */
const HANDLING = [
  'retention',
  'channel',
  'parent',
  'gpc_effect',
  'gpp_opt_outs',
  'tcf_purposes',
  'gcm_signals',
  'banner_categories',
  'minimum_age',
  'accepts_unproven',
  'lia_ref',
  'dpia_ref',
  'translations',
] as const satisfies readonly ChangedField[];

export function HandlingSection({ purpose }: { purpose: Purpose }) {
  const { t } = useTranslation();
  const wordsOf = useFieldWords();
  const shown = (field: (typeof HANDLING)[number]): ReactNode => {
    const value = wordsOf(field, purpose);
    if (field === 'parent' && purpose.parent)
      return (
        <Link to="/purposes/$slug" params={{ slug: purpose.parent }}>
          {value}
        </Link>
      );
    if (typeof value !== 'string' && value.length > 0)
      return field === 'translations' ? (
        <ul>
          {value.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <Tags items={value.map((text) => ({ text }))} />
      );
    const isUnset = purpose[field] === null || typeof value !== 'string';
    return isUnset ? <span className={styles.quiet}>{t('purposes.none')}</span> : value;
  };
  return (
    <Section title={t('purposes.handling.title')} className={styles.part}>
      <p className={styles.quiet}>{t('purposes.handling.about')}</p>
      <Facts>
        {HANDLING.map((field) => (
          <Fact key={field} label={t(`purposes.field.${field}`)}>
            {shown(field)}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

function Tags({ items }: { items: { text: string; title?: string }[] }) {
  return (
    <ul className={styles.tags}>
      {items.map(({ text, title }) => (
        <li key={title ?? text} title={title}>
          <Tag>{text}</Tag>
        </li>
      ))}
    </ul>
  );
}
