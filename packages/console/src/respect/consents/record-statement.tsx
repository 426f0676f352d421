// Records what a person said: on the phone, in a letter, at the counter. Nothing of it can be edited afterwards.
import { type FormEvent, useState } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Checkbox, SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { MomentField } from '../../ui/moment-field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';
import type { Identifier } from '../../understand/people/people-query.ts';
import { byTelling } from '../../understand/people/person-words.ts';
import { noticeKey, useNotices } from '../notices/notices-query.ts';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import { usePurposes } from '../purposes/purposes-query.ts';
import styles from './consents.module.css';
import { type ConsentEvent, useRecordConsent } from './consents-query.ts';
import { isNegative, isPositive, TOLD_METHODS, useStatementWords } from './statement-words.ts';
import { groupsOf, means, unansweredSignals } from './statements.ts';
import { TOLD_BY, TOLD_STATES, type ToldDraft, toTold } from './told.ts';

type Props = {
  who: Identifier;
  identifiers: readonly Identifier[];
  events: readonly ConsentEvent[];
  onClose: () => void;
};

export function RecordStatement({ who, identifiers, events, onClose }: Props) {
  const { t } = useTranslation();
  const record = useRecordConsent();
  const known = byTelling(identifiers.length > 0 ? [...identifiers] : [who]);
  const [draft, setDraft] = useState<ToldDraft>({
    ...{ subject: known[0] ?? who, purpose: '', state: '', method: 'phone_call', by: 'operator' },
    ...{ explicit: false, notice: undefined, at: undefined, until: undefined },
    ...{ words: '', evidence: '', answers: [] },
  });
  const change = (changes: Partial<ToldDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const complete = draft.purpose !== '' && draft.state !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete || record.isPending) return;
    record.mutate(toTold(draft), {
      onSuccess: ({ items }) => {
        showToast(t('consents.record.done', { count: items.length }));
        onClose();
      },
    });
  };
  const title = t('consents.record.title');
  return (
    <Drawer open onClose={onClose} side="right" width="min(520px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={onClose}>
        <form className={styles.form} onSubmit={submit}>
          <p className={styles.quiet}>{t('consents.record.about')}</p>
          <WhatFields {...{ draft, change, events }} />
          <HowFields {...{ draft, change, known }} />
          {record.isError && <ErrorState error={record.error} />}
          <div className={styles.actions}>
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button type="submit" look="primary" busy={record.isPending} disabled={!complete}>
              {t('consents.record.verb')}
            </Button>
          </div>
        </form>
      </InspectorFrame>
    </Drawer>
  );
}

type Part = { draft: ToldDraft; change: (changes: Partial<ToldDraft>) => void };

/** About which purpose, what, and what only a consent has. */
function WhatFields({ draft, change, events }: Part & { events: readonly ConsentEvent[] }) {
  const { t } = useTranslation();
  const words = useStatementWords();
  const nameOf = useNameOfPurpose();
  const slugs = (usePurposes().data?.items ?? []).map(({ slug }) => slug);
  const { purpose, state } = draft;
  const signals = isPositive(state) && purpose !== '' ? unansweredSignals(events, purpose) : [];
  const choose = { value: '', label: t('consents.record.choose'), disabled: true };
  return (
    <>
      <SelectField
        label={t('consents.fact.purpose')}
        value={purpose}
        data-autofocus
        options={[
          choose,
          ...slugs.map((slug) => ({ value: slug, label: nameOf(slug) })),
          ...groupsOf(slugs).map((group) => ({
            value: group,
            label: t('consents.record.group', {
              names: group,
              count: slugs.filter((slug) => means(group, slug)).length,
            }),
          })),
        ]}
        onChange={(event) => change({ purpose: event.currentTarget.value, notice: undefined, answers: [] })}
      />
      <SelectField
        label={t('consents.record.state')}
        value={state}
        help={meaningOf(state) && t(`consents.meaning.${meaningOf(state) ?? 'yes'}`)}
        options={[choose, ...TOLD_STATES.map((each) => ({ value: each, label: words.state(each) }))]}
        onChange={(event) => change({ state: event.currentTarget.value, answers: [] })}
      />
      {isPositive(state) && (
        <>
          <Checkbox
            label={t('consents.fact.explicit')}
            checked={draft.explicit}
            onCheck={(explicit) => change({ explicit })}
          />
          {signals.length > 0 && (
            <Checkbox
              label={t('consents.record.answers')}
              checked={draft.answers.length > 0}
              onCheck={(on) => change({ answers: on ? signals.map(({ id }) => id) : [] })}
            />
          )}
        </>
      )}
    </>
  );
}

function meaningOf(state: string): 'yes' | 'no' | 'invalidated' | 'terminated' | undefined {
  if (isPositive(state)) return 'yes';
  if (isNegative(state)) return 'no';
  return state === 'invalidated' || state === 'terminated' ? state : undefined;
}

/** Through whom, on which identifier, when, what was seen, and what proves it. */
function HowFields({ draft, change, known }: Part & { known: Identifier[] }) {
  const { t } = useTranslation();
  const words = useStatementWords();
  const format = useFormat();
  const typeOf = useIdentifierName();
  const { purpose, notice } = draft;
  const notices = (useNotices().data?.items ?? []).filter(({ purposes }) =>
    Object.keys(purposes).some((slug) => means(purpose, slug)),
  );
  return (
    <>
      <div className={styles.pair}>
        <SelectField
          label={t('consents.fact.method')}
          value={draft.method}
          options={TOLD_METHODS.map((each) => ({ value: each, label: format.asTitle(words.method(each)) }))}
          onChange={(event) => change({ method: event.currentTarget.value })}
        />
        <SelectField
          label={t('consents.fact.by')}
          value={draft.by}
          options={TOLD_BY.map((each) => ({ value: each, label: t(`consents.record.by.${each}`) }))}
          onChange={(event) => change({ by: event.currentTarget.value })}
        />
        <MomentField
          label={t('consents.record.when')}
          help={t('consents.record.whenHelp')}
          value={draft.at}
          onValue={(at) => change({ at })}
        />
        {isPositive(draft.state) && (
          <MomentField
            label={t('consents.fact.until')}
            help={t('consents.record.untilHelp')}
            value={draft.until}
            onValue={(until) => change({ until })}
          />
        )}
      </div>
      <SelectField
        label={t('consents.fact.on')}
        value={String(known.indexOf(draft.subject))}
        options={known.map(({ type, value }, index) => ({
          value: String(index),
          label: t('consents.record.identifier', { type: typeOf(type), value }),
        }))}
        onChange={(event) => change({ subject: known[Number(event.currentTarget.value)] ?? draft.subject })}
      />
      <SelectField
        label={t('consents.record.notice')}
        help={purpose !== '' && notices.length === 0 ? t('consents.record.noNotices') : undefined}
        value={notice ? noticeKey(notice) : ''}
        options={[
          { value: '', label: t('consents.record.none') },
          ...notices.map((each) => ({
            value: noticeKey(each),
            label: t('notices.option', { title: each.title, language: each.language, version: each.version }),
          })),
        ]}
        onChange={(event) => {
          const key = event.currentTarget.value;
          change({ notice: notices.find((each) => noticeKey(each) === key) });
        }}
      />
      <TextArea
        label={t('consents.fact.words')}
        value={draft.words}
        rows={2}
        maxLength={1000}
        onChange={(event) => change({ words: event.currentTarget.value })}
      />
      <TextField
        label={t('consents.fact.evidence')}
        help={t('consents.record.evidenceHelp')}
        value={draft.evidence}
        maxLength={1000}
        autoComplete="off"
        onChange={(event) => change({ evidence: event.currentTarget.value })}
      />
    </>
  );
}
