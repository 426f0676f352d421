// Sets quiet hours: of which channels, on which days, from when to when.
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Checkbox, Switch, TextField } from '../../ui/field.tsx';
import { CHANNELS, useChannelWords } from '../channels/channel-words.ts';
import { RuleDrawer, withoutRule, withRule } from './rule-drawer.tsx';
import { useRuleWords } from './rule-words.ts';
import styles from './rules.module.css';
import type { KeptRules, QuietHours } from './rules-query.ts';
import { WEEKDAYS } from './week.ts';

const NIGHT: QuietHours = { channels: [], weekdays: WEEKDAYS, from: '21:00', until: '08:00' };

/** `at` undefined: one that is new. */
export function QuietForm({
  rules,
  at,
  onClose,
}: {
  rules: KeptRules;
  at: number | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { channelOf } = useChannelWords();
  const { dayOf } = useRuleWords();
  const before = at === undefined ? undefined : rules.quiet_hours[at];
  const [draft, setDraft] = useState(before ?? NIGHT);
  const change = (changes: Partial<QuietHours>) => setDraft({ ...draft, ...changes });
  const allDay = draft.from === '00:00' && draft.until === '24:00';
  const isSame = draft.from === draft.until;
  const isWhole = draft.channels.length > 0 && draft.weekdays.length > 0 && draft.from && draft.until;
  const changes = isWhole && !isSame ? { quiet_hours: withRule(rules.quiet_hours, at, draft) } : undefined;
  return (
    <RuleDrawer
      title={before ? t('messageRules.changeQuiet') : t('messageRules.addQuiet')}
      rules={rules}
      changes={changes}
      without={at === undefined ? undefined : { quiet_hours: withoutRule(rules.quiet_hours, at) }}
      onClose={onClose}
    >
      <Several
        label={t('messageRules.channels')}
        all={CHANNELS}
        chosen={draft.channels}
        nameOf={channelOf}
        onChoose={(channels) => change({ channels })}
      />
      <Switch
        label={t('messageRules.allDay')}
        checked={allDay}
        onCheck={(on) => change(on ? { from: '00:00', until: '24:00' } : { from: '21:00', until: '08:00' })}
      />
      {!allDay && (
        <div className={styles.pair}>
          <TextField
            type="time"
            label={t('messageRules.from')}
            value={draft.from}
            required
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextField
            type="time"
            label={t('messageRules.until')}
            help={draft.from > draft.until ? t('messageRules.nextDay') : undefined}
            fault={isSame ? t('messageRules.sameTime') : undefined}
            value={draft.until}
            required
            onChange={(event) => change({ until: event.currentTarget.value })}
          />
        </div>
      )}
      <Several
        label={t('messageRules.days')}
        all={WEEKDAYS}
        chosen={draft.weekdays}
        nameOf={(day) => dayOf(day, 'long')}
        onChoose={(weekdays) => change({ weekdays })}
      />
    </RuleDrawer>
  );
}

function Several<Value extends string | number>({
  label,
  all,
  chosen,
  nameOf,
  onChoose,
}: {
  label: string;
  all: readonly Value[];
  chosen: readonly Value[];
  nameOf: (value: Value) => string;
  /** In the order of all. */
  onChoose: (chosen: Value[]) => void;
}) {
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      {all.map((value) => (
        <Checkbox
          key={value}
          label={nameOf(value)}
          checked={chosen.includes(value)}
          onCheck={(on) => onChoose(all.filter((one) => (one === value ? on : chosen.includes(one))))}
        />
      ))}
    </fieldset>
  );
}
