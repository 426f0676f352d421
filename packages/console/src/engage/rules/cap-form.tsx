// Sets a cap: how many messages in which time, of a channel, of a topic, or of all.
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { useTopicTitle } from '../../respect/topics/topic-titles.ts';
import { useTopics } from '../../respect/topics/topics-query.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { CHANNELS, useChannelWords } from '../channels/channel-words.ts';
import { RuleDrawer, withoutRule, withRule } from './rule-drawer.tsx';
import styles from './rules.module.css';
import type { Cap, KeptRules } from './rules-query.ts';

const UNITS = { hour: 1, day: 24 } as const;
const HOURS_MAX = 744;
type Draft = { channel: string; topic: string; count: string; size: string; unit: keyof typeof UNITS };

/** `at` undefined: one that is new. */
export function CapForm({
  rules,
  at,
  onClose,
}: {
  rules: KeptRules;
  at: number | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const before = at === undefined ? undefined : rules.caps[at];
  const [draft, setDraft] = useState(() => toDraft(before));
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const cap = toCap(draft);
  return (
    <RuleDrawer
      title={before ? t('messageRules.changeCap') : t('messageRules.addCap')}
      rules={rules}
      changes={cap && { caps: withRule(rules.caps, at, cap) }}
      without={at === undefined ? undefined : { caps: withoutRule(rules.caps, at) }}
      onClose={onClose}
    >
      <TextField
        label={t('messageRules.count')}
        value={draft.count}
        required
        inputMode="numeric"
        maxLength={4}
        autoComplete="off"
        onChange={(event) => change({ count: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <TextField
          label={t('messageRules.size')}
          help={t('messageRules.sizeHelp')}
          value={draft.size}
          required
          inputMode="numeric"
          maxLength={3}
          autoComplete="off"
          onChange={(event) => change({ size: event.currentTarget.value })}
        />
        <SelectField
          label={t('messageRules.unit')}
          value={draft.unit}
          options={(['hour', 'day'] as const).map((value) => ({
            value,
            label: t(`messageRules.units.${value}`),
          }))}
          onChange={(event) => change({ unit: event.currentTarget.value === 'day' ? 'day' : 'hour' })}
        />
      </div>
      <OfWhat draft={draft} onChange={change} />
    </RuleDrawer>
  );
}

function OfWhat({ draft, onChange }: { draft: Draft; onChange: (changes: Partial<Draft>) => void }) {
  const { t } = useTranslation();
  const { channelOf } = useChannelWords();
  const titleOf = useTopicTitle();
  const topics = (useTopics().data?.items ?? []).filter(({ retired }) => !retired).map(({ slug }) => slug);
  const offered = [...new Set([...topics, ...(draft.topic ? [draft.topic] : [])])];
  return (
    <>
      <SelectField
        label={t('messageRules.channel')}
        value={draft.channel}
        options={[
          { value: '', label: t('messageRules.anyChannel') },
          ...CHANNELS.map((value) => ({ value, label: channelOf(value) })),
        ]}
        onChange={(event) => onChange({ channel: event.currentTarget.value })}
      />
      <SelectField
        label={t('messageRules.topic')}
        value={draft.topic}
        options={[
          { value: '', label: t('messageRules.anyTopic') },
          ...offered.map((value) => ({ value, label: titleOf(value) })),
        ]}
        onChange={(event) => onChange({ topic: event.currentTarget.value })}
      />
    </>
  );
}

function toDraft(cap: Cap | undefined): Draft {
  if (cap === undefined) return { channel: '', topic: '', count: '3', size: '1', unit: 'day' };
  const { channel, topic, count, hours } = cap;
  const unit = hours % 24 === 0 ? 'day' : 'hour';
  return {
    ...{ channel: channel ?? '', topic: topic ?? '', count: String(count) },
    ...{ size: String(hours / UNITS[unit]), unit },
  };
}

function toCap({ channel, topic, count, size, unit }: Draft): Cap | undefined {
  const [most, hours] = [Number(count), Number(size) * UNITS[unit]];
  if (!Number.isInteger(most) || most < 1 || most > 1000) return undefined;
  if (!Number.isInteger(hours) || hours < 1 || hours > HOURS_MAX) return undefined;
  return {
    channel: CHANNELS.find((one) => one === channel) ?? null,
    topic: topic || null,
    count: most,
    hours,
  };
}
