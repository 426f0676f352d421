// Which events, in one line: by name, by its beginning or by type.
import { useTranslation } from '../../../language/index.ts';
import type { Draft } from './kinds.ts';
import { NameField } from './name-field.tsx';
import { Pick, TextInput } from './plain-fields.tsx';
import { eventTypes, firstKey, type NamingKey, named, namingOf, namings } from './selectors.ts';

export type SelectorProps = { selector: Draft; onSelector: (selector: Draft) => void };

/** Which events, in one line. */
export function SelectorField({ selector, onSelector }: SelectorProps) {
  const { t } = useTranslation();
  const naming = namingOf(selector);
  const key = firstKey(selector);
  return (
    <>
      <Pick
        label={t('builder.which')}
        value={naming}
        options={namings.map((one) => ({ value: one, label: t(`builder.naming.${one}`) }))}
        onValue={(next) => onSelector(named(selector, next))}
      />
      {key !== 'type' && (
        <NamingField
          of={key}
          value={selector[key]}
          onValue={(value) => onSelector({ ...selector, [key]: value })}
        />
      )}
    </>
  );
}

export function NamingField({
  of,
  value,
  onValue,
}: {
  of: NamingKey;
  value: unknown;
  onValue: (value: string) => void;
}) {
  const { t } = useTranslation();
  if (of === 'name')
    return (
      <NameField label={t('builder.event')} value={value} offered={{ of: 'events' }} onValue={onValue} />
    );
  if (of === 'name_starts_with')
    return <TextInput label={t('builder.beginning')} value={value} onValue={onValue} />;
  return (
    <Pick
      label={t('builder.typeOf')}
      value={eventTypes.find((one) => one === value) ?? 'track'}
      options={eventTypes.map((one) => ({ value: one, label: t(`builder.naming.${one}`) }))}
      onValue={onValue}
    />
  );
}
