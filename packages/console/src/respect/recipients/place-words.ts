// Places and what makes a transfer lawful, in words.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import type { Mechanism, Rule } from './recipients-query.ts';

export function usePlaceWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const country = (code: string): string =>
    code === 'EU' ? t('recipients.union') : format.countryName(code);
  /** Where people live: `EU`, `EU-DE`, `US-CA`, or everybody. */
  const people = (jurisdiction: string): string => {
    if (jurisdiction === '*') return t('recipients.everybody');
    const [first = '', part] = jurisdiction.split('-');
    if (part === undefined) return country(first);
    return first === 'EU' ? country(part) : t('recipients.state', { country: country(first), state: part });
  };
  return { country, people };
}

export function useMechanismWords(): (mechanism: Mechanism) => string {
  const { t } = useTranslation();
  return (mechanism) => t(`recipients.mechanism.${mechanism}`);
}

/** What a rule asks for, as a sentence. */
export function useRuleWords(): (rule: Rule) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const { country } = usePlaceWords();
  const mechanismWords = useMechanismWords();
  return ({ within, mechanisms }) => {
    const places = format.list(within.map(country));
    const grounds = format.list(mechanisms.map(mechanismWords));
    if (within.length === 0 && mechanisms.length === 0) return t('recipients.rule.nowhere');
    if (mechanisms.length === 0) return t('recipients.rule.within', { places });
    if (within.length === 0) return t('recipients.rule.grounds', { grounds });
    return t('recipients.rule.either', { places, grounds });
  };
}
