// What is different between two versions of a purpose, a line for each field: "Channel: E-mail → SMS", "Data: + Behaviour".
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useCategoryName } from '../categories/category-words.ts';
import { toPeriodWords } from '../processing-record/period.ts';
import { type ChangedField, listChanges } from './meaning.ts';
import { useNameOfPurpose } from './name-of-purpose.ts';
import { useCodeWords, usePurposeWords } from './purpose-words.ts';
import type { PurposeBody } from './purposes-query.ts';

/** The value of a field in words; a list as one text for each item, of which is told what came and what went. */
export function useFieldWords(): (field: ChangedField, purpose: PurposeBody) => string | string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePurposeWords();
  const codes = useCodeWords();
  const categoryOf = useCategoryName();
  const nameOf = useNameOfPurpose();
  return (field, purpose) => {
    switch (field) {
      case 'legal_basis':
        return words.basisShort(purpose);
      case 'consent_model':
        return words.model(purpose);
      case 'data_categories':
        return purpose.data_categories.map(categoryOf);
      case 'processing_kinds':
        return purpose.processing_kinds.map(codes.kind);
      case 'gpp_opt_outs':
        return purpose.gpp_opt_outs.map(codes.gpp);
      case 'recipients':
      case 'gcm_signals':
      case 'banner_categories':
        return purpose[field];
      case 'tcf_purposes':
        return purpose.tcf_purposes.map(String);
      case 'jurisdictions':
        return Object.entries(purpose.jurisdictions).map(([place, ground]) =>
          t('purposes.inPlace', { place, basis: words.basisShort(ground), model: words.model(ground) }),
        );
      case 'translations':
        return Object.entries(purpose.translations).map(([tag, { name, description }]) =>
          name === '' && description === ''
            ? format.languageName(tag)
            : t('purposes.translated', { language: format.languageName(tag), name, description }),
        );
      case 'channel':
        return purpose.channel ? codes.channel(purpose.channel) : t('purposes.none');
      case 'gpc_effect':
        return codes.gpc(purpose.gpc_effect);
      case 'parent':
        return purpose.parent ? nameOf(purpose.parent) : t('purposes.none');
      case 'retention':
        return purpose.retention ? toPeriodWords(purpose.retention, format.locale) : t('purposes.none');
      case 'minimum_age':
        return format.number(purpose.minimum_age);
      case 'special_categories':
      case 'covers_past_data':
      case 'accepts_unproven':
        return t(purpose[field] ? 'ui.yes' : 'ui.no');
      default:
        return purpose[field] ?? t('purposes.none');
    }
  };
}

export type ChangeLine = { field: ChangedField; text: string };

/** Every field that differs, as a line. */
export function useChangeLines(): (before: PurposeBody, after: PurposeBody) => ChangeLine[] {
  const { t } = useTranslation();
  const wordsOf = useFieldWords();
  return (before, after) =>
    listChanges(before, after).map((field) => {
      const from = wordsOf(field, before);
      const to = wordsOf(field, after);
      const label = t(`purposes.field.${field}`);
      if (typeof from === 'string' || typeof to === 'string')
        return {
          field,
          text: t('purposes.changed.value', { field: label, from: String(from), to: String(to) }),
        };
      const came = to.filter((one) => !from.includes(one)).map((what) => `+ ${what}`);
      const went = from.filter((one) => !to.includes(one)).map((what) => `− ${what}`);
      const what = [...came, ...went].join(', ');
      // The same in another order.
      return { field, text: t('purposes.changed.list', { field: label, what: what || to.join(', ') }) };
    });
}
