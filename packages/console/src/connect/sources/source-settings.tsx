// The settings of a source: on or off, what is kept of addresses, how much it may send. Saved as they are changed.
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, Switch, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './source-page.module.css';
import { type IpSetting, type Source, type SourceChanges, useChangeSource } from './sources-query.ts';

const IP_SETTINGS: IpSetting[] = ['keep', 'truncate', 'drop'];
const RATE_MAX = 1_000_000;

export function SourceSettings({ source }: { source: Source }) {
  const { t } = useTranslation();
  const change = useChangeSource(String(source.id));
  const save = (changes: SourceChanges) =>
    change.mutate(changes, { onSuccess: () => showToast(t('sources.settings.saved')) });
  return (
    <Section title={t('sources.settings.title')}>
      <div className={styles.settings}>
        <Switch
          label={t('sources.settings.enabled')}
          help={source.enabled ? t('sources.settings.enabledOn') : t('sources.settings.enabledOff')}
          checked={source.enabled}
          disabled={change.isPending}
          onCheck={(enabled) => save({ enabled })}
        />
        <SelectField
          label={t('sources.settings.ip')}
          help={t(`sources.settings.ipHelp.${source.settings.ip}`)}
          value={source.settings.ip}
          disabled={change.isPending}
          options={IP_SETTINGS.map((each) => ({
            value: each,
            label: t(`sources.settings.ipChoice.${each}`),
          }))}
          onChange={(event) => {
            const ip = IP_SETTINGS.find((each) => each === event.currentTarget.value);
            if (ip) save({ settings: { ip } });
          }}
        />
        <RateLimit key={source.settings.rate_limit_per_second} source={source} onSave={save} />
        {change.isError && <ErrorState error={change.error} />}
      </div>
    </Section>
  );
}

function RateLimit({ source, onSave }: { source: Source; onSave: (changes: SourceChanges) => void }) {
  const { t } = useTranslation();
  const current = source.settings.rate_limit_per_second;
  const [text, setText] = useState(current === null ? '' : String(current));
  const wished = text.trim() === '' ? null : Number(text);
  const valid = wished === null || (Number.isInteger(wished) && wished >= 1 && wished <= RATE_MAX);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (valid && wished !== current) onSave({ settings: { rate_limit_per_second: wished } });
  };
  return (
    <form onSubmit={submit}>
      <TextField
        label={t('sources.settings.rate')}
        help={t('sources.settings.rateHelp')}
        fault={valid ? undefined : t('sources.settings.rateFault')}
        inputMode="numeric"
        placeholder={t('sources.settings.rateNone')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {valid && wished !== current && (
        <Button type="submit" small look="primary">
          {t('sources.settings.rateSave')}
        </Button>
      )}
    </form>
  );
}
