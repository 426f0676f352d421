// A rule of residency: whose data, where it may stay, what else makes a transfer lawful, and what follows, before it holds.
import { type FormEvent, useMemo, useState } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { useDebounced } from '../../ui/debounced.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { Checkbox, SelectField, TextField } from '../../ui/field.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { toJurisdiction, useCountries } from './countries.ts';
import { PlaceChoice } from './place-choice.tsx';
import { useMechanismWords, usePlaceWords, useRuleWords } from './place-words.ts';
import styles from './recipients.module.css';
import { MECHANISMS, type Rule, useSetResidency } from './recipients-query.ts';
import { RuleEffects } from './rule-effects.tsx';

const NEW: Rule = { jurisdiction: 'EU', within: ['EU'], mechanisms: ['adequacy', 'scc', 'bcr'] };
/** Where a new rule begins: the first of these that has none. */
const USUAL = ['EU', '*', 'US', 'GB'];
const GROUNDS = MECHANISMS.filter((one) => one !== 'none');

/** `rule` absent: one that is new. */
export function RuleForm({
  rule,
  rules,
  onClose,
}: {
  rule: Rule | undefined;
  rules: Rule[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { people } = usePlaceWords();
  const ruleWords = useRuleWords();
  const mechanismOf = useMechanismWords();
  const set = useSetResidency();
  const [draft, setDraft] = useState<Rule>(
    () => rule ?? { ...NEW, jurisdiction: USUAL.find((place) => !hasRule(rules, place)) ?? 'EU' },
  );
  const [reason, setReason] = useState('');
  const change = (changes: Partial<Rule>) => setDraft({ ...draft, ...changes });
  const taken = rule === undefined && hasRule(rules, draft.jurisdiction);
  const next = useMemo(
    () => (rule ? rules.map((one) => (one === rule ? draft : one)) : [...rules, draft]),
    [rule, rules, draft],
  );
  const settled = useDebounced(next, 150);
  const complete = reason.trim() !== '' && !taken;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete || set.isPending) return;
    set.mutate(
      { rules: next, reason: reason.trim() },
      {
        onSuccess: () => {
          showToast(t('recipients.ruleSaved'));
          onClose();
        },
      },
    );
  };
  const title = rule
    ? t('recipients.changeRule', { place: people(rule.jurisdiction) })
    : t('recipients.addRule');
  return (
    <Drawer open onClose={onClose} side="right" width="min(480px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={onClose}>
        <form className={styles.form} onSubmit={submit}>
          {!rule && (
            <Whose
              value={draft.jurisdiction}
              onValue={(jurisdiction) => change({ jurisdiction })}
              fault={taken ? t('recipients.ruleTaken') : undefined}
            />
          )}
          <PlaceChoice chosen={draft.within} onChosen={(within) => change({ within })} />
          <fieldset className={styles.choices}>
            <legend>{t('recipients.orGrounds')}</legend>
            {GROUNDS.map((one) => (
              <Checkbox
                key={one}
                label={format.asTitle(mechanismOf(one))}
                checked={draft.mechanisms.includes(one)}
                onCheck={(on) =>
                  change({
                    mechanisms: GROUNDS.filter((each) =>
                      each === one ? on : draft.mechanisms.includes(each),
                    ),
                  })
                }
              />
            ))}
          </fieldset>
          <p className={styles.sentence}>
            <strong>{people(draft.jurisdiction)}.</strong> {ruleWords(draft)}
          </p>
          {!taken && <RuleEffects before={rules} after={settled} />}
          <TextField
            label={t('recipients.reason')}
            value={reason}
            required
            maxLength={1000}
            autoComplete="off"
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {set.isError && <ErrorState error={set.error} />}
          <div className={styles.actions}>
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button type="submit" look="primary" busy={set.isPending} disabled={!complete}>
              {t('recipients.saveRule')}
            </Button>
          </div>
        </form>
      </InspectorFrame>
    </Drawer>
  );
}

const hasRule = (rules: readonly Rule[], place: string): boolean =>
  rules.some((one) => one.jurisdiction === place);

/** A country, all of the European Economic Area, everybody; and a state where laws differ within the country. */
function Whose({
  value,
  onValue,
  fault,
}: {
  value: string;
  onValue: (jurisdiction: string) => void;
  fault: string | undefined;
}) {
  const { t } = useTranslation();
  const countries = useCountries();
  const [first = '', part = ''] = value.split('-');
  const inUnion = first === 'EU';
  return (
    <div className={styles.pair}>
      <SelectField
        label={t('recipients.whose')}
        fault={fault}
        value={inUnion ? value : first}
        options={[
          { value: '*', label: t('recipients.everybody') },
          { value: 'EU', label: t('recipients.union') },
          ...countries.map((one) => ({ ...one, value: toJurisdiction(one.value) })),
        ]}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
      {!inUnion && first !== '*' && (
        <TextField
          label={t('recipients.stateOptional')}
          help={t('recipients.stateHelp')}
          value={part}
          pattern="[A-Za-z0-9]{1,3}"
          maxLength={3}
          autoComplete="off"
          onChange={(event) => {
            const state = event.currentTarget.value.toUpperCase().replace(/[^A-Z0-9]/g, '');
            onValue(state === '' ? first : `${first}-${state}`);
          }}
        />
      )}
    </div>
  );
}
