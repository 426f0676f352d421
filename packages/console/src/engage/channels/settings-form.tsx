// The settings of a provider as fields, by the schema that the server gives.
import { useTranslation } from '../../language/index.ts';
import { SelectField, Switch, TextArea, TextField } from '../../ui/field.tsx';
import { useChannelWords } from './channel-words.ts';
import type { SettingField, SettingsDraft } from './schema-fields.ts';

export function SettingsForm({
  fields,
  draft,
  kept,
  faults,
  onChange,
}: {
  fields: readonly SettingField[];
  draft: SettingsDraft;
  /** Names of secrets that are kept. */
  kept: readonly string[];
  /** What the server says is wrong, by name. */
  faults: Readonly<Record<string, string>>;
  onChange: (draft: SettingsDraft) => void;
}) {
  return fields.map((field) => (
    <OneField
      key={field.name}
      field={field}
      value={draft[field.name] ?? ''}
      isKept={kept.includes(field.name)}
      fault={faults[field.name]}
      onValue={(value) => onChange({ ...draft, [field.name]: value })}
    />
  ));
}

function OneField({
  field: { name, kind, values, required, secret, help, usual },
  value,
  isKept,
  fault,
  onValue,
}: {
  field: SettingField;
  value: string;
  isKept: boolean;
  fault: string | undefined;
  onValue: (value: string) => void;
}) {
  const { t } = useTranslation();
  const { settingOf } = useChannelWords();
  const isOptional = !required && usual === '' && kind !== 'switch';
  const label = isOptional ? t('channels.optional', { name: settingOf(name) }) : settingOf(name);
  if (kind === 'switch')
    return (
      <Switch
        label={label}
        help={help}
        checked={value === 'true'}
        onCheck={(on) => onValue(on ? 'true' : '')}
      />
    );
  if (kind === 'choice')
    return (
      <SelectField
        {...{ label, help, fault, value }}
        options={[
          ...(isOptional ? [{ value: '', label: '–' }] : []),
          ...values.map((one) => ({ value: one, label: one })),
        ]}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    );
  const shared = {
    ...{ label, help, fault, value, autoComplete: 'off', spellCheck: false },
    required: required && !isKept,
    placeholder: secret && isKept ? t('channels.kept') : undefined,
  };
  if (kind === 'area' || kind === 'lines' || kind === 'json')
    return <TextArea {...shared} rows={4} onChange={(event) => onValue(event.currentTarget.value)} />;
  return (
    <TextField
      {...shared}
      type={secret ? 'password' : 'text'}
      // A password of the mail server is none of the member's.
      autoComplete={secret ? 'new-password' : 'off'}
      inputMode={kind === 'number' ? 'numeric' : undefined}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}
