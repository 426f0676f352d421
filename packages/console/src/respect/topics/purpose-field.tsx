// What messages of a topic need consent to: one purpose, or a group of which each channel has its own.
import { useTranslation } from '../../language/index.ts';
import { SelectField } from '../../ui/field.tsx';
import { usePurposeName } from '../purposes/purpose-words.ts';
import { usePurposes } from '../purposes/purposes-query.ts';

export function PurposeField({ value, onValue }: { value: string; onValue: (purpose: string) => void }) {
  const { t } = useTranslation();
  const nameOf = usePurposeName();
  const purposes = usePurposes().data?.items ?? [];
  const groups = new Set(
    purposes.flatMap(({ slug, channel }) =>
      channel !== null && slug.includes('.') ? [`${slug.split('.')[0]}.*`] : [],
    ),
  );
  const options = [
    ...[...groups].map((group) => ({ value: group, label: t('topics.group', { group }) })),
    ...purposes.map((purpose) => ({ value: purpose.slug, label: nameOf(purpose) })),
  ];
  return (
    <SelectField
      label={t('topics.column.purpose')}
      help={t('topics.purposeHelp')}
      value={value}
      options={options.some((one) => one.value === value) ? options : [{ value, label: value }, ...options]}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}
